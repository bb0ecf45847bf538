"""The watch over deadlines: warnings, breaches and the ladder, each exactly once."""

import structlog
from django.db import DatabaseError, transaction

from cases.models import Case, Clock, ClockAlert
from cases.models.clock import UNMET
from cases.services import clocks
from cases.services.steps import record
from timekeeping.now import now
from workflows.errors import WorkflowError
from workflows.policies import calendars_by_id, policy_version
from workflows.sla import ladder as ladders
from workflows.sla.errors import SlaError
from workflows.sla.ladder import BREACH_PERCENT, Reached

log = structlog.get_logger(__name__)


def check_deadlines(limit: int = 500) -> int:
    """Look at the clocks whose time has come, oldest first, assigned to somebody or not.

    Returns how many it looked at; call it until it returns 0. Two may run at once: a clock
    is locked while it is looked at, and a rung is a row that can stand only once.
    """
    seen = 0
    for case_id in _cases_due(limit):
        try:
            seen += _check_case(case_id)
        except (DatabaseError, WorkflowError, SlaError):
            # One case that cannot be read must not keep the others from their deadlines.
            log.exception("deadline_failed", case_id=case_id)
    return seen


def _cases_due(limit: int) -> list[int]:
    due = (
        Clock.objects.filter(next_fire_at__lte=now())
        .order_by("next_fire_at")
        .values_list("case_id", flat=True)[:limit]
    )
    return list(dict.fromkeys(due))


@transaction.atomic
def _check_case(case_id: int) -> int:
    """Look at one case's due clocks. A case that somebody holds is left for the next pass."""
    case = Case.objects.select_for_update(skip_locked=True).filter(pk=case_id).first()
    if case is None:
        return 0
    due = case.clocks.select_for_update().filter(next_fire_at__lte=now()).order_by("next_fire_at")
    looked_at = 0
    highest = case.level
    for clock in due:
        looked_at += 1
        highest = max(highest, _climb(case, clock))
    if highest > case.level:
        # Escalation is a field, not a state: the owner stays, more people see it.
        case.level = highest
        case.store("level")
        record(case, "escalated", level=highest)
    return looked_at


def _climb(case: Case, clock: Clock) -> int:
    """Record the rungs that a clock has reached; the highest level that is told of one."""
    moment = now()
    if clock.state not in UNMET:
        return 0
    clocks.breach(clock, at=moment)
    clock.refresh_from_db()
    state = clocks.current(clock)
    policy = policy_version(clock.policy_code, clock.policy_version)
    calendar = calendars_by_id({state.calendar_id})[state.calendar_id]
    already = {(alert.threshold, alert.level) for alert in clock.alerts.all()}
    reached = ladders.due_thresholds(state, calendar, policy.ladder, at=moment, already=already)
    ClockAlert.objects.bulk_create(
        [
            ClockAlert(
                clock=clock,
                epoch=clock.epoch,
                threshold=rung.step.threshold,
                level=int(rung.step.level),
                reached_at=rung.at,
                notified=rung.notify,
            )
            for rung in reached
        ],
        ignore_conflicts=True,
    )
    already |= {rung.step.key for rung in reached}
    clock.next_fire_at = ladders.next_fire_at(state, calendar, policy.ladder, already=already)
    clock.save(update_fields=["next_fire_at"])
    told = [rung for rung in reached if rung.notify]
    for rung in told:
        _write_down(case, clock, rung)
    return max((int(rung.step.level) for rung in told), default=0)


def _write_down(case: Case, clock: Clock, rung: Reached) -> None:
    late = rung.step.percent is None or rung.step.percent >= BREACH_PERCENT
    record(
        case,
        "breached" if late else "warned",
        metric=clock.metric,
        threshold=rung.step.threshold,
        level=int(rung.step.level),
        reached_at=rung.at.isoformat(),
    )

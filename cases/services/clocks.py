"""The deadlines of a case: every move is a line of the ledger, and the clock row its sum."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from cases.models import Case, Clock, ClockAlert, ClockEntry, ClockState
from cases.models.clock import UNMET
from workflows.models import Officer
from workflows.models.sla import Metric
from workflows.policies import LoadedPolicy, calendars_by_id, policy_version
from workflows.sla import clock_state, ledger
from workflows.sla import ladder as ladders
from workflows.sla.clock_state import OPEN, State

# What a person is promised: the first of these that the case has.
PROMISES = (Metric.RESOLUTION, Metric.SAFE_REFERRAL)


def start(case: Case, policy: LoadedPolicy, *, at: datetime, only: Collection[str] = ()) -> None:
    """Start the clocks that a policy asks for, at the instant of receipt, and save none of `case`.

    Sets next_due_at and promised_at on the case; the caller saves it.
    """
    wanted = [m for m in policy.targets if not only or m in only]
    states: dict[str, clock_state.ClockState] = {}
    entries: dict[str, ledger.Entry] = {}
    for metric in wanted:
        target = policy.targets[metric]
        calendar = target.calendar(policy.calendar)
        entry = ledger.Entry(
            kind=ledger.Kind.START,
            at=at,
            target_s=target.seconds(policy.calendar, at),
            calendar_id=calendar.id,
        )
        entries[metric] = entry
        states[metric] = ledger.apply(None, entry, {calendar.id: calendar})
    clocks = Clock.objects.bulk_create(
        _filled(
            Clock(
                case=case,
                metric=metric,
                policy_code=policy.code,
                policy_version=policy.version,
            ),
            states[metric],
            policy,
            already=(),
        )
        for metric in wanted
    )
    ClockEntry.objects.bulk_create(_row(clock, entries[clock.metric], by=None) for clock in clocks)
    _sum_up(case, [*clocks, *(case.clocks.filter(state__in=UNMET) if only else ())])


@dataclass(frozen=True, slots=True)
class Move:
    """A move for the clocks of some metrics."""

    kind: ledger.Kind
    at: datetime
    reason: str = ""
    gap_counts: bool = False


def stop(case: Case, metrics: Collection[str], *, at: datetime, by: Officer | None = None) -> None:
    """Stop the open clocks of these metrics: met, or late by so much."""
    _move(case, metrics, Move(ledger.Kind.STOP, at), by=by, states=UNMET)


def cancel(case: Case, *, at: datetime, by: Officer | None = None) -> None:
    """Cancel whatever still runs; what was met or missed stays."""
    _move(case, Metric.values, Move(ledger.Kind.CANCEL, at), by=by, states=UNMET)


def pause(case: Case, metrics: Collection[str], *, at: datetime, reason: str, by: Officer) -> None:
    """Pause the open clocks of these metrics, which needs a reason."""
    running = [State.RUNNING, State.BREACHED_OPEN]
    _move(case, metrics, Move(ledger.Kind.PAUSE, at, reason), by=by, states=running)


def resume(case: Case, *, at: datetime, by: Officer | None = None) -> None:
    """Run the paused clocks on with the time that is left."""
    _move(case, Metric.values, Move(ledger.Kind.RESUME, at), by=by, states=[State.PAUSED])


def reopen(
    case: Case, metrics: Collection[str], *, at: datetime, gap_counts: bool, by: Officer | None
) -> None:
    """Run stopped clocks on; with `gap_counts` as if they had never stopped."""
    move = Move(ledger.Kind.REOPEN, at, gap_counts=gap_counts)
    _move(case, metrics, move, by=by, states=[State.MET, State.BREACHED_CLOSED])


def revive(case: Case, *, at: datetime, by: Officer | None) -> None:
    """Run on what a wrong merge had cancelled: the time meanwhile was ours, so it counts."""
    last = ClockEntry.objects.filter(clock=OuterRef("pk")).order_by("-id").values("kind")[:1]
    cancelled = case.clocks.annotate(last=Subquery(last)).filter(last=ledger.Kind.CANCEL)
    metrics = list(cancelled.values_list("metric", flat=True))
    move = Move(ledger.Kind.REOPEN, at, gap_counts=True)
    _move(case, metrics, move, by=by, states=[State.CANCELLED, State.BREACHED_CLOSED])


def retarget(case: Case, policy: LoadedPolicy, *, at: datetime, by: Officer | None) -> None:
    """Hold the case to another policy: what was consumed stays, the target changes."""
    _bring_back(case, policy, at=at, by=by)
    open_clocks = {c.metric: c for c in case.clocks.select_for_update().filter(state__in=UNMET)}
    for clock, state, entries in _replayed(open_clocks.values()):
        target = policy.targets.get(clock.metric)
        if target is None:
            entry = ledger.Entry(ledger.Kind.CANCEL, at)
        else:
            entry = ledger.Entry(
                ledger.Kind.RETARGET,
                at,
                target_s=target.seconds(policy.calendar, clock.started_at),
                calendar_id=target.calendar(policy.calendar).id,
            )
        clock.policy_code, clock.policy_version = policy.code, policy.version
        if (entry.target_s, entry.calendar_id) == (state.target_s, state.calendar_id):
            clock.save(update_fields=["policy_code", "policy_version"])
            continue
        _apply(clock, state, entry, policy, entries, by=by)
    known = set(case.clocks.values_list("metric", flat=True))
    # What was never asked for before runs from the receipt, like everything else.
    missing = [metric for metric in policy.targets if metric not in known]
    if missing:
        start(case, policy, at=case.received_at, only=missing)
    _sum_up(case, case.clocks.filter(state__in=UNMET))


def waited(case: Case) -> timedelta:
    """How long the agency's clock of a case has stood still for the person's answers."""
    total, since = timedelta(), None
    entries = ClockEntry.objects.filter(clock__case=case, clock__metric=Metric.RESOLUTION)
    for kind, at in entries.order_by("id").values_list("kind", "at"):
        if kind == ledger.Kind.PAUSE:
            since = at
        elif since is not None:
            total, since = total + (at - since), None
    return total


def breach(clock: Clock, *, at: datetime) -> None:
    """Record that a clock's due time has passed, dated at the due time."""
    for row, state, entries in _replayed([clock]):
        if state.state is State.RUNNING and state.due_at and at > state.due_at:
            policy = policy_version(row.policy_code, row.policy_version)
            entry = ledger.Entry(ledger.Kind.BREACH, at)
            _apply(row, state, entry, policy, entries, by=None)


def current(clock: Clock) -> clock_state.ClockState:
    """The clock worked out from its ledger alone: what the stored row must equal."""
    ((_, state, _),) = _replayed([clock])
    return state


def _bring_back(case: Case, policy: LoadedPolicy, *, at: datetime, by: Officer | None) -> None:
    """Run cancelled clocks on that the new policy asks for: the wait never stopped."""
    lost = case.clocks.filter(state=ClockState.CANCELLED, metric__in=list(policy.targets))
    metrics = list(lost.values_list("metric", flat=True))
    move = Move(ledger.Kind.REOPEN, at, gap_counts=True)
    _move(case, metrics, move, by=by, states=[ClockState.CANCELLED])


def _move(
    case: Case, metrics: Collection[str], move: Move, *, by: Officer | None, states: Collection[str]
) -> None:
    chosen = case.clocks.select_for_update().filter(metric__in=metrics, state__in=states)
    for clock, state, entries in _replayed(chosen):
        policy = policy_version(clock.policy_code, clock.policy_version)
        # Who waited for the lock may carry an older instant than the move that held it.
        at = move.at if move.kind is ledger.Kind.STOP else max(move.at, state.last_moved_at)
        entry = ledger.Entry(move.kind, at, move.reason, gap_counts=move.gap_counts)
        _apply(clock, state, entry, policy, entries, by=by)
    _sum_up(case, case.clocks.filter(state__in=UNMET))


def _replayed(clocks: Iterable[Clock]) -> list[tuple[Clock, clock_state.ClockState, int]]:
    """Each clock with its state by the ledger and the number of its entries."""
    rows = list(clocks)
    entries: defaultdict[int, list[ledger.Entry]] = defaultdict(list)
    for row in ClockEntry.objects.filter(clock__in=rows).order_by("id"):
        entries[row.clock_id].append(
            ledger.Entry(
                kind=ledger.Kind(row.kind),
                at=row.at,
                reason=row.reason,
                target_s=row.target_s,
                calendar_id=row.calendar_id or None,
                corrects=row.corrects,
                gap_counts=row.gap_counts,
            )
        )
    named = {e.calendar_id for of_one in entries.values() for e in of_one if e.calendar_id}
    calendars = calendars_by_id(named)
    return [(row, ledger.replay(entries[row.pk], calendars), len(entries[row.pk])) for row in rows]


def _apply(
    clock: Clock,
    state: clock_state.ClockState,
    entry: ledger.Entry,
    policy: LoadedPolicy,
    entries: int,
    *,
    by: Officer | None,
) -> None:
    calendar_ids = {i for i in (entry.calendar_id, state.calendar_id) if i}
    new = ledger.apply(state, entry, calendars_by_id(calendar_ids))
    already = (
        {(alert.threshold, alert.level) for alert in ClockAlert.objects.filter(clock=clock)}
        if entries > 0
        else set()
    )
    _filled(clock, new, policy, already=already).save()
    _row(clock, entry, by=by).save()


def _filled(
    clock: Clock,
    state: clock_state.ClockState,
    policy: LoadedPolicy,
    *,
    already: Collection[tuple[str, int]],
) -> Clock:
    """Copy a state into its row."""
    clock.calendar_id = state.calendar_id
    clock.state = state.state.value
    clock.target_s = state.target_s
    clock.consumed_s = state.consumed_s
    clock.started_at = state.started_at
    clock.resumed_at = state.resumed_at
    clock.due_at = state.due_at
    clock.stopped_at = state.stopped_at
    clock.breached_at = state.breached_at
    clock.breach_cause = state.breach_cause.value if state.breach_cause else ""
    clock.overdue_s = state.overdue_s
    clock.epoch = state.epoch
    calendar = calendars_by_id({state.calendar_id})[state.calendar_id]
    clock.next_fire_at = (
        ladders.next_fire_at(state, calendar, policy.ladder, already=already)
        if state.state in OPEN
        else None
    )
    return clock


def _row(clock: Clock, entry: ledger.Entry, *, by: Officer | None) -> ClockEntry:
    fields: dict[str, Any] = {
        "kind": entry.kind.value,
        "at": entry.at,
        "reason": entry.reason,
        "target_s": entry.target_s,
        "calendar_id": entry.calendar_id or "",
        "corrects": entry.corrects,
        "gap_counts": entry.gap_counts,
    }
    return ClockEntry(clock=clock, by=by, **fields)


def _sum_up(case: Case, open_clocks: Iterable[Clock]) -> None:
    """Set on the case when something falls due next, and what the person is promised."""
    due = {clock.metric: clock for clock in open_clocks if clock.due_at}
    case.next_due_at = min((c.due_at for c in due.values() if c.due_at), default=None)
    promise = next((due[metric] for metric in PROMISES if metric in due), None)
    # A broken promise is no date to tell: telling.promised makes a new one.
    if promise is not None and promise.state == ClockState.RUNNING:
        case.promised_at = promise.due_at

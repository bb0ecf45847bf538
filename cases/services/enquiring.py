"""A question that was answered in the same breath: an enquiry, resolved without an officer."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from cases.errors import IllegalMove
from cases.models import Case, Outcome
from cases.services import clocks
from cases.services.matter import Matter
from cases.services.opening import open_case
from cases.services.steps import move, record
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models.sla import Metric
from workflows.policies import policy_version

ANSWERED = (Metric.FIRST_RESPONSE, Metric.RESOLUTION, Metric.BENEFICIARY)


@transaction.atomic
def answered(matter: Matter, *, origin: str, text: str = "", key: UUID | None = None) -> Case:
    """Record an enquiry as answered on the spot; what was told is the caller's to send.

    `origin` says what the answer is from, such as `knowledge:pay-day:3` or `registry:imported`;
    `text` is what any officer of the office may read of it: an approved answer, never what a
    register says of a household. The window to say "not solved" is open, and a reopened enquiry
    goes to its office like any other. Raises IllegalMove for a complaint or a restricted matter:
    those need a person.
    """
    is_enquiry = bool(matter.category and matter.category.is_enquiry)
    if not is_enquiry or matter.is_sensitive or matter.urgent:
        raise IllegalMove
    case = open_case(matter, key=key, tells=False)
    if case.state != CaseState.ASSIGNED:
        return case
    moment = now()
    move(case.resolve)
    clocks.stop(case, ANSWERED, at=moment)
    # Whatever else the policy measures is an officer's doing, and none is needed.
    clocks.cancel(case, at=moment)
    policy = policy_version(case.policy_code, case.policy_version)
    case.outcome = Outcome.ANSWERED
    case.first_response_at = case.resolved_at = moment
    case.confirm_by = moment + timedelta(days=policy.confirm_days)
    case.save()
    record(
        case,
        "resolved",
        outcome=case.outcome,
        remedy=None,
        on_the_spot=True,
        answered_from=origin,
        text=text.strip(),
    )
    return case

"""Deciding a case: what was found, what is done about it, and telling the person."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from cases.errors import BadDate, IllegalMove, NeedsReason
from cases.models import Case, Outcome, Remedy
from cases.models.case import Origin
from cases.services import clocks, telling
from cases.services.assigning import acknowledged
from cases.services.placing import PHNOM_PENH
from cases.services.replying import answered_in_person
from cases.services.steps import move, record, take
from cases.texts.resolution import resolution_text
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Officer
from workflows.models.sla import Metric
from workflows.policies import policy_version

NEED_A_REMEDY = {Outcome.UPHELD, Outcome.PARTLY}
IN_PERSON = {Origin.WALK_IN, Origin.PHONE}
BEFORE_ACCEPTANCE = {CaseState.RECEIVED, CaseState.ASSIGNED}


@dataclass(frozen=True, slots=True)
class RemedyPlan:
    """What the person gets, from whom, by which day."""

    kind: str
    what: str
    by_whom: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome with its explanation in words for the person, and its remedy."""

    outcome: str
    explanation: str
    remedy: RemedyPlan | None = None


@transaction.atomic
def resolve(case: Case, *, decision: Decision, by: Officer, version: int, key: UUID) -> None:
    """Record the decision and its remedy, stop the clocks, tell the person, open the window.

    Raises NeedsReason without an explanation or, where the complaint is upheld, a remedy.
    """
    taken = take(case, to="resolve", version=version, key=key)
    if taken is None:
        return
    _check(decision)
    moment = now()
    on_the_spot = taken.state in BEFORE_ACCEPTANCE
    move(taken.resolve)
    if on_the_spot:
        acknowledged(taken, by=by)
    if on_the_spot and taken.origin in IN_PERSON:
        # The person stands at the counter or is on the phone: heard and answered in one.
        answered_in_person(taken, by=by)
    clocks.stop(
        taken, [Metric.RESOLUTION, Metric.SAFE_REFERRAL, Metric.BENEFICIARY], at=moment, by=by
    )
    policy = policy_version(taken.policy_code, taken.policy_version)
    taken.outcome, taken.resolved_at, taken.officer = decision.outcome, moment, by
    taken.confirm_by = moment + timedelta(days=policy.confirm_days)
    taken.save()
    remedy = _promise(taken, decision, by=by)
    record(
        taken,
        "resolved",
        by=by,
        outcome=decision.outcome,
        remedy=remedy.pk if remedy else None,
        on_the_spot=on_the_spot,
        text=decision.explanation.strip(),
    )
    _tell(taken, decision, by=by)


answer_on_the_spot = resolve


@transaction.atomic
def remedy_done(
    remedy: Remedy, *, done_on: date, proof: str, by: Officer, version: int, key: UUID
) -> None:
    """Record that what was promised was delivered, with its proof."""
    taken = take(remedy.case, to="remedy_done", version=version, key=key)
    if taken is None:
        return
    if not proof.strip():
        raise NeedsReason
    if done_on > today():
        raise BadDate
    fresh = Remedy.objects.select_for_update().get(pk=remedy.pk)
    if fresh.done_on is not None:
        raise IllegalMove
    fresh.done_on, fresh.proof = done_on, proof.strip()
    fresh.save()
    taken.save()
    record(taken, "remedy_done", by=by, remedy=fresh.pk, done_on=done_on.isoformat())


def today() -> date:
    """The date in Phnom Penh."""
    return now().astimezone(PHNOM_PENH).date()


def _check(decision: Decision) -> None:
    if not decision.explanation.strip():
        raise NeedsReason
    if decision.outcome not in Outcome.values:
        raise IllegalMove
    if decision.outcome in NEED_A_REMEDY and decision.remedy is None:
        raise NeedsReason
    if decision.remedy and decision.remedy.due_on < today():
        raise BadDate


def _promise(case: Case, decision: Decision, *, by: Officer) -> Remedy | None:
    plan = decision.remedy
    if plan is None:
        return None
    remedy: Remedy = Remedy.objects.create(
        case=case,
        kind=plan.kind,
        what=plan.what,
        by_whom=plan.by_whom,
        due_on=plan.due_on,
        created_by=by,
    )
    return remedy


def _tell(case: Case, decision: Decision, *, by: Officer) -> None:
    """The decision in each person's language; who cannot be written to comes back."""
    for told in telling.audience(case):
        contact = telling.contact_of(told)
        body = resolution_text(
            telling.language_of(told, contact),
            reference=told.reference,
            outcome=decision.outcome,
            explanation=decision.explanation.strip(),
            remedy_due=decision.remedy.due_on if decision.remedy else None,
        )
        telling.say(contact, body=body, purpose="notice", case=told, by=by)

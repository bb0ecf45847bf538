"""What made-up officers do with a case; each verb is one call of a service."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import uuid4

from cases.models import Case, Outcome
from cases.services import (
    asking,
    assigning,
    closing,
    merging,
    referring,
    reopening,
    replying,
    resolving,
)
from cases.services.telling import contact_of
from config.demo import answers, people
from config.demo.plans import Plan
from timekeeping.now import now
from workflows.models import Office, Officer

DAYS_FOR_A_REMEDY: Final = 10


def accept(case: Case, plan: Plan) -> None:
    """Take it on."""
    assigning.accept(case, by=_officer(case), version=case.version, key=uuid4())


def answer(case: Case, plan: Plan) -> None:
    """Say a first word: by text where that is agreed, else on the phone."""
    if contact_of(case) and not case.is_sensitive:
        body = answers.REPLY.in_language(case.language)
        replying.reply(case, body=body, by=_officer(case), version=case.version, key=uuid4())
        return
    replying.log_call(
        case,
        reached=True,
        summary=answers.CALLED.km,
        by=_officer(case),
        version=case.version,
        key=uuid4(),
    )


def ask(case: Case, plan: Plan) -> None:
    """Ask for what is missing, for a week."""
    asking.ask(
        case,
        question=answers.QUESTION.in_language(case.language),
        reason=answers.ASK_REASON,
        expected_on=now().date() + timedelta(days=7),
        by=_officer(case),
        version=case.version,
        key=uuid4(),
    )


def tell(case: Case, plan: Plan) -> None:
    """Hear the answer on the phone, and go on."""
    asking.resume(case, by=_officer(case), version=case.version, key=uuid4())


def resolve(case: Case, plan: Plan) -> None:
    """Decide."""
    _decide(case, plan)
    for remedy in case.remedies.filter(done_on=None):
        if plan.verdict % 3:
            case.refresh_from_db()
            resolving.remedy_done(
                remedy,
                done_on=now().date(),
                proof=answers.PROOF.format(number=plan.number),
                by=_officer(case),
                version=case.version,
                key=uuid4(),
            )


def settle(case: Case, plan: Plan) -> None:
    """Answer at the counter."""
    _decide(case, plan)


def refer(case: Case, plan: Plan) -> None:
    """Offer it to the office above, if there is one that may have it."""
    above = case.office.parent if case.office else None
    if above is None or case.is_sensitive:
        return
    referring.refer(
        case,
        to=above,
        reason=answers.REFER_REASON.km,
        by=_officer(case),
        version=case.version,
        key=uuid4(),
    )


def take_on(case: Case, plan: Plan) -> None:
    """Accept the offer."""
    by = people.worker_of(_offered_to(case))
    referring.accept_referral(case, by=by, version=case.version, key=uuid4())


def send_back(case: Case, plan: Plan) -> None:
    """Refuse the offer."""
    reason = answers.REFER_REASON.km
    by = people.worker_of(_offered_to(case))
    referring.refuse_referral(case, reason=reason, by=by, version=case.version, key=uuid4())


def confirm(case: Case, plan: Plan) -> None:
    """Close it, as the person said at the counter or on the phone."""
    closing.close(case, confirmed=True, by=_officer(case), version=case.version, key=uuid4())


def object_(case: Case, plan: Plan) -> None:
    """Reopen it, as the person said at the counter or on the phone."""
    reason = answers.NOT_SOLVED.km
    reopening.reopen(case, reason=reason, by=_officer(case), version=case.version, key=uuid4())


def withdraw(case: Case, plan: Plan) -> None:
    """Take it back at the person's wish."""
    reason = answers.TAKEN_BACK.km
    closing.withdraw(case, reason=reason, by=_officer(case), version=case.version, key=uuid4())


def reject(case: Case, plan: Plan) -> None:
    """Turn it away, with the place to go."""
    place = answers.GO_THERE.in_language(case.language)
    closing.reject(case, elsewhere=place, by=_officer(case), version=case.version, key=uuid4())


def merge(case: Case, plan: Plan) -> None:
    """Merge it into another open case of the office, if there is one."""
    others = Case.objects.open().filter(office=case.office, is_sensitive=case.is_sensitive)
    other = others.exclude(pk=case.pk).order_by("pk").first()
    if other is not None:
        merging.merge(case, into=other, by=_officer(case), version=case.version, key=uuid4())


VERBS: Final[dict[str, Callable[[Case, Plan], None]]] = {
    "accept": accept,
    "answer": answer,
    "ask": ask,
    "tell": tell,
    "resolve": resolve,
    "settle": settle,
    "refer": refer,
    "take_on": take_on,
    "send_back": send_back,
    "confirm": confirm,
    "object": object_,
    "withdraw": withdraw,
    "reject": reject,
    "merge": merge,
}


def _decide(case: Case, plan: Plan) -> None:
    part = plan.kind.category.split(".", maxsplit=1)[0]
    verdicts = answers.VERDICTS.get(part, answers.OTHERWISE)
    verdict = verdicts[plan.verdict % len(verdicts)]
    remedy = None
    if verdict.outcome in {Outcome.UPHELD, Outcome.PARTLY} and verdict.what:
        remedy = resolving.RemedyPlan(
            kind=verdict.remedy,
            what=verdict.what.km,
            by_whom=case.office.name_km if case.office else "",
            due_on=now().date() + timedelta(days=DAYS_FOR_A_REMEDY),
        )
    resolving.resolve(
        case,
        decision=resolving.Decision(
            verdict.outcome, verdict.explanation.in_language(case.language), remedy
        ),
        by=_officer(case),
        version=case.version,
        key=uuid4(),
    )


def _officer(case: Case) -> Officer:
    if case.officer is not None and case.officer.office_id == case.office_id:
        return case.officer
    if case.office is None:
        raise RuntimeError("Every case that left the state received has an office.")
    return people.worker_of(case.office)


def _offered_to(case: Case) -> Office:
    return case.referrals.select_related("to_office").latest("pk").to_office

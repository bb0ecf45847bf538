"""Opening a case: at the first message that states a matter, or at the desk."""

import secrets
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from cases import reference
from cases.models import ActionKey, Case
from cases.services import clocks, parties, placing, telling
from cases.services.matter import Matter
from cases.services.steps import move, record
from workflows.models import Officer
from workflows.models.catalogue import Severity

DRAWS = 5
# Never a leading zero: every Cambodian phone number has one, and no reference may look like it.
FIRST, LAST = 10**7, 10**8


def open_case(
    matter: Matter, *, by: Officer | None = None, key: UUID | None = None, tells: bool = True
) -> Case:
    """Open a case: its people, its office, its clocks from the instant of receipt, its receipt.

    A second press of the same button gives the case of the first. Without `tells` no receipt
    leaves: its answer goes out in the same breath.
    """
    with transaction.atomic():
        case = _opened(matter, by=by, tells=tells)
        if key is None:
            return case
        used, is_first = ActionKey.objects.get_or_create(key=key, defaults={"case": case})
        if is_first:
            return case
        transaction.set_rollback(True)
    return used.case


def _opened(matter: Matter, *, by: Officer | None, tells: bool) -> Case:
    case = _inserted(matter)
    parties.add(case, matter)
    if matter.inbound and matter.contact:
        telling.thread(matter.inbound, contact=matter.contact, case=case)
    placing.place(case, at=matter.received_at)
    policy = placing.policy_of(case, at=matter.received_at)
    clocks.start(case, policy, at=matter.received_at)
    move(case.assign)
    case.save()
    record(
        case,
        "opened",
        by=by,
        origin=case.origin,
        message=matter.inbound.pk if matter.inbound else None,
        **placing.reasons(case),
    )
    if tells:
        receipt(case, matter)
    return case


def receipt(case: Case, matter: Matter) -> bool:
    """Tell the person that we have it, by when they hear from us, and ask what is missing."""
    answering = matter.contact
    if case.is_sensitive:
        return telling.tell(case, "neutral", answering=answering)
    if case.is_urgent:
        return telling.tell(case, "emergency", answering=answering)
    return telling.tell(
        case,
        "receipt_first" if matter.first_contact else "receipt",
        answering=answering,
        then=matter.question,
        buttons=matter.buttons,
        reference=reference.display(case.reference),
        date=telling.promised(case),
    )


def _inserted(matter: Matter) -> Case:
    sensitive = matter.is_sensitive
    severity = matter.category.severity if matter.category else Severity.MEDIUM
    for _ in range(DRAWS):
        try:
            with transaction.atomic():
                return Case.objects.create(
                    reference=reference.make(FIRST + secrets.randbelow(LAST - FIRST)),
                    origin=matter.origin,
                    language=matter.language,
                    programme=matter.programme,
                    category=matter.category,
                    severity=Severity.CRITICAL if matter.urgent else severity,
                    area=matter.area,
                    accused_office=matter.accused_office,
                    filed_office=matter.filed_office,
                    is_sensitive=sensitive,
                    is_urgent=matter.urgent,
                    is_enquiry=bool(matter.category and matter.category.is_enquiry),
                    is_anonymous=matter.anonymous,
                    # Whatever is tried in a trial is made up: no figure may count it as real.
                    is_synthetic=matter.synthetic or settings.SAMLENG_TRIAL,
                    narrative="" if sensitive else matter.narrative,
                    narrative_sealed=matter.narrative if sensitive else "",
                    since_on=matter.since_on,
                    received_at=matter.received_at,
                )
        except IntegrityError as taken:
            if "reference" not in str(taken):
                raise
    raise RuntimeError(f"No free reference in {DRAWS} draws.")

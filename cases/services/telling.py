"""Telling a person something: the gate, the text, the outbox and the thread, in that order."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from cases.contact import may_contact
from cases.models import Case, PartyRole, ThreadMessage
from cases.services.steps import record
from cases.texts import purpose_of, render
from cases.texts.dates import spoken_date
from channels_app import outbox
from channels_app.kind import Button
from channels_app.models import Contact, InboundMessage, OutboundMessage
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Officer
from workflows.models.sla import Metric
from workflows.policies import policy_version

# Which message leaves first when many wait: commands and receipts before notices.
LANES: Final = {"command": 1, "neutral": 1, "receipt": 2, "question": 3, "reply": 3, "notice": 6}
# What a new promise is measured by: the first of these that the policy has.
PROMISES: Final = (
    Metric.FIRST_RESPONSE,
    Metric.ACKNOWLEDGE,
    Metric.SAFE_REFERRAL,
    Metric.RESOLUTION,
    Metric.BENEFICIARY,
)
# How late a text still helps, in seconds.
LASTS: Final = {"receipt": 24 * 3600, "question": 24 * 3600, "notice": 72 * 3600}


def contact_of(case: Case) -> Contact | None:
    """The address at which the complainant, or who speaks for them, may be written to."""
    order = {PartyRole.COMPLAINANT: 0, PartyRole.PROXY: 1, PartyRole.BENEFICIARY: 2}
    parties = case.parties.select_related("person__contact__channel").all()
    reachable = [p for p in parties if p.person.contact is not None]
    if not reachable:
        return None
    return min(reachable, key=lambda p: order[PartyRole(p.role)]).person.contact


def tell(
    case: Case,
    text: str,
    *,
    answering: Contact | None = None,
    then: str = "",
    buttons: Sequence[Button] = (),
    **values: Any,
) -> bool:
    """Queue one of our texts about a case, in its language; False where it may not leave.

    `answering` is the contact whose message has just led to it; `then` a question that goes
    with it in one text, with its buttons.
    """
    contact = answering or contact_of(case)
    language = language_of(case, contact)
    spoken = {
        name: spoken_date(value, language) if isinstance(value, date) else value
        for name, value in values.items()
    }
    body = render(text, language, **spoken)
    return say(
        contact,
        body=f"{body}\n{render(then, language)}" if then else body,
        purpose=purpose_of(text),
        case=case,
        answering=answering is not None,
        buttons=buttons,
    )


def say(
    contact: Contact | None,
    *,
    body: str,
    purpose: str,
    case: Case | None = None,
    by: Officer | None = None,
    answering: bool = False,
    buttons: Sequence[Button] = (),
) -> bool:
    """Queue a text that is already in words; `by` is the officer who wrote it, if one did.

    An officer's message and one that was held back are events of the case; that an automatic
    one was sent stands in the thread.
    """
    permission = may_contact(case, contact, purpose, answering=answering)
    if not permission or contact is None:
        if case is not None:
            record(case, "message_out", by=by, purpose=purpose, held=permission.because)
        return False
    messages = outbox.queue(
        contact,
        body,
        purpose=purpose,
        lane=LANES.get(purpose, 5),
        expires_after_s=LASTS.get(purpose),
        buttons=buttons,
    )
    link(messages, contact=contact, case=case, is_human=by is not None)
    if case is not None and by is not None:
        record(case, "message_out", by=by, purpose=purpose, messages=[m.pk for m in messages])
    return True


def link(
    messages: list[OutboundMessage], *, contact: Contact, case: Case | None, is_human: bool
) -> None:
    """Give outgoing messages their one place in a thread."""
    ThreadMessage.objects.bulk_create(
        ThreadMessage(case=case, contact=contact, outbound=message, is_human=is_human)
        for message in messages
    )


def thread(inbound: InboundMessage, *, contact: Contact, case: Case | None) -> ThreadMessage:
    """Give a received message its one place: a case, or the contact's own thread."""
    linked: ThreadMessage = ThreadMessage.objects.create(
        case=case, contact=contact, inbound=inbound, at=inbound.received_at
    )
    return linked


def join(inbound: InboundMessage, *, contact: Contact, case: Case) -> None:
    """Add a received message to a case that is there already."""
    thread(inbound, contact=contact, case=case)
    record(case, "message_in", message=inbound.pk)


def language_of(case: Case, contact: Contact | None) -> str:
    """The language in which this person reads us."""
    return (contact.language if contact else "") or case.language


def audience(case: Case) -> list[Case]:
    """The case and those merged into it, whose people still get its news in their own threads."""
    merged = case.duplicates.filter(state=CaseState.DUPLICATE, is_sensitive=case.is_sensitive)
    return [case, *merged]


def promised(case: Case) -> datetime:
    """The instant by which the person hears from us.

    A promise that was broken is not told again: a new one is made, by the time in which the
    policy wants a first answer, counted from now, and kept with the case.
    """
    moment = now()
    if case.promised_at is not None and case.promised_at > moment:
        return case.promised_at
    policy = policy_version(case.policy_code, case.policy_version)
    target = next(policy.targets[metric] for metric in PROMISES if metric in policy.targets)
    case.promised_at = target.due(policy.calendar, moment)
    # Not save(): a date told to a person makes no officer's open form stale.
    case.store("promised_at")
    record(case, "promised", until=case.promised_at.isoformat())
    return case.promised_at

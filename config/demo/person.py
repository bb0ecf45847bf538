"""What made-up people do: state a matter by any way in, and answer by text."""

from typing import Final
from uuid import uuid4

from bot import worker as bot_worker
from cases.models import Case
from cases.models.case import Origin
from cases.services.matter import Matter
from cases.services.opening import open_case as open_matter
from channels_app import contacts, inbox
from channels_app.kind import Received
from channels_app.models import Channel, Contact, InboundMessage
from config.demo import people
from config.demo.answers import Words
from config.demo.plans import Plan
from workflows.models import Area, Category, Office, Programme

BY_WIRE: Final = {Origin.SMS, Origin.WEBCHAT}
ANSWERS: Final = {
    "confirm": Words("១", "1"),
    "object": Words("២", "2"),
    "tell": Words("ឃុំខាងកើត ខែមុនមិនបានទេ", "The commune in the east, last month is missing"),
}


def open_case(plan: Plan, channel: Channel) -> Case:
    """State the plan's matter; its category and place are known, as after the first question."""
    contact, inbound = None, None
    if plan.origin in BY_WIRE:
        inbound, contact = _received(plan, channel, plan.narrative)
        contact.language = plan.language
        contact.save(update_fields=["language"])
    desk = None if plan.origin in BY_WIRE else _filing_desk(plan)
    case = open_matter(
        Matter(
            origin=plan.origin,
            narrative=plan.narrative,
            received_at=plan.received_at,
            language=plan.language,
            category=Category.objects.get(code=plan.kind.category),
            programme=Programme.objects.filter(code=plan.programme).first(),
            area=Area.objects.get(pk=plan.place.id),
            synthetic=True,
            contact=contact,
            inbound=inbound,
            name=plan.name,
            phone=plan.phone if plan.origin == Origin.PHONE else "",
            contact_wish="any" if plan.origin in BY_WIRE else "call",
            filed_office=desk,
        ),
        by=people.worker_of(desk) if desk else None,
    )
    if inbound is not None and contact is not None:
        inbox.done(inbound, contact)
    return case


def write(plan: Plan, channel: Channel, words: str) -> None:
    """Send a text about the case, which the bot takes as it takes every text."""
    inbox.store(channel, Received(uuid4().hex, plan.phone, words))
    while bot_worker.run_once():
        pass


def _received(plan: Plan, channel: Channel, words: str) -> tuple[InboundMessage, Contact]:
    message = inbox.store(channel, Received(uuid4().hex, plan.phone, words))
    if message is None:
        raise RuntimeError("A fresh id cannot have been stored before.")
    contacts.attach([message])
    if message.contact is None:
        raise RuntimeError("attach() gives every message its contact.")
    return message, message.contact


def _filing_desk(plan: Plan) -> Office | None:
    """The commune office with an officer that is nearest: one in the place's province."""
    province = Area.objects.get(pk=plan.place.id).path[0]
    communes = Office.objects.filter(code__startswith="COM-", officers__isnull=False)
    return communes.filter(areas__path__contains=[province]).order_by("code").first()

"""The main job, told in the terminal while it really happens: from a text to the answer."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from cases.models import Case, Outcome
from cases.models.remedy import RemedyKind
from cases.reference import display
from cases.services import assigning, resolving
from channels_app.models import Channel, InboundMessage
from config.demo import people
from config.simulator import phones, webhooks
from config.simulator.phones import Text
from timekeeping.now import now
from workflows.models import Officer
from workflows.models.organisation import Role

T = TypeVar("T")
Say = Callable[[str], None]

PHNOM_PENH: Final = ZoneInfo("Asia/Phnom_Penh")
PATIENCE_S: Final = 30.0
TEXT: Final = "លុយគ្រួសារខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ ខ្ញុំនៅស្រុកជុំគិរី ខេត្តកំពត"
IN_ENGLISH: Final = "“My family's money has not come for 2 months. I am in Chum Kiri, Kampot.”"
EXPLANATION: Final = "យើងបានពិនិត្យឃើញថា ប្រាក់មិនទាន់បានផ្ញើ។ ប្រាក់នឹងចូលគណនីរបស់លោកអ្នក។"
REMEDY: Final = "បើកប្រាក់ដែលនៅខ្វះ"


class TookTooLong(Exception):
    """A step of the story did not happen in time."""


def tell(channel: Channel, *, base: str, say: Say) -> None:
    """Play it against the server at `base`. Raises TookTooLong."""
    phone = _unused_phone(channel)
    case = _arrives(channel, phone, base, say)
    _placed(case, say)
    _heard(phone, "4. The phone gets the receipt", since=0, say=say)
    told = len(phones.sent_to(phone))
    _worked_on(case, say)
    _heard(phone, "6. The answer goes back by SMS", since=told, say=say)
    say(f"  Answer 1 (solved) or 2 (not solved) on that phone: {base}/simulator/?phone={phone[1:]}")


def _arrives(channel: Channel, phone: str, base: str, say: Say) -> Case:
    _head("1. A text arrives as a signed webhook request", say)
    say(f"  {TEXT}")
    say(f"  {IN_ENGLISH}")
    sid = webhooks.new_sid("SM")
    phones.show(Text(sid, phone, TEXT, is_ours=False, at=now(), status="delivered"))
    fields = webhooks.incoming(channel, sid=sid, sender=phone, body=TEXT)
    path = webhooks.inbound_path(channel)
    status = webhooks.post(channel, path, fields, base=base)
    say(f"  POST {path} -> {status}: the signature is right, the text is stored.")
    again = webhooks.post(channel, path, fields, base=base)
    say(f"  The provider delivers it a second time -> {again}: stored once all the same.")
    return _until(lambda: _case_of(channel, sid))


def _placed(case: Case, say: Say) -> None:
    _head(f"2. It is case {display(case.reference)}", say)
    say(f"  about   {case.category.name_in('en') if case.category else 'not yet known'}")
    say(f"  where   {case.area.name_in('en') if case.area else 'not yet known'}")
    say(f"  office  {case.office.name_in('en') if case.office else '-'}")
    say(f"  why     {case.routed_because_en}")
    _head("3. Its deadlines run, in Phnom Penh time", say)
    for clock in case.clocks.exclude(due_at=None).order_by("due_at"):
        due = clock.due_at
        if due is not None:
            metric = str(clock.get_metric_display())
            say(f"  {due.astimezone(PHNOM_PENH):%a %d %b %Y %H:%M}  {metric}")


def _worked_on(case: Case, say: Say) -> None:
    case.refresh_from_db()
    officer = _officer(case)
    _head("5. An officer accepts and decides", say)
    assigning.accept(case, by=officer, version=case.version, key=uuid4())
    say(f"  {officer}, {case.office.name_in('en') if case.office else ''}: accepted")
    case.refresh_from_db()
    remedy = resolving.RemedyPlan(
        kind=RemedyKind.PAYMENT,
        what=REMEDY,
        by_whom=case.office.name_km if case.office else "",
        due_on=now().astimezone(PHNOM_PENH).date() + timedelta(days=7),
    )
    resolving.resolve(
        case,
        decision=resolving.Decision(Outcome.UPHELD, EXPLANATION, remedy),
        by=officer,
        version=case.version,
        key=uuid4(),
    )
    say(
        f"  upheld; the payment is promised for {remedy.due_on:%d %b %Y} and followed up until then"
    )


def _heard(phone: str, what: str, *, since: int, say: Say) -> None:
    _head(what, say)
    text = _until(lambda: _newest(phone, since))
    parts = text.segments.parts
    say(f"  {text.body}")
    say(f"  {parts} part{'s' if parts > 1 else ''} of SMS, {text.segments.encoding}")


def _newest(phone: str, since: int) -> Text | None:
    texts = phones.sent_to(phone)
    return texts[0] if len(texts) > since else None


def _case_of(channel: Channel, sid: str) -> Case | None:
    message = InboundMessage.objects.filter(channel=channel, provider_id=sid).first()
    placed = getattr(message, "thread_message", None) if message else None
    return placed.case if placed else None


def _officer(case: Case) -> Officer:
    """Give the log-in of the office where there is one, so that the trial's user finds the case."""
    if case.office is None:
        raise RuntimeError("Every case that left the state received has an office.")
    login = case.office.officers.filter(role=Role.CASE, username__in=["case", "desk"]).first()
    return login or people.worker_of(case.office)


def _unused_phone(channel: Channel) -> str:
    """Give a phone that has no open matter: each start of the trial is another person's story."""
    used = set(channel.contacts.values_list("pk", flat=True))
    return phones.of_the_story(len(used))


def _until(ready: Callable[[], T | None]) -> T:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        found = ready()
        if found is not None:
            return found
        time.sleep(0.05)
    raise TookTooLong(f"The worker did not get that far within {PATIENCE_S:.0f} s.")


def _head(words: str, say: Say) -> None:
    say("")
    say(words)

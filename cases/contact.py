"""The one gate: whether a text may leave for a person, and why not."""

from dataclasses import dataclass
from typing import Final

from cases.models import Case, Party
from cases.models.party import ContactWish
from channels_app.models import Contact

# What a person asked for at this moment, and the law of STOP itself, passes a STOP.
COMMAND: Final = "command"
# Restricted cases whose very existence may endanger: not even a neutral word by SMS, because
# phones are shared and a text shows on a locked screen.
SILENT: Final = ("SAFE.",)
NEUTRAL: Final = "neutral"
PRIVATE_KINDS: Final = {"webchat"}


@dataclass(frozen=True, slots=True)
class Permission:
    """The answer, with its reason in a word that may stand in an event."""

    allowed: bool
    because: str

    def __bool__(self) -> bool:
        return self.allowed


def may_contact(
    case: Case | None, contact: Contact | None, purpose: str, *, answering: bool = False
) -> Permission:
    """Whether a text of this purpose may go to this contact about this case.

    Every outgoing message passes here. `purpose` is the class of its text; `neutral` is the
    one sentence that names nothing. `answering`: the person wrote from there just now, which
    is a wish of its own in an ordinary case, and in a restricted one is none.
    """
    if contact is None:
        return Permission(False, "no_address")
    if contact.stopped_at is not None and purpose != COMMAND:
        return Permission(False, "stopped")
    if case is not None and case.is_sensitive:
        return _about_a_restricted_case(case, contact, purpose)
    if case is None or answering:
        return Permission(True, "reply")
    return _by_wish(case, contact)


def _by_wish(case: Case, contact: Contact) -> Permission:
    wish = (
        Party.objects.filter(case=case, person__contact=contact)
        .values_list("person__contact_wish", flat=True)
        .first()
    )
    refused = wish in {ContactWish.NONE, ContactWish.CALL}
    return Permission(not refused, "wish" if refused else "agreed")


def _about_a_restricted_case(case: Case, contact: Contact, purpose: str) -> Permission:
    if purpose != NEUTRAL:
        return Permission(False, "restricted")
    code = case.category.code if case.category else ""
    if code.startswith(SILENT) and contact.channel.kind not in PRIVATE_KINDS:
        return Permission(False, "silence")
    return Permission(True, "neutral")

"""A message with a file, in the thread of a case, as the wires and the bot leave it."""

from itertools import count

from cases.models import Case, ThreadMessage
from cases.services.telling import contact_of
from channels_app import collecting, inbox
from channels_app.evidence import InboundMedia
from channels_app.kind import Fetched, Media, Received
from channels_app.models import InboundMessage

NUMBERS = count(1)


def sent_along(
    case: Case,
    content: bytes | None,
    *,
    kind: str = "photo",
    words: str = "មើលនេះ",
    edit: bool = False,
) -> InboundMedia:
    """Store a message with one file; without content it is still being fetched."""
    contact = contact_of(case)
    assert contact is not None
    told = Received(
        f"E{next(NUMBERS)}",
        contact.address,
        words,
        media=(Media(kind, "a-reference"),),
        media_count=1,
        is_edit=edit,
    )
    message = inbox.store(contact.channel, told)
    assert message is not None
    InboundMessage.objects.filter(pk=message.pk).update(state="done", contact=contact)
    ThreadMessage.objects.create(case=case, contact=contact, inbound=message)
    file = InboundMedia.objects.get(message=message)
    if content is not None:
        collecting._record(file, Fetched(content))
        file.refresh_from_db()
        assert file.state == "fetched"
    return file

"""SMS through Twilio: what it tells us and what we ask of it."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

from channels_app import calling, fetching, segments
from channels_app.evidence import MediaKind
from channels_app.identity import normalise_phone
from channels_app.kind import (
    Accepted,
    ChannelKind,
    ConfigField,
    Event,
    FetchedOrNot,
    LookedUp,
    Malformed,
    Media,
    NotFound,
    Received,
    Rejected,
    Retry,
    Sending,
    Sent,
    Status,
    Unknown,
    WireRequest,
)
from channels_app.kinds.sms_twilio import codes, signature, wire
from channels_app.models import Channel, OutboundState

EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
LONGEST_ID = 100
MOST_MEDIA = 100
# Where the API sends us for a file.
FILES_AT = (".twiliocdn.com", "s3-external-1.amazonaws.com")
SERVER_ERROR, UNAVAILABLE, TIMED_OUT = 500, 503, 408
# A telephone number that can be texted back; a name or a short code cannot.
FULL_NUMBER = re.compile(r"\+[1-9]\d{7,14}")
NOBODY = frozenset({"anonymous", "private", "restricted", "unavailable", "unknown"})
# Twilio's clock and ours differ a little.
SKEW = timedelta(minutes=2)
LOOK_BACK = 100
STATES = {
    "accepted": OutboundState.ACCEPTED,
    "scheduled": OutboundState.ACCEPTED,
    "queued": OutboundState.ACCEPTED,
    "sending": OutboundState.ACCEPTED,
    "sent": OutboundState.SENT,
    "delivered": OutboundState.DELIVERED,
    "read": OutboundState.READ,
    "undelivered": OutboundState.FAILED,
    "failed": OutboundState.FAILED,
    "canceled": OutboundState.CANCELLED,
}


class SmsTwilio(ChannelKind):
    """Two-way SMS. Twilio stitches a long text together and hands over one message."""

    name = "sms_twilio"
    by_phone = True
    # Twilio refuses a body above 1,600 characters (error 21617): ten parts of 153 septets
    # stay below it, and a Khmer text of ten parts has 670 units.
    cap_parts = 10
    config_fields = (
        ConfigField("account_sid", "the account", "TWILIO_ACCOUNT_SID", is_required=True),
        ConfigField("auth_token", "its token", "TWILIO_AUTH_TOKEN", True, True),
        ConfigField("other_auth_token", "the second live token while one is replaced",
                    "TWILIO_OTHER_AUTH_TOKEN", True),
        ConfigField("messaging_service_sid", "sends for the number, where there is one",
                    "TWILIO_MESSAGING_SERVICE_SID"),
        ConfigField("base_url", "a provider that speaks Twilio's API", "TWILIO_CHANNEL_BASE_URL"),
        ConfigField("send_to", "the prefixes that we text, with commas: a guard against numbers "
                    "that cost", "TWILIO_SEND_TO", default="+855"),
    )  # fmt: skip

    def verify(self, channel: Channel, request: WireRequest) -> bool:
        """Check X-Twilio-Signature with either live token."""
        tokens = [channel.config.get("auth_token", ""), channel.config.get("other_auth_token", "")]
        given = request.headers.get("x-twilio-signature", "")
        return signature.is_genuine(request.url, request.body, given, tokens=tokens)

    def parse(self, channel: Channel, request: WireRequest) -> list[Event]:
        """Read a message, or at .../status/ what became of one of ours."""
        fields = signature.fields_of(request.body)
        provider_id = fields.text("MessageSid") or fields.text("SmsSid")
        if not provider_id or len(provider_id) > LONGEST_ID:
            raise Malformed
        if urlsplit(request.url).path.endswith("/status/"):
            return [_status(provider_id, request.url, fields)]
        sender = fields.text("From").strip()
        return [
            Received(
                provider_id,
                "" if sender.casefold() in NOBODY else sender,
                fields.text("Body"),
                raw={signature.readable(name): fields.text(name) for name in fields},
                media_count=_small(fields.text("NumMedia")),
                media=_media(fields),
            )
        ]

    def media(self, channel: Channel, reference: str) -> FetchedOrNot:
        """Fetch a file from the API, with its login, or from where the API sends us."""
        config = channel.config
        api = urlsplit(str(config.get("base_url", ""))).hostname or "api.twilio.com"
        return fetching.fetch(
            reference,
            hosts=(api, *FILES_AT),
            stand_in=settings.TWILIO_BASE_URL,
            login=(str(config.get("account_sid", "")), str(config.get("auth_token", ""))),
        )

    def reaches(self, channel: Channel, address: str) -> bool:
        """Text back full numbers alone, under the prefixes that the channel allows."""
        prefixes = str(channel.config.get("send_to") or "+855").replace(" ", "").split(",")
        number = normalise_phone(address)
        return bool(FULL_NUMBER.fullmatch(number)) and number.startswith(tuple(prefixes))

    def answer(self) -> HttpResponse:
        """Say nothing in TwiML: replies go through the outbox."""
        return HttpResponse(EMPTY_TWIML, content_type="text/xml; charset=utf-8")

    def prepare(self, text: str) -> str:
        """Fold what would turn a text into UCS-2 for nothing."""
        return segments.plain(text)

    def send(self, channel: Channel, sending: Sending) -> Sent:
        """Create the message at the provider, once."""
        service = channel.config.get("messaging_service_sid")
        sender = {"messaging_service_sid": service} if service else {"from_": channel.address}
        callback = f"{_hook(channel)}status/?message={sending.uuid}"
        try:
            created = _client(channel).messages.create(
                to=normalise_phone(sending.address),
                body=sending.body,
                status_callback=callback,
                **sender,
            )
        except calling.NeverLeft as error:
            return Retry(str(error))
        except wire.TooMany as error:
            return Retry("429", error.after_s)
        except calling.MayHaveLeft as error:
            return Unknown(str(error))
        except TwilioRestException as error:
            return _refusal(error)
        except (TwilioException, ValueError, TypeError, KeyError, AttributeError) as error:
            # It answered in words that the client cannot read: it may well have the message.
            return Unknown(type(error).__name__)
        return Accepted(created.sid) if created.sid else Unknown("an answer without an id")

    def look_up(self, channel: Channel, sending: Sending) -> LookedUp:
        """Search the provider's messages to this person for the same text."""
        try:
            messages = _client(channel).messages.list(
                to=normalise_phone(sending.address), limit=LOOK_BACK
            )
        except (calling.NeverLeft, wire.TooMany, calling.MayHaveLeft, TwilioException) as error:
            return Unknown(type(error).__name__)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            return Unknown(type(error).__name__)
        for message in messages:
            ours = str(message.direction or "").startswith("outbound")
            same = (message.body or "").strip() == sending.body.strip()
            made = message.date_created
            if not (ours and same) or (made and made < sending.created_at - SKEW):
                continue
            if message.sid not in sending.known_ids:
                return Accepted(message.sid)
        return NotFound()


def _media(fields: signature.Fields) -> tuple[Media, ...]:
    found = []
    for number in range(_small(fields.text("NumMedia"))):
        told = fields.text(f"MediaContentType{number}")
        if url := fields.text(f"MediaUrl{number}"):
            found.append(Media(MediaKind.of_type(told), url, told))
    return tuple(found)


def _status(provider_id: str, url: str, fields: signature.Fields) -> Status:
    word = fields.text("MessageStatus") or fields.text("SmsStatus")
    if not word:
        raise Malformed
    try:
        ours = UUID(parse_qs(urlsplit(url).query).get("message", [""])[0])
    except ValueError:
        ours = None
    error_code = fields.text("ErrorCode")[:40]
    stopped = error_code.isdigit() and int(error_code) in codes.STOPPED
    return Status(provider_id, ours, word[:40], STATES.get(word, ""), error_code, stopped)


def _refusal(error: TwilioRestException) -> Sent:
    """Sort a refusal: later, never, or perhaps taken."""
    code = str(error.code or error.status)
    if error.code in codes.BUSY or error.status == UNAVAILABLE:
        return Retry(code)
    if error.status >= SERVER_ERROR or error.status == TIMED_OUT:
        return Unknown(code)
    if error.code not in codes.PERMANENT and error.status in codes.ACCOUNT_STATUSES:
        return Retry(code)
    # The provider's sentence quotes the number; ours does not.
    text = codes.PERMANENT.get(error.code or 0) or re.sub(r"\+?\d{6,}", "…", error.msg or "")
    return Rejected(code, text[:300], stopped=error.code in codes.STOPPED)


def _client(channel: Channel) -> Client:
    config = channel.config
    base_url = config.get("base_url") or settings.TWILIO_BASE_URL
    return wire.client(config.get("account_sid", ""), config.get("auth_token", ""), base_url)


def _hook(channel: Channel) -> str:
    return f"{settings.PUBLIC_BASE_URL}/hooks/{channel.kind}/{channel.uuid}/"


def _small(value: str) -> int:
    return min(int(value), MOST_MEDIA) if value.isascii() and value.isdigit() else 0

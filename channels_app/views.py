"""The door of the providers: verify, store, commit, answer. Nothing is decided here."""

from uuid import UUID

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from channels_app import inbox, registry, statuses
from channels_app.kind import Event, Malformed, Received, Status, WireRequest
from channels_app.models import Channel

log = structlog.get_logger(__name__)

# A text of 40 parts in Khmer is 24 kB when a form has escaped it; Messenger sends up to a
# thousand events at once.
LARGEST_BODY = 1024 * 1024


@csrf_exempt
@login_not_required
@transaction.non_atomic_requests
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, kind: str, uuid: UUID) -> HttpResponse:
    """Take what a provider tells about the channel of this path; each event commits by itself.

    A GET asks whether the address is ours: some providers want to hear that before they tell.
    """
    if request.method == "GET":
        return _greet(kind, uuid, _wire(request, b""))
    body = request.read(LARGEST_BODY + 1)
    if len(body) > LARGEST_BODY:
        return _plain("too large", 413)
    try:
        return _take(kind, uuid, _wire(request, body))
    except (OperationalError, InterfaceError):
        # Not 200: the provider tries again, or takes its fallback address.
        log.exception("webhook_not_stored", channel_kind=kind)
        return _plain("try again", 503)


def _greet(kind: str, uuid: UUID, wire: WireRequest) -> HttpResponse:
    channel = channel_at(kind, uuid)
    if channel is None:
        return _plain("not found", 404)
    answer = registry.get(kind).greet(channel, wire)
    return answer or HttpResponseNotAllowed(["POST"])


def _take(kind: str, uuid: UUID, wire: WireRequest) -> HttpResponse:
    channel = channel_at(kind, uuid)
    answer, events = opened(channel, kind, wire)
    for event in events:
        if channel is not None:
            store(channel, event)
    return answer


def channel_at(kind: str, uuid: UUID) -> Channel | None:
    """Give the open channel of a path."""
    if kind not in registry.KINDS:
        return None
    return Channel.objects.filter(uuid=uuid, kind=kind, is_active=True).first()


def opened(
    channel: Channel | None, kind: str, wire: WireRequest
) -> tuple[HttpResponse, list[Event]]:
    """Verify and read a request: the answer for when all its events are stored, and the events."""
    if channel is None:
        return _plain("not found", 404), []
    adapter = registry.get(kind)
    if not adapter.verify(channel, wire):
        log.warning("webhook_refused", channel_id=channel.pk, channel_kind=kind)
        return _plain("forbidden", 403), []
    try:
        events = adapter.parse(channel, wire)
        return adapter.answer_to(wire), events
    except Malformed:
        log.warning("webhook_malformed", channel_id=channel.pk, channel_kind=kind)
        return _plain("bad request", 400), []


def store(channel: Channel, event: Event) -> None:
    """Write what happened, whatever it is; it commits by itself."""
    if isinstance(event, Received):
        inbox.store(channel, event)
    elif isinstance(event, Status):
        statuses.take(channel, event)
    else:
        statuses.heed(channel, event)


def _wire(request: HttpRequest, body: bytes) -> WireRequest:
    return WireRequest(
        method=request.method or "",
        url=settings.PUBLIC_BASE_URL + request.get_full_path(),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=body,
    )


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")

"""A provider of Twilio's shape for the trial: takes a text, shows it on a phone, reports back."""

import base64
import hmac
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from email.utils import format_datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.contrib.auth.decorators import login_not_required
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from channels_app.models import Channel
from config.simulator import channel as channels
from config.simulator import phones, webhooks
from config.simulator.door import trial_only
from config.simulator.phones import Text
from timekeeping.now import now

LONGEST_BODY = 1600
SWITCHED_OFF = "30003"
# A network takes a moment; long enough to be seen on the screen.
STEP_S = 0.6
_reports: deque[Future[None]] = deque(maxlen=500)


@trial_only
@csrf_exempt
@login_not_required
@transaction.non_atomic_requests
@require_http_methods(["GET", "POST"])
def messages(request: HttpRequest, account: str) -> HttpResponse:
    """Create a message, or list those to a number: the two requests that the channel makes."""
    channel = channels.phone()
    if channel is None or not _may(request, channel, account):
        return _refusal(20003, "Authenticate", 401)
    if request.method == "GET":
        found = phones.sent_to(request.GET.get("To", ""))
        return JsonResponse({"messages": [_shape(text, account) for text in found]})
    to, body = request.POST.get("To", ""), request.POST.get("Body", "")
    if not to:
        return _refusal(21604, "A 'To' phone number is required.", 400)
    if not body:
        return _refusal(21602, "Message body is required.", 400)
    if len(body) > LONGEST_BODY:
        return _refusal(
            21617, "The concatenated message body exceeds the 1600 character limit", 400
        )
    text = Text(webhooks.new_sid("SM"), to, body, is_ours=True, at=now(), status="queued")
    phones.show(text)
    callback = request.POST.get("StatusCallback", "")
    base = f"{request.scheme}://{request.get_host()}"
    _reports.append(_reporters().submit(_deliver, channel, text, callback, base))
    return JsonResponse(_shape(text, account), status=201)


def wait_for_reports() -> None:
    """Wait until every text's fate has been told."""
    wait(list(_reports))


@lru_cache(maxsize=1)
def _reporters() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(8, thread_name_prefix="simulated-network")


def _may(request: HttpRequest, channel: Channel, account: str) -> bool:
    sid, token = channel.config["account_sid"], channel.config["auth_token"]
    expected = "Basic " + base64.b64encode(f"{sid}:{token}".encode()).decode()
    given = request.headers.get("Authorization", "")
    return account == sid and hmac.compare_digest(given.encode(), expected.encode())


def _shape(text: Text, account: str) -> dict[str, Any]:
    created = format_datetime(text.at)
    return {
        "account_sid": account,
        "api_version": "2010-04-01",
        "body": text.body,
        "date_created": created,
        "date_sent": None,
        "date_updated": created,
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "num_media": "0",
        "num_segments": str(text.segments.parts),
        "sid": text.sid,
        "status": text.status,
        "to": text.number,
    }


def _refusal(code: int, message: str, status: int) -> HttpResponse:
    return JsonResponse({"code": code, "message": message, "status": status}, status=status)


def _deliver(channel: Channel, text: Text, callback: str, base: str) -> None:
    """Tell what becomes of a text, step by step, as a network does."""
    reached = phones.is_on(text.number)
    for status in ("sent", "delivered" if reached else "undelivered"):
        time.sleep(STEP_S)
        phones.mark(text, status)
        if callback:
            # The trial may be stopping: a report that nobody takes is not sent again.
            with suppress(httpx.TransportError):
                _report(channel, text, callback, base, status=status)
    connections.close_all()


def _report(channel: Channel, text: Text, callback: str, base: str, *, status: str) -> None:
    address = urlsplit(callback)
    path = f"{address.path}?{address.query}" if address.query else address.path
    fields = {
        "AccountSid": channel.config["account_sid"],
        "ApiVersion": "2010-04-01",
        "From": channel.address,
        "MessageSid": text.sid,
        "MessageStatus": status,
        "SmsSid": text.sid,
        "SmsStatus": status,
        "To": text.number,
    }
    if status == "undelivered":
        fields["ErrorCode"] = SWITCHED_OFF
    webhooks.post(channel, path, fields, base=base)

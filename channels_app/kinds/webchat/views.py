"""The chat's page, the script that brings it into another site, and the exchange over HTTP."""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec
from uuid import UUID

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django_permissions_policy import PermissionsPolicyMiddleware

from channels_app.evidence import LARGEST_FILE
from channels_app.kinds.webchat import exchange, files, limits, origins, session, wire
from channels_app.kinds.webchat.channel import open_channel
from channels_app.kinds.webchat.errors import Expired, Forged, Unreadable
from channels_app.kinds.webchat.words import WORDS
from channels_app.models import Channel
from timekeeping.now import now

log = structlog.get_logger(__name__)
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
EMBED: Final = Path(__file__).with_name("embed.js")


def not_for_search(view: View[P]) -> View[P]:
    """Keep robots from listing what the view gives."""

    @wraps(view)
    def quiet(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return quiet


@not_for_search
@login_not_required
@xframe_options_exempt  # frame-ancestors says who may; the older header knows no list.
@require_safe
@cache_control(private=True, max_age=300)
def page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the chat, alone or in a frame on a site of the channel's list. It sets no cookie."""
    channel = _channel(uuid)
    language = "en" if request.GET.get("lang") == "en" else "km"
    reach = {one: str(channel.config.get(f"reach_{one}") or "") for one in WORDS}
    words = {one: WORDS[one] | {"reach": reach[one]} for one in WORDS}
    context = {"language": language, "words": words, "say": words[language], "uuid": uuid}
    response = render(request, "webchat/page.html", context)
    vars(response)["_csp_replace"] = {
        "frame-ancestors": ["'self'", *origins.of(channel)],
        # Older browsers do not take 'self' for the socket of the same host.
        "connect-src": ["'self'", f"ws://{request.get_host()}", f"wss://{request.get_host()}"],
    }
    vars(response)["_permissions_policy_override"] = _may_record()
    return response


@not_for_search
@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def embed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give the script that puts the chat's button on another site."""
    _channel(uuid)
    words = {one: {key: WORDS[one][key] for key in ("open", "close", "title", "apart")}
             for one in WORDS}  # fmt: skip
    script = EMBED.read_text("utf-8").replace('"WORDS"', json.dumps(words, ensure_ascii=False))
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def for_browsers(view: View[P]) -> View[P]:
    """Take a browser's own request: from a page of ours, without a cookie, answered in JSON."""

    @not_for_search
    @csrf_exempt  # No cookie proves anything here: the token stands in the body.
    @login_not_required
    @transaction.non_atomic_requests
    @never_cache
    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        origin = request.headers.get("Origin", "")
        if origin and not origins.is_ours(origin, request.get_host()):
            return _told({"why": "origin"}, 403)
        try:
            return view(request, *args, **kwargs)
        except Unreadable:
            return _told({"why": "unreadable"}, 400)
        except (OperationalError, InterfaceError):
            log.exception("webchat_not_stored")
            return _told({"why": "later"}, 503)

    return guarded


@for_browsers
def talk(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Carry out one exchange where a web socket does not get through."""
    body = request.read(wire.LARGEST_FRAME + 1)
    found = exchange.answer(_channel(uuid), wire.read(body), visitor=_visitor(request))
    return _told(found.told, 200 if found.session else 429)


@for_browsers
def file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep a voice note or a picture."""
    channel = _channel(uuid)
    if files.is_too_large(request):
        return _told({"why": "large"}, 413)
    upload = files.read(request)
    try:
        found = session.read(channel, upload.token, now())
    except (Forged, Expired):
        return _told({"why": "session"}, 403)
    if len(upload.content) > LARGEST_FILE:
        return _told({"why": "large"}, 413)
    if wait_s := files.wait_s(found, _visitor(request)):
        return _told({"why": "wait", "wait": int(wait_s) + 1}, 429)
    files.store(channel, found, upload)
    return _told({"kept": [str(upload.id)]}, 200)


def _channel(uuid: UUID) -> Channel:
    channel = open_channel(uuid)
    if channel is None:
        raise Http404
    return channel


def _visitor(request: HttpRequest) -> str:
    forwarded = request.headers.get("X-Forwarded-For", "")
    peer = request.META.get("REMOTE_ADDR", "")
    return limits.visitor(peer, forwarded, settings.TRUSTED_PROXIES)


def _may_record() -> str:
    """Give the site's policy, with the microphone for this one page: a voice note is its own."""
    policy = settings.PERMISSIONS_POLICY | {"microphone": ["self"]}
    value: str = PermissionsPolicyMiddleware.compute_header_value(policy, name="the chat's page")
    return value


def _told(told: dict[str, Any], status: int) -> HttpResponse:
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})

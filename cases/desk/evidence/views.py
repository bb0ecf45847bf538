"""Hands out one file of a case, in a form in which it can do nothing but be heard or looked at."""

import re
from dataclasses import dataclass
from typing import Final

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cases import access
from cases.desk.reader import officer_of
from cases.models import Case
from channels_app.evidence import InboundMedia, MediaState

log = structlog.get_logger(__name__)

# What a browser shows by itself; everything else is saved, and opened by nothing of ours.
SHOWN: Final = ("audio/", "video/", "image/")
ENDINGS: Final = {
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/aac": "aac",
    "audio/webm": "webm",
    "audio/amr": "amr",
    "audio/amr-wb": "amr",
    "video/mp4": "mp4",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
}
RANGE: Final = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)
PARTIAL, UNSATISFIABLE = 206, 416


@dataclass(frozen=True)
class Span:
    """The bytes that were asked for, the last one included."""

    first: int
    last: int


@require_safe
def show(request: HttpRequest, reference: str, file: int) -> HttpResponse:
    """One file of a case, whole or in part: a player that seeks asks for parts."""
    officer = officer_of(request)
    case = access.get_for(officer, reference)
    found = _of(case, file)
    content = bytes(found.content or b"")
    asked = request.headers.get("Range", "")
    try:
        span = _span(asked, len(content))
    except ValueError:
        response = HttpResponse(status=UNSATISFIABLE)
        response["Content-Range"] = f"bytes */{len(content)}"
        return response
    if span is None or span.first == 0:
        # Once a look, and not at every piece that a player asks for.
        log.info("evidence_opened", officer_id=officer.pk, case_id=case.pk,
                 message_id=found.message_id)  # fmt: skip
    response = _answer(found, content, span)
    saved = "download" in request.GET or not found.content_type.startswith(SHOWN)
    name = f"{case.reference}-{found.pk}.{ENDINGS.get(found.content_type, 'bin')}"
    response["Content-Disposition"] = f'{"attachment" if saved else "inline"}; filename="{name}"'
    return response


def _of(case: Case, file: int) -> InboundMedia:
    """The file, where it came with a message of this very case."""
    files = InboundMedia.objects.filter(message__thread_message__case=case)
    found = files.filter(pk=file, state=MediaState.FETCHED).first()
    if found is None:
        raise Http404
    return found


def _answer(found: InboundMedia, content: bytes, span: Span | None) -> HttpResponse:
    piece = content if span is None else content[span.first : span.last + 1]
    response = HttpResponse(piece, content_type=found.content_type)
    if span is not None:
        response.status_code = PARTIAL
        response["Content-Range"] = f"bytes {span.first}-{span.last}/{len(content)}"
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(len(piece))
    response["X-Content-Type-Options"] = "nosniff"
    # Opened by itself it may load nothing and run nothing, whatever a browser takes it for.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _span(asked: str, size: int) -> Span | None:
    """Read a Range header; None for the whole file, ValueError for what it does not have."""
    match = RANGE.fullmatch(asked.strip())
    if match is None or not (match[1] or match[2]):
        return None  # None, several, or a unit that we do not know: all of it is right.
    if not match[1]:
        span = Span(max(size - int(match[2]), 0), size - 1)
    else:
        span = Span(int(match[1]), min(int(match[2] or size), size - 1))
    if span.first > span.last:
        raise ValueError(asked)
    return span

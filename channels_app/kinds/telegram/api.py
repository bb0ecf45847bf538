"""Requests to the Bot API, whose addresses hold the token: none of them reaches a log line."""

import re
from typing import Any, Final

from django.conf import settings

from channels_app import calling, fetching
from channels_app.evidence import LARGEST_FILE
from channels_app.kind import Accepted, FetchedOrNot, Rejected, Retry, Sent, Unknown
from channels_app.reading import number, part, text

HOST: Final = "api.telegram.org"
SERVER_ERROR, TOO_MANY, FORBIDDEN, BAD_REQUEST = 500, 429, 403, 400
# The token or the bot is wrong: the account's trouble, and not the message's.
ACCOUNT: Final = frozenset({401, 404})
FILE_PATH: Final = re.compile(r"(?!.*\.\.)[\w./-]+")

# By what its sentence holds, in our own words: its codes are always 400 or 403.
REFUSALS: Final[tuple[tuple[str, Rejected], ...]] = (
    ("blocked by the user", Rejected("403-blocked", "the person has blocked us", stopped=True)),
    ("user is deactivated", Rejected("403-deactivated", "the account is closed", stopped=True)),
    ("initiate conversation", Rejected("403-not-started", "the person never wrote to us")),
    ("chat not found", Rejected("400-no-chat", "there is no such chat")),
    ("message is too long", Rejected("400-too-long", "the text is above 4,096 characters")),
    ("text is empty", Rejected("400-empty", "the text is empty")),
    ("button", Rejected("400-buttons", "a button that Telegram does not take")),
)


def base_url() -> str:
    """Where the Bot API is; only a trial's environment can put something in its place."""
    return settings.TELEGRAM_BASE_URL.rstrip("/") or f"https://{HOST}"


def call(token: str, method: str, **asked: Any) -> calling.Answer:
    """Call one method; raises what calling.ask raises."""
    return calling.ask(f"{base_url()}/bot{token}/{method}", asked)


def outcome(answer: calling.Answer, *, prefix: str) -> Sent:
    """Sort what sendMessage said: taken, later, never, or perhaps taken."""
    message_id = number(part(answer.said, "result"), "message_id")
    if answer.said.get("ok") is True:
        taken = message_id is not None
        return Accepted(f"{prefix}:{message_id}") if taken else Unknown("an answer without an id")
    code = number(answer.said, "error_code") or answer.status
    if code == TOO_MANY:
        wish = number(part(answer.said, "parameters"), "retry_after")
        return Retry("429", float(wish) if wish is not None else answer.retry_after_s)
    if code in ACCOUNT:
        return Retry(str(code))
    if code not in {BAD_REQUEST, FORBIDDEN}:
        return Unknown(str(code))
    sentence = text(answer.said, "description").lower()
    for words, refusal in REFUSALS:
        if words in sentence:
            return refusal
    return Rejected(str(code), "refused by Telegram")


def download(token: str, file_id: str) -> FetchedOrNot:
    """Fetch a file: ask where it is, then get it; the address lives for an hour."""
    try:
        answer = call(token, "getFile", file_id=file_id)
    except (calling.NeverLeft, calling.MayHaveLeft) as error:
        return Retry(str(error))
    if "too big" in text(answer.said, "description").lower():
        return Rejected("too-large")
    found = part(answer.said, "result")
    path = text(found, "file_path")
    if answer.said.get("ok") is not True or not FILE_PATH.fullmatch(path):
        wish = number(part(answer.said, "parameters"), "retry_after")
        return Retry(str(answer.status), None if wish is None else float(wish))
    if (number(found, "file_size") or 0) > LARGEST_FILE:
        return Rejected("too-large")
    return fetching.fetch(
        f"{base_url()}/file/bot{token}/{path}",
        hosts=(HOST,),
        stand_in=settings.TELEGRAM_BASE_URL,
    )

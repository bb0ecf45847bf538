"""Asks a social registry over HTTP: one try, a short wait, and an answer that is checked."""

import json
import time
from typing import Any, Final

import httpx
from django.conf import settings

from cases.models import Level
from cases.registry import facts
from cases.registry.dates import find_date, latin_digits
from cases.registry.errors import RegistryAway
from cases.registry.facts import Candidates
from cases.registry.imported import payments_of
from cases.registry.spdci import envelope, signature
from cases.registry.values import Household, Payment
from channels_app.identity import document_hash
from timekeeping.now import now

PATH: Final = "/registry/sync/search"
# The person waits, and so does the worker: better an officer tomorrow than a jam now.
WAIT: Final = httpx.Timeout(3.0, connect=1.0)
WHOLE_WAIT_S: Final = 4.0
LARGEST: Final = 256 * 1024


class Spdci:
    """A social registry in the shape of SPDCI; payments come from the imported lists."""

    name = "spdci"

    def matching(self, number: str, known: Candidates) -> Household | None:
        """Search by the number, then compare the facts here: they do not leave this house."""
        moment = now()
        plain = "".join(c for c in latin_digits(number) if c.isalnum())
        asked = envelope.search(
            plain,
            id_type=settings.SPDCI["NUMBER_TYPE"],
            sender_id=settings.SPDCI["SENDER_ID"],
            receiver_id=settings.SPDCI["RECEIVER_ID"],
            at=moment,
        )
        found = envelope.groups(_post(_signed(asked.body, at=moment)), asked)
        wanted = document_hash(number)
        salt = wanted
        # A number that two households bear identifies neither.
        group = found[0] if len(found) == 1 else None
        keys = tuple(document_hash(value) for value in group.identifiers) if group else ()
        if group and wanted not in keys:
            raise RegistryAway("a record of another number")
        hashed = [facts.fact_hash(each, salt=salt) for each in _labels(group)] if group else []
        if not facts.is_true(known, hashed, salt=salt) or group is None:
            return None
        return _household(group, keys)

    def payments(self, household: Household) -> list[Payment]:
        """A social registry knows of no payment: the imported lists do."""
        return payments_of(household.keys)


def _signed(body: dict[str, Any], *, at: Any) -> bytes:
    key = settings.SPDCI["SIGNING_KEY"]
    signed = (
        signature.sign(
            body,
            key=key,
            key_id=settings.SPDCI["KEY_ID"],
            sender_id=settings.SPDCI["SENDER_ID"],
            at=at,
        )
        if key
        else ""
    )
    whole = {"signature": signed, **body}
    return json.dumps(whole, separators=(",", ":"), ensure_ascii=False).encode()


def _post(body: bytes) -> bytes:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if settings.SPDCI["TOKEN"]:
        headers["Authorization"] = f"Bearer {settings.SPDCI['TOKEN']}"
    try:
        # A client for each search: trust_env would take proxies and passwords from the machine.
        with (
            httpx.Client(timeout=WAIT, trust_env=False, follow_redirects=False) as client,
            client.stream(
                "POST", settings.SPDCI["URL"] + PATH, content=body, headers=headers
            ) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise RegistryAway(f"status {answer.status_code}")
            return _read(answer)
    except httpx.HTTPError as error:
        raise RegistryAway(type(error).__name__) from None


def _read(answer: httpx.Response) -> bytes:
    """The body, unless it is too large or drips: each read has its own time-out, so count all."""
    begun, content = time.monotonic(), b""
    for piece in answer.iter_bytes():
        content += piece
        if len(content) > LARGEST:
            raise RegistryAway("too large an answer")
        if time.monotonic() - begun > WHOLE_WAIT_S:
            raise RegistryAway("too slow an answer")
    return content


def _labels(group: envelope.Group) -> list[str]:
    """The facts of a record; a day of birth is asked for where it is known, else the year."""
    found = [facts.birth_label(birth) for birth in group.births]
    return found + [f"phone:{end}" for phone in group.phones if (end := facts.end_of_phone(phone))]


def _household(group: envelope.Group, keys: tuple[str, ...]) -> Household:
    said = group.attributes
    level = said.get(envelope.LEVEL, "")
    until = said.get(envelope.CARD_VALID_UNTIL, "")
    return Household(
        keys=keys,
        is_listed=said.get(envelope.STATUS, "").casefold() not in envelope.ENDED,
        level=level if level in Level.values else "",
        card_valid_until=find_date(until),
        area=said.get(envelope.AREA, ""),
    )

"""Twilio's signature, checked over the bytes as they came."""

import base64
import hmac
from functools import lru_cache
from hashlib import sha1
from typing import Any
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator

# Twilio sends some 20 fields; more is somebody's attempt to keep us busy.
MOST_FIELDS = 200


class Fields(dict[str, list[str]]):
    """Form fields that may come more than once; bytes outside UTF-8 are kept as surrogates."""

    def getlist(self, name: str) -> list[str]:
        """Give every value of a field, under the name that RequestValidator asks for."""
        return self.get(name, [])

    def text(self, name: str) -> str:
        """Give a field's first value as text that a database and a person can take.

        A NUL or a byte that is no UTF-8 becomes U+FFFD, so that a reader sees it.
        """
        value = (self.getlist(name) or [""])[0]
        return readable(value)


def readable(value: str) -> str:
    """Put U+FFFD where a NUL or a byte outside UTF-8 stood."""
    mended = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return mended.replace("\x00", "\ufffd")


# Verifying and parsing read the same body, one after the other.
@lru_cache(maxsize=16)
def fields_of(body: bytes) -> Fields:
    """Read a form without losing a byte; ValueError when it has too many fields."""
    fields = Fields()
    pairs = parse_qsl(
        body.decode("latin-1"),
        keep_blank_values=True,
        encoding="latin-1",
        max_num_fields=MOST_FIELDS,
    )
    for name, value in pairs:
        fields.setdefault(_exact(name), []).append(_exact(value))
    return fields


def _exact(value: str) -> str:
    return value.encode("latin-1").decode("utf-8", "surrogateescape")


class ExactValidator(RequestValidator):  # type: ignore[misc]
    """Twilio's own validator, which would raise on a byte outside UTF-8."""

    def compute_signature(self, uri: str, params: Any, algorithm: str | None = None) -> str:
        """Sign the address and the sorted fields, each value once, byte for byte."""
        signed = uri
        for name in sorted(params):
            signed += "".join(name + value for value in sorted(set(params.getlist(name))))
        mac = hmac.new(self.token, signed.encode("utf-8", "surrogateescape"), sha1)
        return base64.b64encode(mac.digest()).decode()


def is_genuine(url: str, body: bytes, signature: str, *, tokens: list[str]) -> bool:
    """Say whether one of the live tokens signed this; the port in the address is optional.

    The parent compares with and without the port: which of them is signed has changed
    between versions of Twilio's back end.
    """
    try:
        fields = fields_of(body)
    except ValueError:
        return False
    return any(ExactValidator(token).validate(url, fields, signature) for token in tokens if token)

"""Keyed hashes: how an encrypted phone number or card number is found again."""

import hashlib
import hmac
import re
import unicodedata

import phonenumbers
from django.conf import settings


def keyed_hash(value: str) -> str:
    """HMAC-SHA-256 of a normalised value, 64 hex digits, under a key outside the database."""
    key = settings.SAMLENG_HASH_KEY.encode()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def normalise_phone(value: str) -> str:
    """E.164 of a number as written in Cambodia or abroad; the bare characters where it is neither.

    Short codes and alphanumeric senders are legal addresses, so nothing is refused here.
    """
    text = unicodedata.normalize("NFKC", value).strip()
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
    try:
        parsed = phonenumbers.parse(digits, "KH")
    except phonenumbers.NumberParseException:
        return digits.casefold()
    if phonenumbers.is_possible_number(parsed):
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return digits.casefold()


def phone_hash(value: str) -> str:
    """The keyed hash under which a phone number is stored."""
    return keyed_hash(normalise_phone(value))


def document_hash(value: str) -> str:
    """The keyed hash of a card or household number; its format is unknown, so only noise goes."""
    folded = unicodedata.normalize("NFKC", value).casefold()
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in folded)
    return keyed_hash(re.sub(r"[\W_]+", "", digits))

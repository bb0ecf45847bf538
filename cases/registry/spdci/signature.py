"""The signature of an envelope: Ed25519 over its times and the digest of header and message.

The standard (MsgSignature, version 1.0.0) gives the form and the signed parts, not the digest's
algorithm or the exact bytes: BLAKE2b-512 over compact JSON, which the other side must be told.
"""

import base64
import hashlib
import json
from datetime import datetime, timedelta
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LASTS: Final = timedelta(minutes=5)


def sign(body: dict[str, Any], *, key: str, key_id: str, sender_id: str, at: datetime) -> str:
    """Sign an envelope with a private key of 32 bytes in Base64."""
    created = int(at.timestamp())
    expires = created + int(LASTS.total_seconds())
    private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(key, validate=True))
    signed = private.sign(content(body, created=created, expires=expires))
    return (
        f'Signature: namespace="dci", kidId="{sender_id}|{key_id}|ed25519", algorithm="ed25519", '
        f'created="{created}", expires="{expires}", headers="(created) (expires) digest", '
        f'signature="{base64.b64encode(signed).decode()}"'
    )


def content(body: dict[str, Any], *, created: int, expires: int) -> bytes:
    """The bytes that are signed."""
    plain = json.dumps(
        {"header": body["header"], "message": body["message"]},
        separators=(",", ":"),
        ensure_ascii=False,
    )
    digest = base64.b64encode(hashlib.blake2b(plain.encode()).digest()).decode()
    return f"(created): {created}\n(expires): {expires}\ndigest: BLAKE-512={digest}".encode()

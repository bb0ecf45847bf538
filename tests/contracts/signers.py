"""How each provider proves that a request is its own, with a secret."""

import hmac
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from channels_app.kind import WireRequest

Signer = Callable[[WireRequest, str], WireRequest]


def memory(request: WireRequest, secret: str) -> WireRequest:
    return replace(request, headers={"x-memory-secret": secret})


def telegram(request: WireRequest, secret: str) -> WireRequest:
    return replace(request, headers={"x-telegram-bot-api-secret-token": secret})


def messenger(request: WireRequest, secret: str) -> WireRequest:
    mac = hmac.new(secret.encode(), request.body, sha256).hexdigest()
    return replace(request, headers={"x-hub-signature-256": f"sha256={mac}"})


SIGNERS: dict[str, Signer] = {"memory": memory, "telegram": telegram, "messenger": messenger}
# Its proof covers what was said; the others only show that they know the secret.
OVER_THE_BYTES = frozenset({"messenger"})

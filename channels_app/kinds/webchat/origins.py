"""Which sites may show the chat inside their pages, and whether a browser is on one of ours."""

from urllib.parse import urlsplit

from django.conf import settings

from channels_app.models import Channel

PORTS = {"http": 80, "https": 443}


def read(listed: str) -> tuple[str, ...]:
    """Give the origins of a list with commas, each as browsers write it; ValueError for a bad one.

    A plain `http` address is for trials on one machine; a wildcard would be no list at all.
    """
    return tuple(_origin(one) for one in listed.replace(",", " ").split())


def of(channel: Channel) -> tuple[str, ...]:
    """Give the origins that may frame this channel's page."""
    try:
        return read(str(channel.config.get("origins") or ""))
    except ValueError:
        return ()


def is_ours(origin: str, host: str) -> bool:
    """Say whether a request comes from a page of the very site that it goes to.

    The chat's page is always ours, also inside a frame: a request from anywhere else is made by
    somebody else's script.
    """
    if settings.PUBLIC_BASE_URL and origin == settings.PUBLIC_BASE_URL:
        return True
    parts = urlsplit(origin)
    return parts.scheme in PORTS and bool(parts.netloc) and parts.netloc == host


def _origin(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname or "*" in address:
        raise ValueError(address)
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError(address)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    is_usual = parts.port in {None, PORTS[parts.scheme]}
    return f"{parts.scheme}://{host}" if is_usual else f"{parts.scheme}://{host}:{parts.port}"

"""Buttons under a message: native where a kind has them, numbered lines everywhere else."""

import json
import re
from collections.abc import Sequence
from typing import Final

from channels_app.kind import Button

KHMER: Final = re.compile(r"[\u1780-\u17d3]")
KHMER_DIGITS: Final = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


def numbered(body: str, buttons: Sequence[Button]) -> str:
    """Give the body with a line for each button, numbered in the digits of its script."""
    if not buttons:
        return body
    in_khmer = bool(KHMER.search(body or buttons[0].label))
    lines = []
    for number, button in enumerate(buttons, start=1):
        digits = str(number).translate(KHMER_DIGITS) if in_khmer else str(number)
        lines.append(f"{digits} {button.label}")
    return "\n".join([body, *lines] if body else lines)


def packed(buttons: Sequence[Button]) -> str:
    """Give buttons as the outbox's column keeps them; "" for none."""
    return json.dumps([[button.label, button.payload] for button in buttons]) if buttons else ""


def unpacked(kept: str) -> tuple[Button, ...]:
    """Give the buttons that a column keeps."""
    return tuple(Button(label, payload) for label, payload in json.loads(kept or "[]"))

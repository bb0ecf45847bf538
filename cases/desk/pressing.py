"""The key of one press: the same words under it are a repeat, other words are another press."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.http import QueryDict

from channels_app.identity import keyed_hash

# What a page carries beside the words, and what says that the words are somebody else's.
NOT_WORDS = frozenset({"csrfmiddlewaretoken", "key", "version", "another"})


def mark_of(told: Mapping[str, Any]) -> str:
    """A keyed hash of everything that was filled in, so that whoever keeps it holds no word."""
    fields = told.lists() if isinstance(told, QueryDict) else told.items()
    words = {name: str(value) for name, value in fields if name not in NOT_WORDS}
    return keyed_hash(json.dumps(words, sort_keys=True))


def press_of(key: UUID, told: Mapping[str, Any]) -> UUID:
    """The key of this press: a page brought back by the browser still carries the old one."""
    return uuid5(key, mark_of(told))

"""The labelled messages that the language tests read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file of labelled messages."""
    for line in (HERE / name).read_text("utf-8").splitlines():
        yield json.loads(line)

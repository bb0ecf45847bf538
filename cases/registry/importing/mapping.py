"""Which column of a list is what: the header of a file against columns.yaml, or a file like it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from cases.registry.errors import ListRefused

SHIPPED: Final = Path(__file__).with_name("columns.yaml")
_NOISE: Final = re.compile(r"[\W_\u200b-\u200d]+")
# What \W takes for noise in Khmer: vowels and signs are marks, not letters.
_KHMER: Final = re.compile(r"[\u1780-\u17d3\u17dd]")


@dataclass(frozen=True, slots=True)
class Column:
    """A kind of column: whether a list must have it, and the words for its values."""

    name: str
    needed: bool
    many: bool
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where each kind of column stands in one file, by position from 0."""

    columns: dict[str, Column]
    places: dict[str, tuple[int, ...]]

    def cell(self, row: tuple[Any, ...], name: str) -> Any:
        """The cell of a kind in a row; empty where the file or the row has none."""
        places = self.places.get(name)
        return row[places[0]] if places and places[0] < len(row) else ""

    def cells(self, row: tuple[Any, ...], name: str) -> list[Any]:
        """The filled cells of a kind that may stand in several columns."""
        found = [row[place] for place in self.places.get(name, ()) if place < len(row)]
        return [cell for cell in found if cell not in (None, "")]


def read_header(header: tuple[Any, ...], kind: str, *, path: Path | None = None) -> Mapping:
    """Find the columns of a list in its header. Raises ListRefused where one is missing."""
    columns, names = _known(kind, path or SHIPPED)
    places: dict[str, tuple[int, ...]] = {}
    for place, title in enumerate(header):
        folded = fold(title)
        name = names.get(folded) or names.get(folded.rstrip("0123456789"))
        if name is None:
            continue
        if name in places and not columns[name].many:
            raise ListRefused(f"Two columns are both {name}: {title!r} is the second.")
        places[name] = (*places.get(name, ()), place)
    missing = [
        column.name for column in columns.values() if column.needed and column.name not in places
    ]
    if missing:
        raise ListRefused(
            f"There is no column for {', '.join(missing)}. The header reads: "
            + ", ".join(str(title) for title in header if title not in (None, ""))[:300]
        )
    return Mapping(columns, places)


def fold(text: Any) -> str:
    """A name or a value without what does not count: case, spaces, marks, and whose digits."""
    plain = unicodedata.normalize("NFKC", str(text if text is not None else "")).casefold()
    if plain.isascii():
        return _NOISE.sub("", plain)
    kept = (
        str(unicodedata.digit(c)) if c.isdigit() else c
        for c in plain
        if c.isalnum() or _KHMER.match(c)
    )
    return "".join(kept)


@cache
def _known(kind: str, path: Path) -> tuple[dict[str, Column], dict[str, str]]:
    try:
        table = yaml.safe_load(path.read_text("utf-8"))[kind]
        columns: dict[str, Column] = {}
        names: dict[str, str] = {}
        for name, row in table.items():
            words = {
                fold(word): value
                for value, all_ in row.get("values", {}).items()
                for word in (value, *all_)
            }
            columns[name] = Column(name, row.get("needed", False), row.get("many", False), words)
            names |= {fold(each): name for each in (name, *row["names"])}
    except (OSError, KeyError, TypeError, AttributeError, yaml.YAMLError) as wrong:
        raise ListRefused(f"{path.name} is no mapping for {kind}: {wrong}") from wrong
    return columns, names

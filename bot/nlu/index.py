"""Which word groups a text may hold, found in one pass, so that few patterns have to be tried."""

from collections import defaultdict
from collections.abc import Iterable

from bot.nlu.normalise import has_khmer

_ANCHOR = 3


class TermIndex:
    """The groups by the first letters of their words. It may name one too many, none too few."""

    def __init__(self) -> None:
        self._groups: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._always: set[str] = set()
        self._sizes: set[int] = set()

    def add(self, group: str, words: Iterable[str], *, shape: str = "") -> None:
        """Enter the folded words of a group; one with a shape can be anywhere."""
        if shape:
            self._always.add(group)
        for word in words:
            literal = word if has_khmer(word) else word.split()[0]
            anchor = literal[:_ANCHOR]
            self._groups[anchor][literal].add(group)
            self._sizes.add(len(anchor))

    def candidates(self, text: str) -> set[str]:
        """Return the groups whose words may stand in the text."""
        found = set(self._always)
        for anchor in self._anchors(text) & self._groups.keys():
            for literal, groups in self._groups[anchor].items():
                if literal in text:
                    found |= groups
        return found

    def _anchors(self, text: str) -> set[str]:
        return {
            text[start : start + size]
            for size in self._sizes
            for start in range(len(text) - size + 1)
        }

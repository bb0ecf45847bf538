"""Serves the few npm files that our pages use, and nothing else from node_modules."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

from config.env import ROOT

NODE_MODULES = ROOT / "node_modules"
ICONS = (
    "alert-triangle",
    "arrow-left",
    "arrow-right",
    "chart-bar",
    "chevron-down",
    "circle-check",
    "circle-plus",
    "clock-hour-4",
    "device-mobile-message",
    "dots",
    "history",
    "inbox",
    "info-circle",
    "language",
    "lock",
    "logout",
    "map-pin",
    "message-2",
    "message-circle",
    "message-question",
    "phone",
    "printer",
    "route",
    "search",
    "settings",
    "tag",
    "user-circle",
    "walk",
)
FONT = "@fontsource-variable/noto-sans-khmer"
FILES = (
    "@tabler/core/dist/css/tabler.min.css",
    "@tabler/core/dist/css/tabler.min.css.map",  # Named in the stylesheet: collecting wants it.
    f"{FONT}/index.css",
    f"{FONT}/files/noto-sans-khmer-khmer-wght-normal.woff2",
    f"{FONT}/files/noto-sans-khmer-latin-ext-wght-normal.woff2",
    f"{FONT}/files/noto-sans-khmer-latin-wght-normal.woff2",
    *(f"@tabler/icons/icons/outline/{name}.svg" for name in ICONS),
)


class NodeModulesFinder(BaseFinder):
    """Finds a file below node_modules when its path is on the list."""

    storage = FileSystemStorage(location=NODE_MODULES)

    def check(self, **_kwargs: Any) -> list[Any]:
        """Find nothing wrong: a missing package shows as a missing file."""
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        """Give the file's place on disk, or nothing."""
        found = NODE_MODULES / path
        if path not in FILES or not found.is_file():
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Give every file on the list, for collectstatic."""
        for path in FILES:
            if (NODE_MODULES / path).is_file():
                yield path, self.storage

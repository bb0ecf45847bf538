"""Serves the few npm files that our pages use, and nothing else from node_modules."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

from config.env import ROOT

NODE_MODULES = ROOT / "node_modules"
ALLOWED = (
    "@tabler/core/dist/css/tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js",
    "@tabler/icons/icons/outline/*.svg",
    "@tabler/icons/icons/filled/*.svg",
    "@fontsource-variable/noto-sans-khmer/index.css",
    "@fontsource-variable/noto-sans-khmer/wght.css",
    "@fontsource-variable/noto-sans-khmer/files/*.woff2",
)


class NodeModulesFinder(BaseFinder):
    """Finds a file below node_modules when its path is on the list."""

    storage = FileSystemStorage(location=NODE_MODULES)

    def check(self, **_kwargs: Any) -> list[Any]:
        """Find nothing wrong: a missing package shows as a missing file."""
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        """Give the file's place on disk, or nothing."""
        allowed = ".." not in path and any(fnmatch(path, pattern) for pattern in ALLOWED)
        found = NODE_MODULES / path
        if not allowed or not found.is_file():
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Give every file on the list, for collectstatic."""
        for pattern in ALLOWED:
            for found in NODE_MODULES.glob(pattern):
                yield str(Path(found).relative_to(NODE_MODULES)), self.storage

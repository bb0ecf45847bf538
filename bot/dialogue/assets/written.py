"""YAML that remembers where each thing was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.dialogue.errors import AssetRefused, Place


@dataclass(frozen=True)
class Written:
    """A value of the assets and its place."""

    node: Node
    file: str
    yaml: YAML
    # The name before it, which may stand a line higher.
    key: Node | None = None

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.file, (self.key or self.node).start_mark.line + 1)

    @cached_property
    def value(self) -> Any:
        """The value in plain Python."""
        if isinstance(self.node, MappingNode):
            return {key: value.value for key, value in self.pairs()}
        if isinstance(self.node, SequenceNode):
            return [each.value for each in self.each()]
        return self.yaml.constructor.construct_object(self.node, deep=True)

    def refuse(self, why: str) -> AssetRefused:
        """Make the error that says why this is not taken."""
        return AssetRefused(self.place, why)

    def pairs(self, what: str = "this") -> Iterator[tuple[str, "Written"]]:
        """Walk through a mapping; a name may stand there once."""
        if not isinstance(self.node, MappingNode):
            raise self.refuse(f"{what} must be a mapping")
        seen = set()
        for key, value in self.node.value:
            name = str(self.yaml.constructor.construct_object(key, deep=True))
            if name in seen:
                raise Written(key, self.file, self.yaml).refuse(f"'{name}' stands here twice")
            seen.add(name)
            yield name, Written(value, self.file, self.yaml, key)

    def each(self, what: str = "this") -> Iterator["Written"]:
        """Walk through a list."""
        if not isinstance(self.node, SequenceNode):
            raise self.refuse(f"{what} must be a list")
        for node in self.node.value:
            yield Written(node, self.file, self.yaml)

    def keys(self, allowed: set[str], what: str) -> dict[str, "Written"]:
        """Give a mapping whose keys are all known to us."""
        found = dict(self.pairs(what))
        for name, value in found.items():
            if name not in allowed:
                raise value.refuse(f"'{name}' of {what} is not taken")
        return found

    def text(self, what: str) -> str:
        """Give a text that is not empty."""
        value = self.value
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(f"{what} must be a text")
        return value.strip()

    def texts(self, what: str) -> list[str]:
        """Give a list of texts; one text stands for a list of one."""
        if isinstance(self.node, ScalarNode):
            return [self.text(what)]
        return [each.text(what) for each in self.each(what)]

    @property
    def is_mapping(self) -> bool:
        """Say whether this is a mapping."""
        return isinstance(self.node, MappingNode)


def read(path: Path, name: str) -> Written | None:
    """Read one file, named as a reader knows it; an empty one is nothing."""
    # YAML 1.2, as Rasa reads it: yes and no are texts there.
    yaml = YAML(typ="safe", pure=True)
    yaml.version = "1.2"
    try:
        node = yaml.compose(path.read_text("utf-8"))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise AssetRefused(Place(name, line), f"this is not YAML: {error.problem}") from error
    except UnicodeDecodeError as error:
        raise AssetRefused(Place(name, 1), "this is not UTF-8") from error
    return None if node is None else Written(node, name, yaml)

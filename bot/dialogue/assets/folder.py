"""A folder of assets: every YAML file below it, as Rasa takes it, or a refusal with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.dialogue.assets import written as yaml
from bot.dialogue.assets.configuration import check_configuration
from bot.dialogue.assets.domain import Domain
from bot.dialogue.assets.gathering import DOMAIN_KEYS, Gathered, domain_of
from bot.dialogue.assets.rules import Rule, read_rule
from bot.dialogue.assets.written import Written
from bot.dialogue.errors import AssetRefused, Place

CONFIGURATION: Final = "config.yml"
# How to reach other servers: not the dialogue's matter.
PASSED_OVER: Final = frozenset({"endpoints.yml", "credentials.yml"})
NOT_TAKEN: Final = {
    "stories": "stories are not taken: write them as rules",
    "e2e_actions": "end-to-end actions are not taken",
    "config": "store_entities_as_slots and the like are not taken",
}
TOP_KEY: Final = re.compile(r"^([A-Za-z_][\w-]*)\s*:", re.MULTILINE)
NLU_REFUSED: Final = re.compile(r"^\s*-?\s*(synonym|lookup)\s*:", re.MULTILINE)


@dataclass
class Found:
    """What the files of a folder hold, not yet joined."""

    domain: Gathered = field(default_factory=Gathered)
    rules: list[Written] = field(default_factory=list)


@dataclass(frozen=True)
class Assets:
    """One set of assets, understood."""

    domain: Domain
    rules: tuple[Rule, ...]


def load(folder: Path) -> Assets:
    """Read the assets of a folder. Raises AssetRefused."""
    found = Found()
    for path in files(folder):
        name = str(path.relative_to(folder.parent))
        if path.name == CONFIGURATION:
            check_configuration(yaml.read(path, name))
        elif path.name not in PASSED_OVER:
            _read(path, name, found)
    if not found.domain.files:
        raise AssetRefused(Place(folder.name, 1), "there is no domain in this folder")
    domain = domain_of(found.domain)
    rules = tuple(read_rule(each, domain) for each in found.rules)
    _once(rules)
    return Assets(domain, rules)


def files(folder: Path) -> Iterator[Path]:
    """List the YAML files below a folder, always in the same order."""
    return iter(sorted(path for path in folder.rglob("*") if path.suffix in {".yml", ".yaml"}))


def _read(path: Path, name: str, found: Found) -> None:
    text = path.read_text("utf-8", errors="replace")
    keys = set(TOP_KEY.findall(text))
    if keys and keys <= {"version", "nlu"}:
        # Examples are many and have no part in the dialogue: they are looked over, not parsed.
        _look_over(text, name)
        return
    document = yaml.read(path, name)
    if document is None:
        return
    for key, value in document.pairs("a file of the assets"):
        if key in DOMAIN_KEYS:
            found.domain.add(key, value)
        elif key == "rules":
            found.rules += value.each("rules")
        elif key in NOT_TAKEN:
            raise value.refuse(NOT_TAKEN[key])
        elif key == "version":
            if str(value.value) not in {"3.0", "3.1"}:
                raise value.refuse("the version is 3.1")
        elif key == "nlu":
            _look_over(text, name)
        else:
            raise value.refuse(f"'{key}' is not taken")


def _look_over(text: str, name: str) -> None:
    refused = NLU_REFUSED.search(text)
    if refused:
        line = text.count("\n", 0, refused.start(1)) + 1
        raise AssetRefused(Place(name, line), f"a {refused[1]} is not taken")


def _once(rules: tuple[Rule, ...]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.name in seen:
            why = f"the rule '{rule.name}' stands at {seen[rule.name].place} already"
            raise AssetRefused(rule.place, why)
        seen[rule.name] = rule

"""One reading of a message: safety screen, commands, reference, classifier, in this order."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final, Literal

from bot.nlu.amounts import Amount, amounts_in
from bot.nlu.classifier import Opinion, Ranked
from bot.nlu.commands import Command, command, digit, yes_or_no
from bot.nlu.cues import lexicon
from bot.nlu.dates import Duration, Since, duration_in, since_in
from bot.nlu.deciding import opinion_of
from bot.nlu.labels import CATEGORY_OF, CONDITIONAL, is_safety, is_secret
from bot.nlu.language import Language
from bot.nlu.matters import SURE, is_readable, is_sure, suggestions, understand
from bot.nlu.normalise import has_khmer, looks_legacy
from bot.nlu.references import find_reference
from bot.nlu.safety import OPEN, URGENT, Finding, screen

Script = Literal["Khmr", "Latn", "Mixed", "legacy", "none"]

# What the screen finds stands, unless it is as unlikely as this: idioms that no list foresees.
# No disclosure that the screen found in three check sets came below 0.017: see ADR 46.
FAR_FETCHED: Final = 0.005
# How likely a disclosure must be that the screen did not see: found by leaving each style out.
DISCLOSED: Final = 0.25
RANKED: Final = 3
# What the exact commands are in the label set.
_INTENT_OF: Final = {
    "stop": "stop",
    "start": "start",
    "status": "check_status",
    "human": "talk_to_human",
    # Alone they say nothing: what they answer is known to the dialogue.
    "help": "unclear",
    "language": "unclear",
    "yes": "unclear",
    "no": "unclear",
}
_ACCUSED: Final = ("official", "agent_word", "service_staff", "carer", "hospital")


@dataclass(frozen=True)
class Read:
    """Everything that the words of one message say; labels and facts, and none of the words."""

    intent: str
    intents: tuple[Ranked, ...]
    category: str
    categories: tuple[Ranked, ...]  # the three likeliest
    confidence: float  # of the category, 0 to 1
    programme: str | None
    places: tuple[str, ...]
    amounts: tuple[Amount, ...]
    duration: Duration | None
    since: Since | None  # only when the reader said what day it is
    reference: str | None
    digit: int | None
    command: Command | None
    sensitive: bool
    finding: Finding | None
    language: Language
    script: Script
    suggestions: tuple[str, ...]
    unclear: bool


@dataclass(frozen=True)
class _Label:
    intent: str
    category: str
    confidence: float = 1.0
    sure: bool = True


def read(text: str, *, now: datetime | None = None) -> Read:
    """Say what a message is; never raises. `now` turns "two months" into a date."""
    opinion, understood = opinion_of(text), understand(text)
    finding = disclosed(text)
    label = _label(text, opinion, finding)
    categories = _first(label.category, opinion.categories)
    return Read(
        intent=label.intent,
        intents=_first(label.intent, opinion.intents),
        category=label.category,
        categories=categories[:RANKED],
        confidence=label.confidence,
        programme=understood.programme,
        places=understood.places,
        amounts=amounts_in(text),
        duration=duration_in(text),
        since=since_in(text, now=now) if now else None,
        reference=find_reference(text),
        digit=digit(text),
        command=command(text),
        sensitive=_sensitive(text, label.category, finding),
        finding=finding,
        language=understood.language,
        script=script_of(text),
        suggestions=() if label.sure else suggestions(opinion.categories),
        unclear=label.intent == "unclear" or not label.sure,
    )


@lru_cache(maxsize=64)
def disclosed(text: str) -> Finding | None:
    """Return what focal points alone may see: found by the screen, or very likely."""
    found = screen(text)
    if not is_readable(text) or (found is None and _speaks_to_us(text)):
        return found
    opinion = opinion_of(text)
    if found is not None:
        far_fetched = is_safety(found.category) and opinion.share_of("safety") < FAR_FETCHED
        return None if far_fetched else found
    if opinion.share_of("safety") >= DISCLOSED:
        return _finding(opinion.within["safety"])
    secret = next((one for one in opinion.categories if is_secret(one.label)), None)
    if secret is not None and secret.confidence >= SURE:
        return _finding(secret.label)
    return None


def _speaks_to_us(text: str) -> bool:
    """Whether the words are to the conversation itself: a command, or a wish to take back."""
    return command(text) is not None or bool(lexicon().read(text).spans("take_back"))


def _finding(category: str) -> Finding:
    return Finding(
        category=category,
        cue="the classifier",
        sensitive=category not in OPEN,
        urgent=category in URGENT,
        rest="",
    )


def _label(text: str, opinion: Opinion, finding: Finding | None) -> _Label:
    """Decide in the order of the contract: safety, commands, reference, classifier."""
    if finding is not None and is_safety(finding.category):
        return _Label("safety", finding.category)
    exact = _exact(text)
    if exact is not None:
        return _Label(exact, CATEGORY_OF[exact])
    if finding is not None:
        return _Label("complaint", finding.category)
    intent, category = opinion.intents[0].label, opinion.category
    if find_reference(text) and intent not in ("check_status", "complaint"):
        return _Label("provide_reference", CATEGORY_OF["provide_reference"])
    return _Label(intent, category.label, category.confidence, is_sure(opinion))


def _exact(text: str) -> str | None:
    """Return the intent of what needs no understanding: a digit, a command, or nothing to read."""
    if digit(text) is not None:
        return "menu_choice"
    if yes_or_no(text) is not None or not is_readable(text) or looks_legacy(text):
        return "unclear"
    said = command(text)
    return _INTENT_OF[said.name] if said is not None else None


def _first(label: str, ranked: tuple[Ranked, ...]) -> tuple[Ranked, ...]:
    """Put what was decided in front of what the classifier ranks; it is at least as likely."""
    most = ranked[0].confidence
    own = next((one.confidence for one in ranked if one.label == label), 0.0)
    return (Ranked(label, max(own, most)), *(one for one in ranked if one.label != label))


def _sensitive(text: str, category: str, finding: Finding | None) -> bool:
    if (finding is not None and finding.sensitive) or is_secret(category):
        return True
    reading = lexicon().read(text)
    return category in CONDITIONAL and any(reading.spans(group) for group in _ACCUSED)


def script_of(text: str) -> Script:
    """Say which letters a text is written in."""
    if not is_readable(text):
        return "none"
    if looks_legacy(text):
        return "legacy"
    latin = any("a" <= char <= "z" for char in text.lower())
    if has_khmer(text):
        return "Mixed" if latin else "Khmr"
    return "Latn" if latin else "none"

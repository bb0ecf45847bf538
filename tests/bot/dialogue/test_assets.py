"""Assets that the two engines would not have alike are refused, with the file and the line."""

from pathlib import Path

import pytest

from bot.dialogue.assets.folder import load
from bot.dialogue.embedded import engine_of
from bot.dialogue.errors import AssetRefused
from bot.dialogue.executors import InProcess
from tests.bot.dialogue.conftest import DOMAIN, RULES, Write
from tests.conformance.conversation import TOY

RULE = 'version: "3.1"\nrules:\n  - rule: R\n    steps:\n'
GREET = "      - intent: greet\n"


def refused(folder: Path) -> AssetRefused:
    with pytest.raises(AssetRefused) as caught:
        engine_of(folder, InProcess())
    return caught.value


def test_assets_that_both_engines_have_alike_are_taken(write: Write) -> None:
    assets = load(write())
    assert assets.domain.intents == {"greet"}
    assert [rule.name for rule in assets.rules] == ["Greeting"]


DOMAINS = {
    "a slot of a type of its own": ("    type: text", "    type: my.Slot", 8, "my.Slot"),
    "a slot without mappings": (
        "    mappings:\n      - type: from_entity\n        entity: size\n",
        "",
        7,
        "needs mappings",
    ),
    "an entity's role": (
        "        entity: size",
        "        entity: size\n        role: from",
        12,
        "role",
    ),
    "a mapping from nowhere": (
        "      - type: from_entity",
        "      - type: from_moon",
        10,
        "from_moon",
    ),
    "an entity that is not there": ("        entity: size", "        entity: sise", 10, "'sise'"),
    "a form over an unknown slot": (
        "      - size\nresponses",
        "      - sise\nresponses",
        15,
        "'sise'",
    ),
    "an entity with roles": ("  - size\nslots", "  - size:\n      roles: [a]\nslots", 6, "roles"),
    "an intent with a slash": ("  - greet", "  - faq/greet", 3, "faq/greet"),
    "a response with a condition": (
        "    - text: Hello.",
        "    - text: Hello.\n      condition:\n      - {type: slot, name: size, value: a}",
        18,
        "depends on slots",
    ),
    "a response with an image": ("    - text: Hello.", "    - image: a.png", 18, "'image'"),
    "a response in double braces": ("text: Hello.", "text: 'Hello {{size}}.'", 18, "braces"),
    "a response to a retrieval intent": ("  utter_greet:", "  utter_faq/greet:", 17, "retrieval"),
    "end-to-end actions": ("actions:", "e2e_actions: [Hi]\nactions:", 19, "end-to-end"),
    "a key of nobody's": ("actions:", "acts: []\nactions:", 19, "'acts'"),
    "a name twice": ("actions:", "slots: {}\nactions:", 19, "twice"),
    "an utterance without a response": ("  - action_act", "  - utter_what", 20, "utter_what"),
    "a slot of the engine's own": ("  size:\n", "  requested_slot:\n", 7, "engine's own"),
    "another version": ('version: "3.1"', 'version: "2.0"', 1, "3.1"),
}


@pytest.mark.parametrize(("old", "new", "line", "why"), DOMAINS.values(), ids=DOMAINS)
def test_a_domain_is_refused(old: str, new: str, line: int, why: str, write: Write) -> None:
    assert old in DOMAIN
    error = refused(write(domain=DOMAIN.replace(old, new, 1)))
    assert why in error.why
    assert error.place.file == "assets/domain.yml"
    assert error.place.line == line


STEPS = {
    "a checkpoint": ("      - checkpoint: here\n", 5, "checkpoint"),
    "an or": ("      - or:\n        - intent: greet\n", 5, "'or'"),
    "words of the person": ("      - user: Hello\n        intent: greet\n", 5, "own words"),
    "entities": ("      - intent: greet\n        entities: [size]\n", 5, "entities"),
    "words of the bot": (GREET + "      - bot: Hello\n", 6, "bot's own words"),
    "an unknown intent": ("      - intent: great\n", 5, "'great'"),
    "an unknown action": (GREET + "      - action: action_what\n", 6, "action_what"),
    "an unknown form": (GREET + "      - active_loop: b_form\n", 6, "b_form"),
    "an unknown slot": (GREET + "      - slot_was_set:\n        - sise: a\n", 7, "sise"),
    "two messages": (GREET + "      - action: utter_greet\n" + GREET, 4, "more than one message"),
    "an action that is ours": (GREET + "      - action: action_listen\n", 6, "not written"),
    "two-stage fallback": (GREET + "      - action: action_two_stage_fallback\n", 6, "two_stage"),
}


@pytest.mark.parametrize(("steps", "line", "why"), STEPS.values(), ids=STEPS)
def test_a_rule_is_refused(steps: str, line: int, why: str, write: Write) -> None:
    error = refused(write(rules=RULE + steps))
    assert why in error.why
    assert (error.place.file, error.place.line) == ("assets/rules.yml", line)


def test_stories_are_refused(write: Write) -> None:
    stories = 'version: "3.1"\nstories:\n  - story: S\n    steps:\n      - intent: greet\n'
    error = refused(write(stories=stories))
    assert (str(error.place), "stories" in error.why) == ("assets/stories.yml:2", True)


def test_rules_that_contradict_each_other_are_refused(write: Write) -> None:
    other = RULES + "  - rule: Otherwise\n    steps:\n" + GREET + "      - action: action_act\n"
    error = refused(write(rules=other))
    assert "contradicts" in error.why
    assert error.place.file == "assets/rules.yml"


def test_a_rule_that_leaves_out_what_another_says_is_refused(write: Write) -> None:
    rules = (
        RULES.replace("utter_greet", "action_act") + "      - slot_was_set:\n        - size: a\n"
        "  - rule: Silent\n    condition:\n      - active_loop: a_form\n    steps:\n"
        + GREET
        + "      - action: action_act\n"
    )
    error = refused(write(rules=rules))
    assert "does not set ['size']" in error.why
    assert error.place.line == 9


def test_two_rules_of_which_chance_would_choose_are_refused(write: Write) -> None:
    more = "  sizf:\n    type: text\n    mappings: []\nforms:"
    rules = 'version: "3.1"\nrules:\n'
    for slot, action in (("size", "utter_greet"), ("sizf", "action_act")):
        rules += f"  - rule: {slot}\n    condition:\n      - slot_was_set:\n          - {slot}\n"
        rules += f"    steps:\n{GREET}      - action: {action}\n"
    error = refused(write(domain=DOMAIN.replace("forms:", more), rules=rules))
    assert "may both follow" in error.why


def test_two_rules_of_one_name_are_refused(write: Write) -> None:
    again = RULES + RULES.partition("rules:\n")[2]
    assert "stands at assets/rules.yml:3 already" in refused(write(rules=again)).why


CONFIGURATIONS = {
    "another policy": ("policies:\n  - name: RulePolicy\n  - name: TEDPolicy\n", 3, "TEDPolicy"),
    "no policy of rules": ("policies: []\n", 1, "one policy"),
    "another setting": (
        "policies:\n  - name: RulePolicy\n    enable_fallback_prediction: false\n",
        3,
        "enable_fallback_prediction",
    ),
    "a classifier that finds entities": ("pipeline:\n  - name: DIETClassifier\n", 2, "DIET"),
    "answers that are retrieved": (
        "pipeline:\n  - name: ResponseSelector\n",
        2,
        "ResponseSelector",
    ),
    "another recipe": ("recipe: graph.v1\n", 1, "default.v1"),
}


@pytest.mark.parametrize(("text", "line", "why"), CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_a_configuration_is_refused(text: str, line: int, why: str, write: Write) -> None:
    error = refused(write(config=text))
    assert why in error.why
    assert (error.place.file, error.place.line) == ("assets/config.yml", line)


def test_synonyms_and_lookups_among_the_examples_are_refused(write: Write) -> None:
    examples = 'version: "3.1"\nnlu:\n  - intent: greet\n    examples: |\n      - hi\n'
    write(nlu=examples)
    assert load(write()).domain
    error = refused(write(nlu=examples + "  - synonym: hi\n    examples: |\n      - hey\n"))
    assert (str(error.place), "synonym" in error.why) == ("assets/nlu.yml:6", True)


def test_a_file_that_is_no_yaml_is_refused_with_its_line(write: Write) -> None:
    error = refused(write(rules='version: "3.1"\nrules:\n  - rule: [\n'))
    assert error.place.file == "assets/rules.yml"
    assert error.place.line >= 3


def test_a_folder_without_a_domain_is_refused(tmp_path: Path) -> None:
    assert "no domain" in refused(tmp_path).why


def test_a_domain_may_stand_in_several_files(write: Write) -> None:
    more = "intents:\n  - bye\nresponses:\n  utter_bye:\n    - text: Bye.\n"
    assert load(write(more=more)).domain.intents == {"greet", "bye"}
    twice = "responses:\n  utter_greet:\n    - text: Hi.\n"
    assert "already" in refused(write(more=twice)).why


def test_the_toy_domain_is_taken() -> None:
    assert engine_of(TOY.folder, InProcess(TOY.actions)).policy.lookup.rules

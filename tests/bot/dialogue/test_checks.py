"""`manage.py check` finds assets that no engine should have, and settings that cannot work."""

from pathlib import Path

import pytest
from pytest_django import Settings

from bot.dialogue.checks import asset_problems, settings_problems, the_dialogue_is_right
from tests.bot.dialogue.conftest import DOMAIN, RULES, Write
from tests.conformance.conversation import TOY


def ids(found: object) -> list[str]:
    return [problem.id for problem in found]  # type: ignore[attr-defined]


def test_what_ships_is_right() -> None:
    assert the_dialogue_is_right() == []


def test_assets_that_do_not_load_are_told_with_file_and_line(write: Write) -> None:
    rules = RULES.replace("utter_greet", "utter_great")
    (problem,) = asset_problems(write(rules=rules), TOY.actions)
    assert problem.id == "samleng.E024"
    assert "assets/rules.yml:6" in problem.msg


def test_an_action_that_nobody_wrote_is_told(write: Write) -> None:
    (problem,) = asset_problems(write(), TOY.actions)
    assert (problem.id, "action_act" in problem.msg) == ("samleng.E025", True)
    assert list(asset_problems(TOY.folder, TOY.actions)) == []


def test_responses_by_channel_are_not_for_rasa(write: Write, settings: Settings) -> None:
    by_channel = DOMAIN.replace("action_act", "action_hold").replace(
        "Hello.", "Hello.\n    - text: Hi.\n      channel: sms"
    )
    folder = write(domain=by_channel)
    assert ids(asset_problems(folder, TOY.actions)) == []
    settings.DIALOGUE_ENGINE = "rasa"
    assert ids(asset_problems(folder, TOY.actions)) == ["samleng.E026"]


def test_no_assets_are_no_problem(tmp_path: Path) -> None:
    assert list(asset_problems(tmp_path, TOY.actions)) == []


@pytest.mark.parametrize(
    ("engine", "rasa", "actions", "problems"),
    [
        ("embedded", "", "", []),
        ("rasa", "http://127.0.0.1:5005", "", []),
        ("rasa", "https://rasa.example", "", []),
        ("rasa", "", "", ["samleng.E022"]),
        ("raza", "", "", ["samleng.E021"]),
        ("rasa", "http://rasa.example", "", ["samleng.E023"]),
        ("embedded", "", "http://actions.example:5055", ["samleng.E023"]),
    ],
)
def test_settings_are_judged(
    engine: str, rasa: str, actions: str, problems: list[str], settings: Settings
) -> None:
    settings.DIALOGUE_ENGINE, settings.RASA_URL = engine, rasa
    settings.ACTION_SERVER_URL = actions
    assert ids(settings_problems()) == problems

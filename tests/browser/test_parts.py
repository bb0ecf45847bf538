"""The part count in the browser is the server's: an officer is not told a wrong price."""

from collections.abc import Callable

import pytest

from cases.models import Case
from channels_app import segments
from tests.browser.conftest import Screen
from workflows.models import Officer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXTS = [
    "a",
    "a" * 160,
    "a" * 161,
    "a" * 306,
    "a" * 307,
    "€" * 80,
    "€" * 81,
    "a" * 152 + "€" + "a" * 20,
    "[x] {y} ^ ~ |",
    "ក" * 70,
    "ក" * 71,
    "ក" * 134,
    "ក" * 135,
    "ខ្ញុំមិនទាន់បានទទួលប្រាក់ឧបត្ថម្ភពីរខែហើយ។ " * 5,
    "It’s “here” – now…",
    "\u200bសូម\u200bអរគុណ\u200b",
    "🙏" * 35,
    "🙏" * 36,
    "x" * 66 + "ក" * 1 + "🙏" * 40,
    "line one\nline two",
]


def test_the_browser_counts_as_the_server_does(
    accepted: Case, officer: Officer, open_screen: Callable[..., Screen]
) -> None:
    page = open_screen(officer).page
    page.goto(f"/cases/{accepted.reference}/reply/")
    source = page.locator("script[src*='parts.js']").get_attribute("src")
    counted = page.evaluate(
        """async ([source, texts]) => {
             const { count, plain } = await import(source);
             return texts.map((text) => count(plain(text)));
           }""",
        [source, TEXTS],
    )
    expected = [segments.count(segments.plain(text)) for text in TEXTS]
    assert [(one["encoding"], one["parts"], one["units"]) for one in counted] == [
        (one.encoding, one.parts, one.units) for one in expected
    ]


def test_the_count_follows_what_is_typed(
    accepted: Case, officer: Officer, open_screen: Callable[..., Screen]
) -> None:
    page = open_screen(officer).page
    page.goto(f"/cases/{accepted.reference}/reply/")
    field, line = page.locator("#id_body"), page.locator("#parts")
    assert line.is_hidden()
    field.fill("ក" * 71)
    assert line.get_attribute("data-count") == "2"
    field.fill("Thank you")
    assert line.get_attribute("data-count") == "1"

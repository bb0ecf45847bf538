"""Every page of the desk: nothing wider than a phone, nothing that shuts somebody out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import ViewportSize

from cases.models import Case
from cases.services.referring import refer
from cases.services.resolving import resolve
from tests.browser.conftest import DESK, PHONE, Screen
from tests.cases.conftest import press
from tests.cases.services.test_lifecycle import upheld
from workflows.models import Office, Officer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Screen]
OPEN_ALL = "for (const part of document.querySelectorAll('details:not(.menu)')) part.open = true"
SMALL = """
() => [...document.querySelectorAll("main :is(button, summary, select), .btn, nav a")]
    .filter((part) => part.offsetParent && part.getBoundingClientRect().height < 44)
    .map((part) => part.outerHTML.slice(0, 80))
"""
STEPS = (
    "reply",
    "ask",
    "assign",
    "resolve",
    "refer",
    "classify",
    "call",
    "note",
    "merge",
    "reject",
    "withdraw",
    "mark_sensitive",
)
BEFORE = ("/accounts/login/", "/accounts/password/reset/", "/accounts/signup/")
AFTER = (
    "/",
    "/?view=ended",
    "/find/",
    "/find/?q=nobody",
    "/cases/new/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/logout/",
    "/nowhere/",
    "/monitor/",
)


@pytest.fixture
def full_desk(missed_payment: Callable[..., Case], accepted: Case, officer: Officer) -> list[Case]:
    """A case in each of the states that look different."""
    from cases.services.assigning import accept

    waiting, resolved, offered = (missed_payment() for _ in range(3))
    for case in (resolved, offered):
        accept(case, by=officer, **press(case))
    resolve(resolved, decision=upheld(), by=officer, **press(resolved))
    intake = Office.objects.get(is_intake=True)
    refer(offered, to=intake, reason="ត្រូវការថ្នាក់ជាតិ", by=officer, **press(offered))
    return [accepted, waiting, resolved, offered]


def urls(cases: list[Case]) -> list[str]:
    first = cases[0].reference
    steps = [f"/cases/{first}/{step}/" for step in STEPS]
    return [*AFTER, *(f"/cases/{case.reference}/" for case in cases), *steps]


@pytest.mark.parametrize("language", ["km", "en"])
def test_no_page_is_wider_than_a_phone(
    language: str, full_desk: list[Case], supervisor: Officer, open_screen: Open
) -> None:
    visitor = open_screen(language=language, size=PHONE)
    wide = {}
    for url in BEFORE:
        visitor.page.goto(url)
        wide[url] = visitor.overflow()
    screen = open_screen(supervisor, language=language, size=PHONE)
    for url in urls(full_desk):
        screen.page.goto(url)
        screen.page.evaluate(OPEN_ALL)
        wide[url] = screen.overflow()
    assert not {url: px for url, px in wide.items() if px > 0}


@pytest.mark.parametrize(("language", "size"), [("km", PHONE), ("en", DESK)])
def test_no_page_shuts_anybody_out(
    language: str,
    size: ViewportSize,
    full_desk: list[Case],
    supervisor: Officer,
    open_screen: Open,
) -> None:
    visitor = open_screen(language=language, size=size)
    found = {}
    for url in BEFORE:
        visitor.page.goto(url)
        found[url] = visitor.barriers()
    screen = open_screen(supervisor, language=language, size=size)
    for url in urls(full_desk):
        screen.page.goto(url)
        found[url] = screen.barriers()
    assert not {url: barriers for url, barriers in found.items() if barriers}


def test_fingers_hit_what_they_aim_at_on_a_phone(
    full_desk: list[Case], supervisor: Officer, open_screen: Open
) -> None:
    screen = open_screen(supervisor, language="km", size=PHONE)
    small = {}
    for url in ("/", "/cases/new/", f"/cases/{full_desk[0].reference}/"):
        screen.page.goto(url)
        small[url] = screen.page.evaluate(SMALL)
    assert not {url: parts for url, parts in small.items() if parts}

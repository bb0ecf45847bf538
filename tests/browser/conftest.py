"""A real browser on the running site, watched: whatever it complains of fails the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from channels_app.models import Channel
from config.env import ROOT
from tests.cases.conftest import accepted, case, missed_payment  # noqa: F401 - as fixtures
from tests.roles import PASSWORD
from workflows.models import Officer

CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 760}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
HIDE_NOTHING = "Install it with: apt-get install chromium fonts-khmeros-core"


def chromium() -> str:
    """Where the browser is; its absence fails, so that nothing is skipped unseen."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail(f"No chromium was found. {HIDE_NOTHING}")
    return found


# Not for the session: while Playwright runs, its event loop is this thread's running loop, and the
# tests of other modules that come after it could not run one of their own.
@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Run Playwright for one module's tests."""
    # Because of that loop Django would refuse the ORM.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as running:
        yield running
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Start one browser for a module's tests."""
    running = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM)
    yield running
    running.close()


class Screen:
    """One officer's window, with what the browser complained of."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        """Listen from the first request on."""
        self.context, self.page, self.complaints = context, page, list[str]()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: Any) -> None:
        # A form that is refused, or a page that is not there, is an answer, not a fault.
        is_status = "the server responded with a status of 4" in message.text
        if message.type in {"error", "warning"} and not is_status:
            self.complaints.append(message.text)

    def forgive(self) -> None:
        """Take a lost connection for what it is: the browser writes of each one."""
        lost = ("ERR_", "WebSocket", "status of 502")
        self.complaints = [text for text in self.complaints if not any(w in text for w in lost)]

    def overflow(self) -> int:
        """How many pixels the page is wider than the window."""
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(wide))

    def barriers(self) -> list[str]:
        """What axe-core calls serious or critical on this page."""
        # Injected past the policy, as a tool of the test; the page itself may load nothing else.
        self.page.evaluate(Path(AXE).read_text("utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]}"
            for one in found["violations"]
            if one["impact"] in {"serious", "critical"}
        ]


@pytest.fixture
def open_screen(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Screen]]:
    """Open a window: open_screen(officer, language="km", size=PHONE); no complaint may be left."""
    screens: list[Screen] = []

    def open_one(
        who: Officer | None = None, *, language: str = "en", size: ViewportSize = DESK
    ) -> Screen:
        context = browser.new_context(base_url=live_server.url, viewport=size, locale=language)
        context.set_default_timeout(10_000)
        screen = Screen(context, context.new_page())
        screens.append(screen)
        if who is not None:
            Officer.objects.filter(pk=who.pk).update(language=language)
            sign_in(screen.page, who)
        return screen

    yield open_one
    complaints = [text for screen in screens for text in screen.complaints]
    for screen in screens:
        screen.context.close()
    assert not complaints


@pytest.fixture
def open_chat(browser: Browser, chat: Channel, port: int) -> Iterator[Callable[..., Screen]]:
    """Open a person's window on the chat; no complaint of the browser may be left."""
    screens: list[Screen] = []

    def open_one(
        *, language: str = "km", size: ViewportSize = PHONE, script: str = "", path: str = ""
    ) -> Screen:
        context = browser.new_context(viewport=size, locale="km")
        context.set_default_timeout(10_000)
        if script:
            context.add_init_script(script)
        screen = Screen(context, context.new_page())
        screens.append(screen)
        words = "?lang=en" if language == "en" else ""
        screen.page.goto(f"http://127.0.0.1:{port}{path or f'/chat/{chat.uuid}/'}{words}")
        return screen

    yield open_one
    complaints = [text for screen in screens for text in screen.complaints]
    for screen in screens:
        screen.context.close()
    assert not complaints


def sign_in(page: Page, who: Officer) -> None:
    """Sign in by the form, as people do."""
    page.goto("/accounts/login/")
    page.fill("#id_login", who.username)
    page.fill("#id_password", PASSWORD)
    page.locator(".gate .btn-primary").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)

"""Takes a picture of every page, in both languages, on a desk and on a phone, to be looked at.

Start `make demo`, then `make screenshots`. Each round registers one walk-in.
"""

import argparse
import json
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from config.env import trial_folder

WIDTHS = {"desk": (1280, 900), "phone": (360, 760)}
CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"]
BEFORE_SIGN_IN = {"sign-in": "/accounts/login/", "forgotten": "/accounts/password/reset/"}
PAGES = {
    "queue": "/",
    "queue-empty": "/?view=waiting&page=1",
    "find": "/find/",
    "find-nothing": "/find/?q=ABCDEF",
    "new": "/cases/new/",
    "password": "/accounts/password/change/",
    "second-step": "/accounts/2fa/",
    "not-found": "/nowhere/",
    "figures": "/monitor/",
    "simulator": "/simulator/",
}
STEPS = ["resolve", "ask", "refer", "classify", "call", "mark_sensitive", "merge"]


def main() -> None:
    """Sign in as an officer and go through the pages."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folder", type=Path)
    words.add_argument("--base", default="http://127.0.0.1:8000")
    words.add_argument("--officer", default="supervisor")
    words.add_argument("--password", help="of the officer; unless given, that of the trial")
    chosen = words.parse_args()
    kept = trial_folder() / "demo-password.json"
    chosen.password = chosen.password or json.loads(kept.read_text(encoding="utf-8"))
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM
        )
        for language in ("km", "en"):
            for device in WIDTHS:
                _tour(browser, chosen, language=language, device=device)
        browser.close()


def _tour(browser: Browser, chosen: argparse.Namespace, *, language: str, device: str) -> None:
    width, height = WIDTHS[device]
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=chosen.base, locale=language
    )
    page = context.new_page()

    def shoot(name: str, url: str = "") -> None:
        if url:
            page.goto(url)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            print(f"{name} {language} {device}: {wide} px wide")
        page.screenshot(path=chosen.folder / f"{name}-{language}-{device}.png", full_page=True)

    for name, url in BEFORE_SIGN_IN.items():
        shoot(name, url)
    _sign_in(page, chosen)
    _speak(page, language)
    for name, url in PAGES.items():
        shoot(name, url)
    page.goto("/")
    cases = _cases(page)
    for number, link in enumerate(cases[:4]):
        shoot(f"case-{number}", link)
    for step in STEPS:
        shoot(f"step-{step}", f"{cases[0]}{step}/")
    page.goto("/cases/new/")
    page.fill("#id_narrative", "សួរថ្ងៃបើកប្រាក់")
    page.locator(".filing-end button").click()
    shoot("filed")
    context.close()


def _sign_in(page: Page, chosen: argparse.Namespace) -> None:
    page.goto("/accounts/login/")
    page.fill("#id_login", chosen.officer)
    page.fill("#id_password", chosen.password)
    page.locator("form .btn-primary").click()
    page.wait_for_url("/")


def _speak(page: Page, language: str) -> None:
    button = page.locator(f"button[name=language][value={language}]")
    if button.count():
        button.click()


def _cases(page: Page) -> list[str]:
    return [str(row.get_attribute("href")) for row in page.locator(".row-case").all()]


if __name__ == "__main__":
    main()

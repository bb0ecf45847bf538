"""An officer hears a voice note and sees a picture, on a desk and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import ViewportSize, expect

from cases.models import Case
from tests.browser.conftest import DESK, PHONE, Screen
from tests.cases.evidence import sent_along
from tests.channels_app import samples
from workflows.models import Officer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Screen]
# Events are awaited in the page: its policy lets no text become a program.
PLAYED = """new Promise((done, failed) => {
  const sound = document.querySelector('audio');
  sound.addEventListener('timeupdate', () => sound.currentTime > 0 && done(sound.currentTime));
  sound.addEventListener('error', () => failed(sound.error.message));
  sound.play();
})"""
SOUGHT = """new Promise((done) => {
  const sound = document.querySelector('audio');
  sound.addEventListener('seeked', () => done(sound.currentTime));
  sound.pause();
  sound.currentTime = 2.5;
})"""


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["en", "km"])
def test_a_voice_note_plays_and_a_picture_is_seen(
    case: Case, officer: Officer, open_screen: Open, language: str, size: ViewportSize
) -> None:
    sent_along(case, samples.silence(), kind="voice", words="")
    sent_along(case, samples.png(640, 360), kind="photo", words="ប័ណ្ណរបស់ខ្ញុំ")
    sent_along(case, samples.PDF, kind="file", words="")
    sent_along(case, None, kind="video", words="")
    screen = open_screen(officer, language=language, size=size)
    page = screen.page
    page.goto(f"/cases/{case.reference}/")
    assert page.evaluate(PLAYED) > 0
    assert page.evaluate(SOUGHT) == pytest.approx(2.5, abs=0.3)
    picture = page.locator("img.evidence-picture")
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") == 640
    expect(page.locator(".evidence")).to_have_count(4)
    with page.expect_download() as saved:
        page.locator(".evidence a[href*=download]").last.click()
    assert saved.value.suggested_filename.endswith(".pdf")
    assert screen.overflow() == 0
    assert not screen.barriers()

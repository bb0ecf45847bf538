"""The whole way in a real browser: a chat in Khmer, an answer, and "not solved" reopens it."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from channels_app.models import Channel
from tests.browser.conftest import Screen
from tests.chat.server import Serve
from tests.config.test_processes import until
from tests.roles import PASSWORD
from tests.stories.site import Browser
from workflows.models import Area, Officer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANSWER = "ប្រាក់នឹងចូលគណនីរបស់អ្នក។"
DECISION = {
    "outcome": "upheld",
    "explanation": ANSWER,
    "remedy_kind": "payment",
    "remedy_what": "បើកប្រាក់ដែលនៅខ្វះ",
    "remedy_by_whom": "សាលាឃុំ",
    "remedy_due_on": "2099-01-31",
}
PATIENCE_MS = 30_000


def say(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.click("#send")


def answered(page: Page, words: str) -> None:
    expect(page.locator(".bubble:not(.mine)", has_text=words).last).to_be_visible(
        timeout=PATIENCE_MS
    )


def test_a_chat_about_a_missed_payment_is_answered_and_not_solved_reopens_it(
    serve: Serve,
    open_chat: Callable[..., Screen],
    port: int,
    chat: Channel,
    officer: Officer,
    commune: Area,
) -> None:
    serve(trial=True)
    page = open_chat().page

    # A matter, in Khmer: the case is there with its reference, and one thing is asked.
    say(page, "លុយកញ្ចប់គ្រួសារខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    until(Case.objects.exists)
    case = Case.objects.get()
    assert case.origin == "webchat"
    answered(page, str(case))
    answered(page, "តើអ្នកនៅឃុំ/សង្កាត់ណា")
    say(page, f"ឃុំ{commune.name_km}")
    answered(page, "តើអ្នកឈ្មោះអ្វី")
    # What may be pressed is a button here, and a numbered line on a phone.
    page.get_by_role("button", name="មិនប្រាប់").click()
    answered(page, "យើងបានបន្ថែមសារនេះ")
    case.refresh_from_db()
    assert (case.area, case.is_anonymous) == (commune, True)

    # The officer of that commune takes it and decides.
    client = httpx.Client(
        base_url=f"http://127.0.0.1:{port}", follow_redirects=True, trust_env=False
    )
    with client:
        desk = Browser(client)
        desk.fill("/accounts/login/", {"login": officer.username, "password": PASSWORD})
        desk.fill(f"/cases/{case.reference}/accept/", {})
        desk.fill(f"/cases/{case.reference}/resolve/", DECISION)
    answered(page, ANSWER)

    # The person is not content: the case goes back to work, and says until when.
    say(page, "មិនទាន់រួចទេ លុយនៅតែមិនចូល")
    until(lambda: Case.objects.filter(pk=case.pk, state="assigned", reopened_count=1).exists())
    answered(page, "ឡើងវិញ")
    assert Case.objects.count() == 1

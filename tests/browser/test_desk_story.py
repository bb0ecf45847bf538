"""An officer's day in a real browser: from the sign-in to a case that is closed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from cases.models import Case
from cases.reference import display
from tests.browser.conftest import PHONE, Screen
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Officer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Screen]


def state_of(case: Case) -> str:
    return str(Case.objects.get(pk=case.pk).state)


def test_an_officer_takes_answers_resolves_and_closes_a_case(
    case: Case, officer: Officer, open_screen: Open
) -> None:
    page = open_screen(officer).page
    page.get_by_role("link", name=display(case.reference)).click()
    page.get_by_role("button", name="Take this case").click()
    expect(page.get_by_role("status")).to_contain_text("The case is yours.")
    assert state_of(case) == CaseState.IN_PROGRESS

    page.get_by_label("Your words to the person").fill("យើងកំពុងពិនិត្យ។")
    expect(page.locator("#parts")).to_contain_text("1 SMS part")
    page.get_by_role("button", name="Reply").click()
    expect(page.locator(".bubble-out").last).to_contain_text("យើងកំពុងពិនិត្យ។")

    due, today = (now() + timedelta(days=5)).date(), now().date()
    expect(page.get_by_label("By whom")).to_be_hidden()
    page.get_by_label("upheld", exact=True).check()
    page.get_by_label("Explanation to the person").fill("អ្នកនឹងទទួលប្រាក់។")
    page.get_by_label("What the person gets").select_option("payment")
    page.get_by_label("What will be done").fill("Two months are paid out")
    page.get_by_label("By whom").fill("The payment provider")
    page.get_by_label("Due on").fill(due.isoformat())
    page.get_by_role("button", name="Resolve").click()
    assert state_of(case) == CaseState.RESOLVED

    page.get_by_label("Done on").fill(today.isoformat())
    page.get_by_label("Proof").fill("Receipt 7")
    page.get_by_role("button", name="Remedy delivered").click()
    page.get_by_label("It is solved").check()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("status")).to_contain_text("The case is closed.")
    assert state_of(case) == CaseState.CLOSED


def test_a_walk_in_is_answered_on_the_spot_on_a_phone(
    desk_officer: Officer, open_screen: Open
) -> None:
    screen = open_screen(desk_officer, language="km", size=PHONE)
    page = screen.page
    page.locator(".nav-main a[href='/cases/new/']").click()
    page.fill("#id_narrative", "សួរថ្ងៃបើកប្រាក់")
    expect(page.locator("#id_explanation")).to_be_hidden()
    page.check("#id_is_answered")
    page.fill("#id_explanation", "ថ្ងៃសុក្រ នៅសាលាឃុំ។")
    page.locator(".filing-end button").click()
    case = Case.objects.get()
    expect(page.locator(".receipt-number")).to_have_text(display(case.reference))
    assert case.state == CaseState.RESOLVED


def test_the_place_lists_follow_one_another(desk_officer: Officer, open_screen: Open) -> None:
    page = open_screen(desk_officer).page
    page.goto("/cases/new/")
    before = page.locator("#id_village option").count()
    assert before > 1
    page.select_option("#id_province", label="Phnom Penh")
    expect(page.locator("#id_village")).to_be_disabled()
    expect(page.locator("#id_district option")).not_to_have_count(1)
    page.select_option("#id_district", index=1)
    expect(page.locator("#id_commune")).to_be_enabled()
    expect(page.locator("#id_commune option")).not_to_have_count(1)


def test_an_office_is_suggested_while_its_name_is_typed(
    accepted: Case, officer: Officer, open_screen: Open
) -> None:
    page = open_screen(officer).page
    page.goto(f"/cases/{accepted.reference}/refer/")
    page.locator("#id_to").press_sequentially("NSPC-INT")
    expect(page.locator("#offices option").first).to_have_attribute(
        "value", "NSPC intake desk (NSPC-INTAKE)"
    )


def test_an_officer_works_without_script(
    case: Case, officer: Officer, open_screen: Open, live_server: object
) -> None:
    signed_in = open_screen(officer)
    browser = signed_in.context.browser
    assert browser is not None
    context = browser.new_context(
        base_url=live_server.url,  # type: ignore[attr-defined]
        java_script_enabled=False,
        storage_state=signed_in.context.storage_state(),
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name=display(case.reference)).click()
    page.get_by_role("button", name="Take this case").click()
    page.locator("details.others summary").click()
    page.get_by_role("link", name="Add a note").click()
    page.locator("#id_text").fill("Called the bank")
    page.get_by_role("button", name="Add a note").click()
    expect(page.get_by_text("Called the bank")).to_be_visible()
    context.close()

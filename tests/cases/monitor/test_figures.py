"""The figures of the worked file in conftest.py, one question at a time."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client

from cases.models import Case
from cases.queries import monitoring
from cases.queries.monitoring import Figures, Filters
from cases.services import assigning, closing, resolving
from tests.cases.monitor.conftest import AS_OF, MONDAY, NO, later
from tests.travel import Travel
from workflows.models import Agency, Category, Officer

HOUR = 3_600


@pytest.fixture
def total(worked_file: dict[str, Case]) -> Figures:
    figures = monitoring.read(Filters()).total
    assert figures is not None
    return figures


def test_the_agencys_median_is_a_case_that_exists_in_working_hours_without_pauses(
    total: Figures,
) -> None:
    # 8, 10, 11.5 and 124 hours: the middle one is the second, nine in ten is the last.
    assert total.agency_median_s == 10 * HOUR
    assert total.agency_p90_s == 124 * HOUR


def test_the_person_waits_in_calendar_time_through_pauses_and_reopenings(total: Figures) -> None:
    # 28, 56.5, 100 and 532 hours.
    assert total.person_median_s == 56.5 * HOUR
    assert total.person_p90_s == 532 * HOUR


def test_a_case_left_open_past_its_deadline_counts_against_the_share_on_time(
    total: Figures,
) -> None:
    # Prompt, paused and reopened were on time; late was not; overdue is still open.
    assert (total.agency_on_time, total.agency_judged, total.agency_share) == (3, 5, 60.0)
    # The person's 30 days: only the one still open is past them.
    assert (total.person_on_time, total.person_judged, total.person_share) == (4, 5, 80.0)


def test_leaving_a_case_open_never_makes_the_share_better(
    worked_file: dict[str, Case], open_at: Callable[..., Case], travel: Travel
) -> None:
    before = monitoring.read(Filters()).total
    open_at(MONDAY)
    travel.to(AS_OF)
    after = monitoring.read(Filters()).total
    assert before
    assert after
    assert (after.agency_share or 0) < (before.agency_share or 0)


def test_ending_a_late_case_never_makes_the_share_better(
    worked_file: dict[str, Case],
) -> None:
    before = monitoring.read(Filters()).total
    closing.withdraw(worked_file["overdue"], reason="tired of waiting")
    after = monitoring.read(Filters()).total
    assert before
    assert after
    assert after.agency_share == before.agency_share


def test_open_cases_are_counted_with_their_age(total: Figures) -> None:
    day = 24 * HOUR
    assert (total.open, total.open_median_s, total.open_oldest_s) == (2, 7 * day, 32 * day)
    assert (total.overdue, total.overdue_oldest_s) == (1, 254 * HOUR)
    assert total.person_overdue == 1


def test_a_deadline_that_no_watch_has_looked_at_is_passed_all_the_same(
    open_at: Callable[..., Case], travel: Travel
) -> None:
    open_at(MONDAY)
    travel.to(AS_OF)
    figures = monitoring.read(Filters()).total
    assert figures is not None
    assert (figures.overdue, figures.agency_judged) == (1, 1)


def test_ends_are_counted_apart(total: Figures) -> None:
    # Paused, reopened and late: the person said nothing for 14 days, or has not yet.
    assert (total.confirmed, total.silent, total.unconfirmed) == (1, 2, 1)
    assert (total.withdrawn, total.rejected, total.merged, total.reopened) == (1, 0, 1, 1)


def test_a_merged_case_is_counted_once_and_a_restricted_one_never(total: Figures) -> None:
    assert total.received == 7
    assert monitoring.read(Filters()).restricted is None


def test_a_target_in_calendar_days_is_counted_again_in_working_hours(
    open_at: Callable[..., Case], act: Callable[..., Case], travel: Travel
) -> None:
    # An interview has 30 calendar days; from Friday's opening to Monday 08:30 are 8.5 hours.
    interview = open_at(later(days=4), category=Category.objects.get(code="ENR.REQUEST"))
    act(interview, assigning.accept, later(days=4, hours=1))
    act(interview, resolving.resolve, later(days=7, hours=1), decision=NO)
    figures = monitoring.read(Filters()).total
    assert figures is not None
    assert figures.agency_median_s == 8.5 * HOUR
    assert figures.person_median_s == 73 * HOUR


def test_enquiries_stand_apart_and_only_the_counter_answers_at_first_contact(
    enquiries: None,
) -> None:
    sheet = monitoring.read(Filters())
    assert sheet.total is None
    figures = sheet.enquiry_total
    assert figures is not None
    assert (figures.received, figures.first_contact, figures.open) == (3, 1, 1)
    assert figures.first_contact_share == 33.3


def test_the_cuts_add_up_to_the_whole(worked_file: dict[str, Case], enquiries: None) -> None:
    sheet = monitoring.read(Filters())
    for cuts in (sheet.complaints, sheet.enquiries):
        for cut in ("agency", "programme", "origin", "month"):
            for name in ("received", "open", "resolved", "agency_judged", "silent"):
                parts = sum(getattr(row, name) for row in cuts[cut])
                assert parts == getattr(cuts["all"][0], name), (cut, name)


def test_an_address_chooses_the_cases_and_a_value_of_nobody_is_left_out(
    worked_file: dict[str, Case], client: Client, monitor: Officer
) -> None:
    chosen = Filters.from_query({"programme": "FP", "since": "2026-09", "agency": "NOBODY"})
    assert chosen == Filters(programme="FP", since="2026-09")
    assert monitoring.read(chosen).total is None
    client.force_login(monitor)
    page = client.get("/monitor/?until=2026-07&origin=sms").content.decode()
    assert 'value="2026-07" selected' not in page, "nothing came in July: it is not offered"
    assert 'value="sms" selected' in page
    assert "cut-agency" not in page


def test_the_file_has_the_figures_of_the_page_and_no_formula(
    worked_file: dict[str, Case], client: Client, monitor: Officer
) -> None:
    Agency.objects.filter(code="LOCAL").update(name_en="=HYPERLINK(1)")
    Officer.objects.filter(pk=monitor.pk).update(language="en")
    client.force_login(monitor)
    answer = client.get("/monitor/figures.csv")
    assert answer["Content-Type"].startswith("text/csv")
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    whole = next(row for row in rows if row["cut"] == "all")
    assert whole["as_of"] == AS_OF.isoformat()
    assert whole["agency_median_s"] == str(10 * HOUR)
    assert whole["agency_share"] == "60.0"
    agency = next(row for row in rows if row["cut"] == "agency")
    assert agency["label"] == "'=HYPERLINK(1)"
    page = client.get("/monitor/").content.decode()
    assert "10.0 h" in page
    assert "60.0%" in page


def test_only_monitors_and_supervisors_see_the_figures(
    client: Client, officer: Officer, supervisor: Officer, focal_point: Officer
) -> None:
    for address in ("/monitor/", "/monitor/figures.csv"):
        client.logout()
        assert client.get(address).status_code == 302
        for refused in (officer, focal_point):
            client.force_login(refused)
            assert client.get(address).status_code == 403
        client.force_login(supervisor)
        assert client.get(address).status_code == 200


def test_ten_restricted_cases_are_named_in_one_number_and_in_no_table(
    open_at: Callable[..., Case], integrity_point: Officer
) -> None:
    bribe = Category.objects.get(code="INT.BRIBE")
    for _ in range(10):
        open_at(MONDAY, category=bribe)
    sheet = monitoring.read(Filters())
    assert sheet.restricted == 10
    assert sheet.total is None

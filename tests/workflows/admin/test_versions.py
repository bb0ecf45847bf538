"""What is in force is shown; a change is a new version."""

from datetime import UTC, date, datetime, timedelta

from django.test import Client

from tests.travel import Travel
from tests.workflows.admin.conftest import page
from workflows.models import Office, RoutingRule, SlaPolicy, WorkCalendar
from workflows.versions import today


def test_a_rule_in_force_is_shown_and_not_editable(tending: Client) -> None:
    rule = RoutingRule.objects.get(code="suggestion")
    shown = tending.get(page(RoutingRule, "change", rule.pk)).content.decode()
    assert 'name="name_en"' not in shown
    assert tending.post(page(RoutingRule, "change", rule.pk), {"name_en": "x"}).status_code == 403
    assert tending.post(page(RoutingRule, "delete", rule.pk), {"post": "yes"}).status_code == 403


def new_version(client: Client, model: type, pk: int) -> str:
    answer = client.post(
        page(model, "changelist"), {"action": "make_new_version", "_selected_action": [pk]}
    )
    assert answer.status_code == 302
    return answer["Location"]


def test_a_new_version_of_a_rule_is_a_draft_until_tomorrow(tending: Client) -> None:
    rule = RoutingRule.objects.get(code="suggestion")
    draft_page = new_version(tending, RoutingRule, rule.pk)
    draft = RoutingRule.objects.get(code="suggestion", version=2)
    tomorrow = today() + timedelta(days=1)
    rule.refresh_from_db()
    assert (draft.valid_from, draft.valid_to, rule.valid_to) == (tomorrow, None, tomorrow)
    review = Office.objects.get(code="NSPC-REVIEW")
    fields = {
        "order": 530,
        "name_km": draft.name_km,
        "name_en": "Suggestions are read by the reviewers",
        "categories": "FBK.SUGGEST",
        "office": review.pk,
        "valid_from": f"{tomorrow + timedelta(days=6)}",
    }
    answer = tending.post(draft_page, fields)
    assert answer.status_code == 302, answer.context["errors"]
    draft.refresh_from_db()
    rule.refresh_from_db()
    assert draft.office == review
    assert rule.valid_to == draft.valid_from == tomorrow + timedelta(days=6)


def test_a_draft_may_be_thrown_away_and_the_old_version_runs_on(tending: Client) -> None:
    rule = RoutingRule.objects.get(code="suggestion")
    new_version(tending, RoutingRule, rule.pk)
    draft = RoutingRule.objects.get(code="suggestion", version=2)
    tending.post(page(RoutingRule, "delete", draft.pk), {"post": "yes"})
    rule.refresh_from_db()
    assert rule.valid_to is None
    assert not RoutingRule.objects.filter(pk=draft.pk).exists()


def test_the_page_of_a_version_in_force_offers_a_new_one(tending: Client) -> None:
    rule = RoutingRule.objects.get(code="suggestion")
    shown = tending.get(page(RoutingRule, "change", rule.pk)).content.decode()
    assert f'name="_selected_action" value="{rule.pk}"' in shown
    assert "in force, version 1" in tending.get(page(RoutingRule, "changelist")).content.decode()


def test_asking_twice_for_a_new_version_makes_one_draft(tending: Client) -> None:
    rule = RoutingRule.objects.get(code="suggestion")
    assert new_version(tending, RoutingRule, rule.pk) == new_version(tending, RoutingRule, rule.pk)
    assert RoutingRule.objects.filter(code="suggestion").count() == 2


def test_a_rule_may_end_and_the_default_policy_may_not(tending: Client) -> None:
    rule = RoutingRule.objects.get(code="suggestion")
    policy = SlaPolicy.objects.get(is_default=True)
    for model, row in ((RoutingRule, rule), (SlaPolicy, policy)):
        tending.post(
            page(model, "changelist"), {"action": "end_today", "_selected_action": [row.pk]}
        )
        row.refresh_from_db()
    assert rule.valid_to == today() + timedelta(days=1)
    assert policy.valid_to is None


def test_a_holiday_is_added_in_a_new_version_of_the_calendar(tending: Client) -> None:
    calendar = WorkCalendar.objects.get(code="office")
    draft_page = new_version(tending, WorkCalendar, calendar.pk)
    draft = WorkCalendar.objects.get(code="office", version=2)
    days = draft.days.order_by("date")
    assert days.count() == calendar.days.count() == 65
    fields = {
        "name_km": draft.name_km,
        "name_en": draft.name_en,
        "zone": draft.zone,
        "weekly": '{"mon": [["08:00", "12:00"]]}',
        "valid_from": f"{draft.valid_from}",
        "note": "",
        "days-TOTAL_FORMS": days.count() + 1,
        "days-INITIAL_FORMS": days.count(),
        "days-MIN_NUM_FORMS": 0,
        "days-MAX_NUM_FORMS": 1000,
    }
    for n, day in enumerate(days):
        fields |= {
            f"days-{n}-id": day.pk,
            f"days-{n}-calendar": draft.pk,
            f"days-{n}-date": f"{day.date}",
            f"days-{n}-kind": day.kind,
            f"days-{n}-intervals": "[]",
            f"days-{n}-name_km": day.name_km,
            f"days-{n}-name_en": day.name_en,
        }
    fields |= {
        "days-65-id": "",
        "days-65-calendar": draft.pk,
        "days-65-date": "2027-06-06",
        "days-65-kind": "closed",
        "days-65-intervals": "[]",
        "days-65-name_km": "បោះឆ្នោត",
        "days-65-name_en": "Election",
    }
    answer = tending.post(draft_page, fields)
    assert answer.status_code == 302, answer.context["errors"]
    assert draft.days.filter(date=date(2027, 6, 6)).exists()
    assert not calendar.days.filter(date=date(2027, 6, 6)).exists()


def test_hours_that_make_no_sense_are_refused(tending: Client) -> None:
    calendar = WorkCalendar.objects.get(code="always")
    draft_page = new_version(tending, WorkCalendar, calendar.pk)
    fields = {
        "name_km": "ក",
        "name_en": "x",
        "zone": "Asia/Phnom_Penh",
        "weekly": '{"mon": [["12:00", "08:00"]]}',
        "valid_from": f"{today()}",
        "days-TOTAL_FORMS": 0,
        "days-INITIAL_FORMS": 0,
    }
    answer = tending.post(draft_page, fields)
    assert answer.status_code == 200
    assert "An interval must end after it starts" in answer.content.decode()


def test_a_policy_shows_the_holidays_that_move_it(tending: Client, travel: Travel) -> None:
    travel.to(datetime(2026, 11, 20, tzinfo=UTC))
    policy = SlaPolicy.objects.get(code="ordinary-10-days")
    assert "Water Festival" in tending.get(page(SlaPolicy, "change", policy.pk)).content.decode()

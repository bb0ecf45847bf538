"""Catalogue officers at the pages of answers and of imports."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cases.knowledge import answer, approving
from cases.models import ApprovedAnswer, RegisterImport
from timekeeping.now import now
from workflows.models import Category, Officer
from workflows.models.organisation import Role

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
LIST = "admin:cases_approvedanswer_changelist"


@pytest.fixture
def at_work(client: Client, make_officer: Callable[..., Officer]) -> Callable[[str], Client]:
    """Sit down as a catalogue officer of a name."""

    def sit(name: str) -> Client:
        known = Officer.objects.filter(username=name).first()
        officer = known or make_officer(name, None, Role.CATALOGUE, language="en")
        client.force_login(officer, BACKEND)
        client.cookies["django_language"] = "en"
        return client

    return sit


def form(**changes: Any) -> dict[str, Any]:
    day = approving.today()
    return {
        "code": "pay-day",
        "category": Category.objects.get(code="INFO.PAYDATE").pk,
        "questions": "when is pay day",
        "answer_km": "ប្រាក់បើករៀងរាល់ខែ។",
        "answer_latn": "Luy berk roal khae.",
        "answer_en": "Money comes every month.",
        "valid_from": day.isoformat(),
        "valid_until": (day + timedelta(days=30)).isoformat(),
        "source": "letter 12",
    } | changes


def press(client: Client, action: str, row: ApprovedAnswer) -> Any:
    return client.post(reverse(LIST), {"action": action, "_selected_action": row.pk}, follow=True)


def test_one_officer_writes_another_approves_and_the_bot_may_say_it(
    at_work: Callable[[str], Client],
) -> None:
    wrote = at_work("writer").post(reverse("admin:cases_approvedanswer_add"), form())
    assert wrote.status_code == 302
    row = ApprovedAnswer.objects.get()
    assert row.written_by is not None
    assert row.written_by.username == "writer"
    assert (
        "Somebody else than its author" in press(at_work("writer"), "approve", row).content.decode()
    )
    assert answer("INFO.PAYDATE", None, None, "en", now=now()) is None
    press(at_work("approver"), "approve", row)
    assert answer("INFO.PAYDATE", None, None, "en", now=now()) is not None
    page = at_work("writer").get(reverse("admin:cases_approvedanswer_change", args=[row.pk]))
    assert "_save" not in page.content.decode()
    press(at_work("writer"), "stop_at_once", row)
    assert answer("INFO.PAYDATE", None, None, "en", now=now()) is None


def test_who_changes_a_draft_is_its_author_from_then_on(at_work: Callable[[str], Client]) -> None:
    at_work("writer").post(reverse("admin:cases_approvedanswer_add"), form())
    row = ApprovedAnswer.objects.get()
    change = reverse("admin:cases_approvedanswer_change", args=[row.pk])
    changed = form(answer_en="Money comes.")
    del changed["code"]
    assert at_work("second").post(change, changed).status_code == 302
    press(at_work("second"), "approve", row)
    row.refresh_from_db()
    assert row.approved_by is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"answer_km": "ក" * 202}, "Longer than 3 parts"),
        ({"answer_en": "Money comes ៛."}, "cannot carry"),
        ({"valid_until": "2020-01-01"}, "has passed"),
    ],
)
def test_what_does_not_fit_a_text_or_has_run_out_is_not_saved(
    at_work: Callable[[str], Client], changes: dict[str, str], said: str
) -> None:
    page = at_work("writer").post(reverse("admin:cases_approvedanswer_add"), form(**changes))
    assert said in page.content.decode()
    assert not ApprovedAnswer.objects.exists()


def test_a_new_version_is_a_draft_to_edit(at_work: Callable[[str], Client]) -> None:
    at_work("writer").post(reverse("admin:cases_approvedanswer_add"), form())
    row = ApprovedAnswer.objects.get()
    press(at_work("approver"), "approve", row)
    page = press(at_work("writer"), "make_new_version", row)
    assert "_save" in page.content.decode()
    assert ApprovedAnswer.objects.count() == 2
    history = reverse("admin:cases_approvedanswer_history", args=[row.pk])
    assert at_work("writer").get(history).status_code == 200


def test_the_imports_are_shown_with_their_counts_and_the_list_of_refused_rows(
    at_work: Callable[[str], Client], tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("number,level,born\n1,1,1970\n2,rich,1970\n", "utf-8")
    with pytest.raises(SystemExit):
        call_command("import_register", "households", str(path), verbosity=0)
    done = RegisterImport.objects.get()
    client = at_work("writer")
    assert (
        "list.csv" in client.get(reverse("admin:cases_registerimport_changelist")).content.decode()
    )
    page = client.get(reverse("admin:cases_registerimport_change", args=[done.pk]))
    download = reverse("admin:cases_registerimport_refused", args=[done.pk])
    assert download in page.content.decode()
    assert client.get(download).content.decode("utf-8-sig").splitlines() == [
        "line,column,reason",
        "3,level,is a word that the mapping does not know",
    ]
    assert client.get(reverse("admin:cases_registerimport_add")).status_code == 403


def test_a_case_officer_sees_neither(client: Client, officer: Officer) -> None:
    client.force_login(officer, BACKEND)
    for name in (LIST, "admin:cases_registerimport_changelist"):
        assert client.get(reverse(name), follow=True).status_code == 403

"""What was not understood: kept, labelled on the page, and put back into the assets."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from bot.labelling.deciding import without_numbers
from bot.models import LabelTask
from cases.models import Case, ThreadMessage
from cases.services import guarding
from tests.bot.conftest import Texts
from workflows.models import Office, Officer
from workflows.models.organisation import Role

pytestmark = pytest.mark.django_db
UNCLEAR = "khnhom mok pi mun te knong nuh"


@pytest.fixture
def overseer(make_officer: Callable[..., Officer]) -> Officer:
    """A supervisor of NSPC's intake, where messages without a case are looked at."""
    intake = Office.objects.filter(agency__is_overseer=True).order_by("pk").first()
    return make_officer("overseer", intake, Role.SUPERVISOR)


def page_of(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    return client


def form(task: LabelTask, **fields: str) -> dict[str, str]:
    return {f"t{task.pk}-{name}": value for name, value in fields.items()}


def test_an_unclear_message_waits_for_a_label(texts: Texts, overseer: Officer) -> None:
    texts(UNCLEAR)
    task = LabelTask.objects.get()
    page = page_of(overseer).get("/labels/").content.decode()
    assert UNCLEAR in page
    assert f'id="task-{task.pk}"' in page


def test_a_clear_message_and_a_disclosure_are_not_kept(texts: Texts) -> None:
    texts("លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    texts("my husband beats me every night", sender="+85512000777")
    texts(UNCLEAR, sender="+85512000777")
    assert not LabelTask.objects.exists()


def test_a_label_becomes_an_example_without_anybodys_number(
    texts: Texts, overseer: Officer, tmp_path: Path
) -> None:
    texts(UNCLEAR)
    task = LabelTask.objects.get()
    fields = form(
        task, intent="complaint", category="SVC.OFFICE", phrase=f"៣ដង {UNCLEAR} ០១២ ៣៤៥ ៦៧៨"
    )
    assert page_of(overseer).post(f"/labels/{task.pk}/", fields).status_code == 302
    to = tmp_path / "learned" / "approved.yml"
    call_command("export_nlu", to=to)
    first = to.read_bytes()
    call_command("export_nlu", to=to)
    assert to.read_bytes() == first
    block = yaml.safe_load(first)["nlu"][0]
    assert (block["intent"], block["metadata"]) == ("complaint", {"category": "SVC.OFFICE"})
    assert block["examples"].strip() == f"- ៣ដង {UNCLEAR} …"


def test_words_that_do_not_fit_are_sent_back(texts: Texts, overseer: Officer) -> None:
    texts(UNCLEAR)
    task = LabelTask.objects.get()
    client = page_of(overseer)
    for fields in (
        form(task, intent="complaint", category="", phrase="x"),
        form(task, intent="complaint", category="SAFE.GBV", phrase="x"),
        form(task, intent="safety", category="PAY.MISSED", phrase="x"),
    ):
        assert client.post(f"/labels/{task.pk}/", fields).status_code == 422
    assert LabelTask.objects.get().state == "waiting"


def test_nothing_to_learn_takes_it_off_the_page(texts: Texts, overseer: Officer) -> None:
    texts(UNCLEAR)
    task = LabelTask.objects.get()
    page_of(overseer).post(f"/labels/{task.pk}/", {"set_aside": "1"})
    assert LabelTask.objects.get().state == "set_aside"


def test_a_disclosure_found_here_goes_to_its_focal_point(texts: Texts, overseer: Officer) -> None:
    texts(UNCLEAR)
    task = LabelTask.objects.get()
    fields = form(task, intent="safety", category="SAFE.GBV", phrase="words")
    page_of(overseer).post(f"/labels/{task.pk}/", fields)
    case = Case.objects.get()
    assert case.is_sensitive
    assert ThreadMessage.objects.exclude(inbound=None).get().case == case
    assert case.story == UNCLEAR


def test_another_offices_supervisor_does_not_see_what_is_in_no_case(
    texts: Texts, supervisor: Officer
) -> None:
    texts(UNCLEAR)
    task = LabelTask.objects.get()
    client = page_of(supervisor)
    assert UNCLEAR not in client.get("/labels/").content.decode()
    assert client.post(f"/labels/{task.pk}/", {"set_aside": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("my number is 012 345 678 call", "my number is … call"),
        ("លេខ ០១២៣៤៥៦៧៨", "លេខ …"),
        ("3 months, 40 mun", "3 months, 40 mun"),
        ("card 4821-0937-5", "card …"),
    ],
)
def test_numbers_of_people_are_taken_out(text: str, kept: str) -> None:
    assert without_numbers(text) == kept


def test_words_that_came_into_a_restricted_case_are_not_shown(
    texts: Texts, overseer: Officer
) -> None:
    texts(UNCLEAR)
    texts(UNCLEAR)
    with transaction.atomic():
        guarding.restrict(Case.objects.all().locked(Case.objects.get()), by=None)
    assert UNCLEAR not in page_of(overseer).get("/labels/").content.decode()


def test_words_before_a_disclosure_are_not_shown(texts: Texts, overseer: Officer) -> None:
    texts(UNCLEAR)
    texts("my husband beats me every night")
    assert UNCLEAR not in page_of(overseer).get("/labels/").content.decode()

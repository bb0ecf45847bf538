"""Months of made-up cases: the same people every time, lived through the verbs of the desk."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from cases.models import Case, Clock
from cases.queries import monitoring
from cases.queries.monitoring import Filters
from channels_app.models import InboundMessage, OutboundMessage
from config.demo import seed
from config.demo.narratives import KINDS
from config.demo.plans import Course, Place, plan
from timekeeping.now import now
from workflows.models import Category, Programme

UNTIL = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
PLACES = [Place(1, "ឃុំមួយ", "One"), Place(2, "ឃុំពីរ", "Two")]


def silent(_line: str) -> None:
    """Say nothing."""


def test_one_seed_makes_the_same_people_say_the_same_things() -> None:
    first, again = (plan(80, seed=7, places=PLACES, until=UNTIL) for _ in range(2))
    assert first == again
    assert plan(80, seed=8, places=PLACES, until=UNTIL) != first


def test_every_way_in_and_every_language_and_every_course_occurs() -> None:
    plans = plan(300, seed=seed.SEED, places=PLACES, until=UNTIL)
    assert {each.origin for each in plans} == {"sms", "webchat", "walk_in", "phone"}
    assert {each.language for each in plans} == {"km", "km-Latn", "en"}
    assert {each.course for each in plans} == set(Course)
    assert all("{" not in each.narrative for each in plans)
    assert all(UNTIL - timedelta(days=127) < each.received_at < UNTIL for each in plans)
    assert max(Counter(each.narrative for each in plans).values()) < 12


@pytest.mark.django_db
def test_what_the_made_up_people_speak_of_is_in_the_catalogue() -> None:
    known = set(Category.objects.values_list("code", flat=True))
    assert {kind.category for kind in KINDS} <= known
    programmes = set(Programme.objects.values_list("code", flat=True))
    assert {code for kind in KINDS for code in kind.programmes} <= programmes


@pytest.mark.django_db
def test_made_up_cases_are_marked_and_their_figures_are_real() -> None:
    before = now()
    assert seed.seed(count=60, say=silent) == 60
    assert Case.objects.filter(is_synthetic=True).count() == Case.objects.count() == 60
    assert now() >= before, "the clock of the database is back in the present"
    # The cases lie in the past, and so does all that was done about them.
    assert not Clock.objects.filter(started_at__gt=now()).exists()
    states = set(Case.objects.values_list("state", flat=True))
    assert {"assigned", "in_progress", "closed"} <= states
    sheet = monitoring.read(Filters())
    assert sheet.total is not None
    assert sheet.total.agency_median_s
    assert 0 < (sheet.total.agency_share or 0) < 100
    # Every text has its place, and nothing waits to be sent to a real phone.
    assert not InboundMessage.objects.exclude(state="done").exists()
    assert not OutboundMessage.objects.filter(state__in=["queued", "leased"]).exists()
    assert set(OutboundMessage.objects.values_list("channel__kind", flat=True)) == {"memory"}


@pytest.mark.django_db
def test_a_second_seed_changes_nothing() -> None:
    seed.seed(count=3, say=silent)
    assert seed.seed(count=3, say=silent) == 0
    assert Case.objects.count() == 3

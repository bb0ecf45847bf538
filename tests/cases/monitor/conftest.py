"""A small file of cases whose figures are worked out by hand.

The office works from 07:30 to 11:30 and from 14:00 to 17:30: 7.5 hours a day. A missed payment is
to be decided in 15 working days and, for the person, in 30 calendar days. Everything comes in on
Monday 3 August 2026 at 07:30 in Phnom Penh, unless it says otherwise. We look on Friday
4 September at 07:30.

  prompt     decided Tue 4 Aug 11:30                          11.5 h     1 d 4 h = 28 h    confirmed
  paused     asked Mon 11:30, answered Fri 07:30, decided 11:30   8 h    4 d 4 h = 100 h   silent
  reopened   decided Mon 11:30, reopened Wed 07:30, decided 16:00  10 h  2 d 8.5 h = 56.5 h
  late       decided Tue 25 Aug 11:30 (due Mon 24 Aug 17:30)  124 h      22 d 4 h = 532 h
  overdue    nobody decides; late since Mon 24 Aug 17:30, 10 d 14 h = 254 h; its age is 32 d
  withdrawn  taken back
  fresh      came in on Fri 28 Aug 07:30; its age is 7 d
  merged     the same as fresh
  restricted a bribe: in no figure
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from cases import worker
from cases.models import Case
from cases.services import asking, assigning, closing, merging, reopening, resolving
from cases.services.matter import Matter
from cases.services.opening import open_case
from channels_app import contacts
from channels_app.models import Channel
from tests.travel import Travel
from workflows.models import Area, Category, Officer, Programme

MONDAY = datetime(2026, 8, 3, 0, 30, tzinfo=UTC)  # 07:30 in Phnom Penh
AS_OF = datetime(2026, 9, 4, 0, 30, tzinfo=UTC)
NO = resolving.Decision("not_upheld", "The money was taken out at an agent already.")


def later(days: int = 0, hours: float = 0) -> datetime:
    """Count from Monday's opening."""
    return MONDAY + timedelta(days=days, hours=hours)


@pytest.fixture
def open_at(
    travel: Travel, commune: Area, officer: Officer, channel: Channel
) -> Callable[..., Case]:
    """Open a case at an instant, each for a phone of its own."""

    def make(at: datetime, **changes: Any) -> Case:
        travel.to(at)
        phone = f"+855120002{Case.objects.count():02}"
        known: dict[str, Any] = {
            "origin": "sms",
            "narrative": "លុយមិនចូល",
            "received_at": at,
            "category": Category.objects.get(code="PAY.MISSED"),
            "programme": Programme.objects.get(code="FP"),
            "area": commune,
            "contact": contacts.find_or_make(channel, phone),
        }
        return open_case(Matter(**(known | changes)))

    return make


@pytest.fixture
def act(travel: Travel, officer: Officer) -> Callable[..., Case]:
    """Do something with a case at an instant, as the officer."""

    def perform(case: Case, verb: Callable[..., None], at: datetime, **words: Any) -> Case:
        travel.to(at)
        fresh = Case.objects.get(pk=case.pk)
        verb(fresh, by=officer, version=fresh.version, key=uuid4(), **words)
        return Case.objects.get(pk=case.pk)

    return perform


@pytest.fixture
def worked_file(
    open_at: Callable[..., Case], act: Callable[..., Case], travel: Travel, integrity_point: Officer
) -> dict[str, Case]:
    """Let the cases of this page's table happen, and look on 4 September."""
    names = ("prompt", "paused", "reopened", "late", "overdue", "withdrawn")
    cases = {name: open_at(MONDAY) for name in names}
    for name in ("prompt", "paused", "reopened", "late"):
        act(cases[name], assigning.accept, later(hours=1))
    act(
        cases["paused"],
        asking.ask,
        later(hours=4),
        question="Which month?",
        reason="The month is missing",
        expected_on=later(days=7).date(),
    )
    act(cases["reopened"], resolving.resolve, later(hours=4), decision=NO)
    act(cases["withdrawn"], closing.withdraw, later(hours=5), reason="Came in the mean time")
    act(cases["prompt"], resolving.resolve, later(days=1, hours=4), decision=NO)
    act(cases["reopened"], reopening.reopen, later(days=2), reason="Not solved")
    act(cases["prompt"], closing.close, later(days=2, hours=1), confirmed=True)
    act(cases["reopened"], assigning.accept, later(days=2, hours=1))
    act(cases["reopened"], resolving.resolve, later(days=2, hours=8.5), decision=NO)
    act(cases["paused"], asking.resume, later(days=4))
    act(cases["paused"], resolving.resolve, later(days=4, hours=4), decision=NO)
    act(cases["late"], resolving.resolve, later(days=22, hours=4), decision=NO)
    cases["fresh"] = open_at(later(days=25))
    cases["merged"] = open_at(later(days=25))
    act(cases["merged"], merging.merge, later(days=25, hours=1), into=cases["fresh"])
    bribe = Category.objects.get(code="INT.BRIBE")
    cases["restricted"] = open_at(later(days=25), category=bribe)
    travel.to(AS_OF)
    while worker.watch():
        pass
    return cases


@pytest.fixture
def enquiries(open_at: Callable[..., Case], act: Callable[..., Case], travel: Travel) -> None:
    """Three questions: answered at the counter, answered later, and still open."""
    question = {"category": Category.objects.get(code="INFO.PAYDATE")}
    answer = resolving.Decision("answered", "On the tenth.")
    at_counter = open_at(MONDAY, origin="walk_in", contact=None, **question)
    act(at_counter, resolving.answer_on_the_spot, later(hours=0.5), decision=answer)
    by_text = open_at(MONDAY, **question)
    act(by_text, assigning.accept, later(hours=1))
    act(by_text, resolving.resolve, later(hours=4), decision=answer)
    open_at(later(days=31, hours=23), **question)
    travel.to(AS_OF)

"""Who is told of a household: only who knows its number and a fact, and not after many tries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import registry
from cases.models import LookupOutcome, RegisterHousehold, RegistryLookup
from cases.registry import Confirmed, NotConfirmed, Throttled, Unavailable, throttle
from channels_app.contacts import find_or_make
from channels_app.models import Channel, Contact
from tests.travel import Travel
from timekeeping.now import now
from workflows.models import Area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


def ask(contact: Contact, number: str, fact: str) -> registry.Result:
    return registry.check(number, fact, contact=contact, now=now())


@pytest.mark.parametrize("number", ["0203-000001", "0203 000001", "០២០៣០០០០០១", "e7701"])
@pytest.mark.parametrize("fact", ["12/03/1965", "09/07/2001", "012345678"])
def test_either_number_with_a_birthday_or_a_phone_is_confirmed(
    complainant: Contact, commune: Area, number: str, fact: str
) -> None:
    result = ask(complainant, number, fact)
    assert isinstance(result, Confirmed)
    household = result.household
    assert (household.level, household.area) == ("poor_1", commune.code)
    assert household.card_is_valid(on=household.card_valid_until or now().date())


def test_a_year_is_enough_only_where_the_register_knows_no_more(complainant: Contact) -> None:
    assert isinstance(ask(complainant, "0203-000001", "1965"), NotConfirmed)
    assert isinstance(ask(complainant, "0203-000002", "1972"), Confirmed)
    assert isinstance(ask(complainant, "0203-000002", "01/02/1972"), Confirmed)


def test_the_phone_that_writes_proves_nothing(channel: Channel) -> None:
    # The registered phone itself, which gives a wrong fact, and none.
    itself = find_or_make(channel, "+85512345678")
    assert isinstance(ask(itself, "0203-000001", "my phone"), NotConfirmed)
    assert isinstance(ask(itself, "0203-000001", "13/03/1965"), NotConfirmed)


def test_an_unknown_number_and_a_wrong_fact_get_the_same_answer_by_the_same_steps(
    complainant: Contact,
) -> None:
    with CaptureQueriesContext(
        connection,
    ) as unknown:
        first = ask(complainant, "0999-999999", "12/03/1965")
    with CaptureQueriesContext(connection) as wrong:
        second = ask(complainant, "0203-000001", "13/03/1965")
    assert first == second == NotConfirmed()
    assert len(unknown) == len(wrong)


def test_a_fact_of_one_household_opens_no_other(complainant: Contact) -> None:
    assert isinstance(ask(complainant, "0203-000003", "12/03/1965"), NotConfirmed)


def test_a_card_of_two_households_is_nobodys(complainant: Contact) -> None:
    card = RegisterHousehold.objects.exclude(card_hash="").first()
    assert card is not None
    other = RegisterHousehold.objects.get(card_hash="")
    RegisterHousehold.objects.filter(pk=other.pk).update(card_hash=card.card_hash)
    assert isinstance(ask(complainant, "E-77-01", "12/03/1965"), NotConfirmed)
    assert isinstance(ask(complainant, "0203-000001", "12/03/1965"), Confirmed)


def test_a_phone_gets_three_wrong_tries_in_a_quarter_of_an_hour(
    complainant: Contact, travel: Travel
) -> None:
    for number in range(3):
        assert isinstance(ask(complainant, f"0999-{number}", "1972"), NotConfirmed)
    stopped = ask(complainant, "0203-000001", "12/03/1965")
    assert isinstance(stopped, Throttled)
    assert now() < stopped.until <= now() + timedelta(minutes=15)
    travel.forward(minutes=16)
    assert isinstance(ask(complainant, "0203-000001", "12/03/1965"), Confirmed)


def test_a_phone_gets_eight_wrong_tries_in_a_day(complainant: Contact, travel: Travel) -> None:
    for number in range(8):
        assert isinstance(ask(complainant, f"0999-{number}", "1972"), NotConfirmed)
        travel.forward(minutes=16)
    assert isinstance(ask(complainant, "0203-000001", "12/03/1965"), Throttled)


def test_a_number_gets_five_wrong_tries_in_a_day_from_all_phones_together(
    channel: Channel, travel: Travel
) -> None:
    for phone in range(5):
        contact = find_or_make(channel, f"+8551200010{phone}")
        assert isinstance(ask(contact, "0203-000001", "1950"), NotConfirmed)
    last = find_or_make(channel, "+85512000199")
    assert isinstance(ask(last, "0203-000001", "12/03/1965"), Throttled)
    assert isinstance(ask(last, "0203-000002", "1972"), Confirmed)
    travel.forward(hours=25)
    assert isinstance(ask(last, "0203-000001", "12/03/1965"), Confirmed)


def test_nobody_looks_up_a_whole_village_even_with_the_right_facts(
    complainant: Contact, channel: Channel
) -> None:
    for _ in range(10):
        assert isinstance(ask(complainant, "0203-000002", "1972"), Confirmed)
    assert isinstance(ask(complainant, "0203-000003", "05/05/1980"), Throttled)
    assert isinstance(
        ask(find_or_make(channel, "+85512000188"), "0203-000003", "05/05/1980"), Confirmed
    )


def test_all_together_get_so_many_wrong_tries_in_an_hour(
    complainant: Contact, monkeypatch: pytest.MonkeyPatch, channel: Channel
) -> None:
    monkeypatch.setattr(throttle, "OF_ALL", throttle.Limit(2, timedelta(hours=1)))
    for phone in range(2):
        ask(find_or_make(channel, f"+8551200020{phone}"), f"0999-{phone}", "1972")
    assert isinstance(ask(complainant, "0203-000002", "1972"), Throttled)


def test_every_look_up_leaves_who_when_and_what_came_of_it_and_not_whom_it_was_about(
    complainant: Contact, travel: Travel
) -> None:
    confirmed = ask(complainant, "0203-000001", "12/03/1965")
    assert isinstance(confirmed, Confirmed)
    registry.payments(confirmed, contact=complainant, now=now())
    ask(complainant, "0203-000001", "1950")
    rows = list(RegistryLookup.objects.order_by("pk"))
    assert [row.outcome for row in rows] == [
        LookupOutcome.CONFIRMED,
        LookupOutcome.TOLD,
        LookupOutcome.NOT_CONFIRMED,
    ]
    assert {row.contact_id for row in rows} == {complainant.pk}
    assert not {row.mark for row in rows} & {
        key
        for each in RegisterHousehold.objects.all()
        for key in (each.number_hash, each.card_hash)
    }
    travel.forward(days=1)
    ask(complainant, "0203-000001", "12/03/1965")
    newest = RegistryLookup.objects.latest("pk")
    assert newest.mark not in {row.mark for row in rows}


def test_an_installation_without_a_registry_says_so(complainant: Contact, settings: object) -> None:
    settings.REGISTRY = "none"  # type: ignore[attr-defined]
    assert isinstance(ask(complainant, "0203-000001", "12/03/1965"), Unavailable)


def test_the_payments_come_newest_first_with_no_amount_that_was_not_in_the_list(
    complainant: Contact,
) -> None:
    confirmed = ask(complainant, "0203-000001", "12/03/1965")
    assert isinstance(confirmed, Confirmed)
    found = registry.payments(confirmed, contact=complainant, now=now())
    assert found is not None
    assert [(each.cycle, each.status, each.amount_riel) for each in found] == [
        ("2026-10", "unpaid", None),
        ("2026-09", "paid", None),
    ]
    by_card = ask(complainant, "0203-000002", "1972")
    assert isinstance(by_card, Confirmed)
    (only,) = registry.payments(by_card, contact=complainant, now=now()) or []
    assert (only.amount_riel, only.provider) == (40_000, "")

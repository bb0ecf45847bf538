"""What a target in a policy means, by the wall calendar of an office in Phnom Penh."""

import pytest

from tests.workflows.sla.cambodia import DAY, HOUR, OFFICE, at
from workflows.sla.calendar import ALWAYS
from workflows.sla.errors import InvalidTarget
from workflows.sla.targets import Target, Unit

DAYS = Unit.WORKING_DAYS

# received, target, due
EXAMPLES = {
    "three working days over the Water Festival": (
        "2026-11-20 10:00",
        Target(3, DAYS),
        "2026-11-30 17:00",
    ),
    "the same when received before opening": (
        "2026-11-20 06:00",
        Target(3, DAYS),
        "2026-11-30 17:00",
    ),
    "the same when received at night": ("2026-11-20 23:00", Target(3, DAYS), "2026-11-30 17:00"),
    "the same when received on the weekend": (
        "2026-11-21 10:00",
        Target(3, DAYS),
        "2026-11-30 17:00",
    ),
    "one working day, next day is half a day": (
        "2026-04-10 09:00",
        Target(1, DAYS),
        "2026-04-13 11:30",
    ),
    "two working days over Khmer New Year": (
        "2026-04-10 09:00",
        Target(2, DAYS),
        "2026-04-17 17:00",
    ),
    "a Saturday worked instead is a working day": (
        "2026-04-10 09:00",
        Target(3, DAYS),
        "2026-04-18 17:00",
    ),
    "four working hours over lunch": (
        "2026-11-19 10:00",
        Target(4, Unit.WORKING_HOURS),
        "2026-11-19 16:30",
    ),
    "fifteen minutes at night": (
        "2026-11-20 23:00",
        Target(15, Unit.MINUTES),
        "2026-11-20 23:15",
    ),
    "24 hours on a holiday": (
        "2026-11-23 10:00",
        Target(24, Unit.CALENDAR_HOURS),
        "2026-11-24 10:00",
    ),
    "thirty calendar days": (
        "2026-11-20 10:00",
        Target(30, Unit.CALENDAR_DAYS),
        "2026-12-20 10:00",
    ),
}


@pytest.mark.parametrize(("received", "target", "due"), EXAMPLES.values(), ids=EXAMPLES)
def test_a_target_is_due_when_an_officer_expects(received: str, target: Target, due: str) -> None:
    assert target.due(OFFICE, at(received)) == at(due)


def test_a_working_day_becomes_whole_seconds_of_working_time() -> None:
    assert Target(1, DAYS).seconds(OFFICE, at("2026-11-19 17:00")) == DAY
    assert Target(1, DAYS).seconds(OFFICE, at("2026-11-19 16:00")) == DAY + HOUR
    assert Target(1, DAYS).seconds(OFFICE, at("2026-11-19 06:00")) == 2 * DAY


def test_only_working_units_run_on_the_office_calendar() -> None:
    on_office = {unit for unit in Unit if Target(1, unit).calendar(OFFICE) is OFFICE}
    assert on_office == {Unit.WORKING_HOURS, Unit.WORKING_DAYS}
    assert Target(1, Unit.MINUTES).calendar(OFFICE) is ALWAYS


def test_a_unit_may_be_given_by_its_name() -> None:
    assert Target(2, "working_days") == Target(2, DAYS)  # type: ignore[arg-type]


@pytest.mark.parametrize("amount", [0, -1, 1.5, True, "3"])
def test_an_amount_is_a_whole_number_above_zero(amount: object) -> None:
    with pytest.raises(InvalidTarget):
        Target(amount, DAYS)  # type: ignore[arg-type]


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(InvalidTarget):
        Target(1, "fortnights")  # type: ignore[arg-type]

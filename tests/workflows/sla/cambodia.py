"""The working calendar and the wall clock of an office in Phnom Penh, for the examples."""

from datetime import datetime
from zoneinfo import ZoneInfo

from workflows.sla.parsing import parse_calendar

ZONE = ZoneInfo("Asia/Phnom_Penh")
HOURS = [["07:30", "11:30"], ["14:00", "17:00"]]
HOUR = 3_600
DAY = 7 * HOUR

CLOSED = [
    *(f"2026-04-{day}" for day in (14, 15, 16)),  # Khmer New Year
    *(f"2026-11-{day}" for day in (23, 24, 25)),  # Water Festival
]
OFFICE = parse_calendar(
    "phnom-penh-1",
    zone="Asia/Phnom_Penh",
    weekly=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), HOURS),
    special_days=[
        *({"date": day, "kind": "closed"} for day in CLOSED),
        {"date": "2026-04-13", "kind": "partial", "intervals": [["07:30", "11:30"]]},
        {"date": "2026-04-18", "kind": "extra", "intervals": HOURS},
    ],
)


def at(wall: str) -> datetime:
    """An instant by the wall clock in Phnom Penh: at("2026-11-20 10:00")."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZONE)

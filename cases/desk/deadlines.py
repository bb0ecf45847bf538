"""A deadline in words, as an officer would say it: late by how much, or due when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PHNOM_PENH = ZoneInfo("Asia/Phnom_Penh")
SOON = timedelta(hours=24)
HOUR_S, DAY_S = 3600, 86400
WEEK_DAYS = 7


@dataclass(frozen=True)
class Deadline:
    """The words, and how loud they are: late, soon or calm."""

    words: str
    tone: str
    due_at: datetime


def deadline(due_at: datetime, *, now: datetime) -> Deadline:
    """Say when something is due."""
    if due_at <= now:
        return Deadline(_late(now - due_at), "late", due_at)
    tone = "soon" if due_at - now <= SOON else "calm"
    return Deadline(_due(due_at, now), tone, due_at)


def length(seconds: int) -> str:
    """Say how long something took, in its largest unit."""
    if seconds >= DAY_S:
        days = seconds // DAY_S
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if seconds >= HOUR_S:
        hours = seconds // HOUR_S
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    minutes = max(1, seconds // 60)
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def exact(moment: datetime) -> str:
    """The exact time in Phnom Penh."""
    return formats.date_format(moment.astimezone(PHNOM_PENH), "DATETIME_FORMAT")


def _late(by: timedelta) -> str:
    return _("overdue %(time)s") % {"time": length(int(by.total_seconds()))}


def _due(due_at: datetime, now: datetime) -> str:
    there, here = due_at.astimezone(PHNOM_PENH), now.astimezone(PHNOM_PENH)
    days = (there.date() - here.date()).days
    values = {"time": f"{there:%H:%M}", "day": formats.date_format(there, "l")}
    if days == 0:
        return _("due today %(time)s") % values
    if days == 1:
        return _("due tomorrow %(time)s") % values
    if days < WEEK_DAYS:
        return _("due %(day)s %(time)s") % values
    return _("due %(date)s") % {"date": formats.date_format(there, "DATE_FORMAT")}

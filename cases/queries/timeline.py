"""What happened to a case, in words, in the order in which it happened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from cases.models import Case, CaseEvent, ClosureKind, Outcome, ReferralState
from cases.models.case import Origin
from cases.models.event import EventKind
from cases.reference import display
from workflows.models import Area, Category, Office, Programme
from workflows.models.sla import Metric

K = EventKind
# What stands in the thread is read there; a message that was held back is told here.
IN_THE_THREAD: Final = (K.MESSAGE_IN, K.MESSAGE_OUT)
# A case that waits long gathers dozens of them; what people did must not drown among them.
NOTICES: Final = frozenset({K.WARNED, K.BREACHED, K.ESCALATED})
Details = dict[str, Any]


@dataclass(frozen=True)
class Moment:
    """One event: when, what, by whom (empty: the system), and its details in words."""

    at: datetime
    kind: str
    title: str
    by: str
    lines: tuple[str, ...]
    version: int


@dataclass(frozen=True)
class Fold:
    """A moment, and those of the same run that stand behind it."""

    first: Moment
    rest: tuple[Moment, ...] = ()


def of(case: Case, *, since_version: int = 0) -> list[Moment]:
    """The events of a case the officer came to through cases.access, the newest first."""
    events = case.events.filter(version__gt=since_version).select_related("by").order_by("-id")
    return [_moment(event) for event in events if _is_told(event)]


def folded(moments: list[Moment]) -> list[Fold]:
    """The same moments; a run of deadline notices stands behind its newest."""
    folds: list[Fold] = []
    for moment in moments:
        joins = folds and moment.kind in NOTICES and folds[-1].first.kind in NOTICES
        if joins:
            folds[-1] = Fold(folds[-1].first, (*folds[-1].rest, moment))
        else:
            folds.append(Fold(moment))
    return folds


def level_reached(level: int) -> str:
    """Whose level a late case has climbed to; nobody is written to about it."""
    return {
        1: _("deadline level: supervisor reached"),
        2: _("deadline level: head office reached"),
        3: _("deadline level: NSPC reached"),
    }.get(level, "")


def _is_told(event: CaseEvent) -> bool:
    return event.kind not in IN_THE_THREAD or "held" in event.details


def _moment(event: CaseEvent) -> Moment:
    lines = LINES.get(event.kind, _nothing)(event.details)
    return Moment(
        at=event.at,
        kind=event.kind,
        title=_title(event),
        by=str(event.by) if event.by else "",
        lines=tuple(line for line in lines if line),
        version=event.version,
    )


def _title(event: CaseEvent) -> str:
    if event.kind == K.MESSAGE_OUT:
        return _("a message was held back")
    if event.kind == K.PHONE_CALL and not event.details.get("reached"):
        return _("phone call: not reached")
    if event.kind == K.REFERRAL_REFUSED:
        return {
            ReferralState.TAKEN_BACK: _("the offer was taken back"),
            ReferralState.LAPSED: _("the other office did not answer in time"),
        }.get(event.details.get("how", ""), _("refused by the other office"))
    if event.kind == K.ANSWERED:
        return {
            "officer": _("an officer went on without waiting"),
            "no_answer": _("no answer by the day agreed: the work goes on"),
        }.get(event.details.get("because", ""), _("the person answered"))
    return str(event.get_kind_display())


def _nothing(_details: Details) -> list[str]:
    return []


def _words(details: Details) -> list[str]:
    return [details.get("text", "")]


def _opened(details: Details) -> list[str]:
    return [_labelled(Origin, details.get("origin", "")), *_routed(details)]


def _routed(details: Details) -> list[str]:
    rule = _("rule %(rule)s, version %(version)s") % {
        "rule": details.get("rule", ""),
        "version": details.get("rule_version", ""),
    }
    return [_name(Office, details.get("office")), rule if details.get("rule") else ""]


def _assigned(details: Details) -> list[str]:
    return [_("to %(officer)s") % {"officer": details.get("officer_name", "")}]


def _asked(details: Details) -> list[str]:
    until = _("answer expected by %(date)s") % {"date": _day(details.get("expected_on", ""))}
    return [details.get("reason", ""), until]


def _referred(details: Details) -> list[str]:
    office = _name(Office, details.get("to")) or details.get("to_name", "")
    return [_("to %(office)s") % {"office": office}, details.get("reason", "")]


def _referral_answered(details: Details) -> list[str]:
    lapsed = details.get("how") == ReferralState.LAPSED
    return [_name(Office, details.get("office")), "" if lapsed else details.get("reason", "")]


def _resolved(details: Details) -> list[str]:
    spot = _("answered on the spot") if details.get("on_the_spot") else ""
    return [_labelled(Outcome, details.get("outcome", "")), spot, details.get("text", "")]


def _remedy_done(details: Details) -> list[str]:
    return [_("done on %(date)s") % {"date": _day(details.get("done_on", ""))}]


def _closed(details: Details) -> list[str]:
    return [_labelled(ClosureKind, details.get("closure", ""))]


def _merged(details: Details) -> list[str]:
    if "into" in details:
        return [_("into %(reference)s") % {"reference": display(details["into"])}]
    return [_("%(reference)s is part of it now") % {"reference": display(details["merged"])}]


def _classified(details: Details) -> list[str]:
    kind, programme = details.get("category"), details.get("programme")
    return [
        _name(Category, kind, key="code"),
        _name(Programme, programme, key="code"),
        _name(Area, details.get("area")),
    ]


def _told(details: Details) -> list[str]:
    since = details.get("since")
    may_call = details.get("may_call")
    return [
        _("since %(date)s") % {"date": _day(since)} if since else "",
        _("gave a name") if details.get("named") else "",
        _("does not want to be named") if details.get("unnamed") else "",
        _("may be called") if may_call is True else "",
        _("does not want to be called") if may_call is False else "",
    ]


def _rated(details: Details) -> list[str]:
    return [_("%(stars)s of 5") % {"stars": details.get("stars", "")}]


def _deadline(details: Details) -> list[str]:
    return [_labelled(Metric, details.get("metric", ""))]


def _promised(details: Details) -> list[str]:
    until = timezone.localtime(datetime.fromisoformat(details["until"]))
    return [formats.date_format(until, "DATETIME_FORMAT")]


def _escalated(details: Details) -> list[str]:
    return [level_reached(details.get("level", 0))]


def _held(details: Details) -> list[str]:
    reasons = {
        "no_address": _("there is no number to write to"),
        "stopped": _("the person asked for no more messages"),
        "wish": _("the person wishes not to be written to"),
        "restricted": _("nothing is written about a restricted case"),
        "silence": _("nothing is written about a restricted case"),
    }
    return [reasons.get(details.get("held", ""), "")]


LINES: Final[dict[str, Callable[[Details], list[str]]]] = {
    K.OPENED: _opened,
    K.ROUTED: _routed,
    K.ASSIGNED: _assigned,
    K.PHONE_CALL: _words,
    K.NOTE: _words,
    K.MESSAGE_OUT: _held,
    K.ASKED: _asked,
    K.REFERRED: _referred,
    K.REFERRAL_ACCEPTED: _referral_answered,
    K.REFERRAL_REFUSED: _referral_answered,
    K.RESOLVED: _resolved,
    K.REMEDY_DONE: _remedy_done,
    K.CLOSED: _closed,
    K.REOPENED: _words,
    K.REJECTED: _words,
    K.MERGED: _merged,
    K.WITHDRAWN: _words,
    K.CLASSIFIED: _classified,
    K.TOLD: _told,
    K.RATED: _rated,
    K.PROMISED: _promised,
    K.WARNED: _deadline,
    K.BREACHED: _deadline,
    K.ESCALATED: _escalated,
}


def _labelled(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else value


def _name(model: Any, value: Any, *, key: str = "pk") -> str:
    found = model.objects.filter(**{key: value}).first() if value else None
    return found.name if found else ""


def _day(text: str) -> str:
    return formats.date_format(date.fromisoformat(text), "DATE_FORMAT") if text else ""

"""What the page of a case shows, gathered once."""

from dataclasses import dataclass
from typing import Any

from cases import access
from cases.desk.case.actions import ACTIONS, Action
from cases.desk.case.forms import StepForm
from cases.models import Case, Clock, Party, ThreadMessage
from cases.queries import timeline
from timekeeping.now import now
from workflows.models import Officer
from workflows.models.sla import Metric

ORDER = list(Metric.values)


@dataclass(frozen=True)
class Step:
    """A legal step with its code."""

    code: str
    action: Action


def context(case: Case, officer: Officer) -> dict[str, Any]:
    """Everything the template needs."""
    steps = [Step(code, ACTIONS[code]) for code in access.legal_actions(officer, case)]
    first = steps[0] if steps else None
    return {
        "case": case,
        "now": now(),
        "step": first,
        "form": form_of(first.action, case, officer) if first else None,
        "others": steps[1:],
        "parties": _parties(case),
        "clocks": _clocks(case),
        "thread": _thread(case),
        "moments": timeline.of(case),
        "remedies": case.remedies.order_by("due_on", "pk"),
        "offer": case.referrals.filter(state="offered").select_related("from_office").first(),
    }


def form_of(action: Action, case: Case, officer: Officer, sent: Any = None) -> StepForm:
    """The form of a step, filled with what was sent, if anything."""
    return action.form(sent, case=case, officer=officer)


def _parties(case: Case) -> list[Party]:
    return list(case.parties.select_related("person__contact__channel").order_by("pk"))


def _clocks(case: Case) -> list[Clock]:
    return sorted(case.clocks.all(), key=lambda clock: ORDER.index(clock.metric))


def _thread(case: Case) -> list[ThreadMessage]:
    return list(
        case.thread.select_related("inbound", "outbound", "contact__channel").order_by("id")
    )

"""What the page of a case shows, gathered once."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from cases import access
from cases.contact import may_contact
from cases.desk.case.actions import ACTIONS, Action
from cases.desk.case.forms import StepForm
from cases.models import Case, Clock, Party, ThreadMessage
from cases.queries import timeline
from cases.services import telling
from channels_app.evidence import InboundMedia
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Officer
from workflows.models.sla import Metric

ORDER = list(Metric.values)
NEED_AN_ADDRESS = {"reply", "ask"}


@dataclass(frozen=True)
class Step:
    """A legal step with its code."""

    code: str
    action: Action


def context(case: Case, officer: Officer) -> dict[str, Any]:
    """Everything the template needs."""
    steps = [Step(code, ACTIONS[code]) for code in _in_order(case, officer)]
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
        "history": timeline.folded(timeline.of(case)),
        "remedies": case.remedies.order_by("due_on", "pk"),
        "offer": case.referrals.filter(state="offered")
        .select_related("from_office", "to_office")
        .first(),
    }


def _in_order(case: Case, officer: Officer) -> list[str]:
    """The legal steps, without writing to somebody who cannot be written to."""
    codes = access.legal_actions(officer, case)
    is_reachable = may_contact(case, telling.contact_of(case), "reply").allowed
    if not is_reachable:
        codes = [code for code in codes if code not in NEED_AN_ADDRESS]
        if case.state == CaseState.IN_PROGRESS and case.first_response_at is None:
            # A call is the one answer that is left; it may also be a talk at the counter.
            codes.sort(key=lambda code: code != "call")
    elif codes[:1] == ["reply"] and case.thread.filter(is_human=True).exists():
        # The answer is on its way: the decision is next.
        codes.insert(1, codes.pop(0))
    return codes


def form_of(action: Action, case: Case, officer: Officer, sent: Any = None) -> StepForm:
    """The form of a step, filled with what was sent, if anything."""
    return action.form(sent, case=case, officer=officer)


def _parties(case: Case) -> list[Party]:
    return list(case.parties.select_related("person__contact__channel").order_by("pk"))


def _clocks(case: Case) -> list[Clock]:
    return sorted(case.clocks.all(), key=lambda clock: ORDER.index(clock.metric))


def _thread(case: Case) -> list[ThreadMessage]:
    messages = case.thread.select_related("inbound", "outbound", "contact__channel")
    # Without what is in them: a file is megabytes, and is read when somebody opens it.
    files = InboundMedia.objects.defer("content", "reference").order_by("index")
    return list(messages.prefetch_related(Prefetch("inbound__media", files)).order_by("id"))

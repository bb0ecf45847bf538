"""Every step that an officer can take on a case: its words, its form and the verb behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.desk.case import forms
from cases.models import Case
from cases.services import (
    asking,
    assigning,
    classifying,
    closing,
    guarding,
    merging,
    referring,
    reopening,
    replying,
    resolving,
)

Cleaned = dict[str, Any]
Words = str | Promise


@dataclass(frozen=True)
class Action:
    """A step: what the button says, what it means, and what carries it out."""

    label: Words
    hint: Words
    icon: str
    form: type[forms.StepForm]
    run: Callable[..., None]
    done: Words


def _decision(cleaned: Cleaned) -> resolving.Decision:
    plan = None
    if cleaned["remedy_kind"]:
        plan = resolving.RemedyPlan(
            kind=cleaned["remedy_kind"],
            what=cleaned["remedy_what"],
            by_whom=cleaned["remedy_by_whom"],
            due_on=cleaned["remedy_due_on"],
        )
    return resolving.Decision(cleaned["outcome"], cleaned["explanation"], plan)


def _resolve(case: Case, *, by: Any, version: int, key: Any, **cleaned: Any) -> None:
    resolving.resolve(case, decision=_decision(cleaned), by=by, version=version, key=key)


def _remedy_done(_case: Case, *, remedy: Any, **cleaned: Any) -> None:
    resolving.remedy_done(remedy, **cleaned)


def _classify(case: Case, *, by: Any, version: int, key: Any, **cleaned: Any) -> None:
    named = {name: cleaned[name] for name in ("category", "programme", "area")}
    classifying.classify(case, by=by, version=version, key=key, **named)


ACTIONS: Final[dict[str, Action]] = {
    "accept": Action(
        _("Take this case"),
        _("You answer for it from now on. The first clock stops."),
        "check",
        forms.StepForm,
        assigning.accept,
        _("The case is yours."),
    ),
    "accept_referral": Action(
        _("Take it on"),
        _("Another office offers you this case. Taking it on makes your office its owner."),
        "check",
        forms.StepForm,
        referring.accept_referral,
        _("The case is yours."),
    ),
    "resume": Action(
        _("Go on with the work"),
        _("Go on without waiting for the answer any longer. The deadline runs again."),
        "next",
        forms.StepForm,
        asking.resume,
        _("The work goes on."),
    ),
    "remedy_done": Action(
        _("Remedy delivered"),
        _("Write down when it was delivered, and what proves it."),
        "check",
        forms.RemedyDoneForm,
        _remedy_done,
        _("The remedy is recorded as delivered."),
    ),
    "resolve": Action(
        _("Resolve"),
        _("Record the decision and tell the person."),
        "check",
        forms.ResolveForm,
        _resolve,
        _("The decision is recorded."),
    ),
    "close": Action(
        _("Close"),
        _("Nothing more is owed. Without a word from the person it closes by itself."),
        "lock",
        forms.CloseForm,
        closing.close,
        _("The case is closed."),
    ),
    "reopen": Action(
        _("Reopen"),
        _("Not solved after all: it goes back to work, with the time already used."),
        "history",
        forms.ReasonForm,
        reopening.reopen,
        _("The case is open again."),
    ),
    "reply": Action(
        _("Reply"),
        _("Write to the person in plain words."),
        "message",
        forms.ReplyForm,
        replying.reply,
        _("The message is on its way."),
    ),
    "ask": Action(
        _("Ask the person"),
        _("Put one question and wait for the answer."),
        "info",
        forms.AskForm,
        asking.ask,
        _("The question is on its way."),
    ),
    "call": Action(
        _("Write down a phone call"),
        _("A call in which you reached the person counts as an answer."),
        "call",
        forms.CallForm,
        replying.log_call,
        _("The call is written down."),
    ),
    "note": Action(
        _("Add a note"),
        _("For colleagues only."),
        "tag",
        forms.NoteForm,
        replying.note,
        _("The note is kept."),
    ),
    "assign": Action(
        _("Assign"),
        _("Choose who of the office works on it."),
        "user",
        forms.AssignForm,
        assigning.assign,
        _("The case is assigned."),
    ),
    "refer": Action(
        _("Offer to another office"),
        _("Your office keeps it until the other one takes it on."),
        "route",
        forms.ReferForm,
        referring.refer,
        _("The case is offered to the other office."),
    ),
    "refuse_referral": Action(
        _("Send it back"),
        _("Not for your office: say why."),
        "back",
        forms.ReasonForm,
        referring.refuse_referral,
        _("The case went back."),
    ),
    "take_back": Action(
        _("Take the offer back"),
        _("The other office has not answered: your office goes on with it."),
        "back",
        forms.ReasonForm,
        referring.take_back,
        _("The case is back in your queue."),
    ),
    "classify": Action(
        _("Change matter or place"),
        _("The deadlines follow, and the office while nobody has taken the case."),
        "place",
        forms.ClassifyForm,
        _classify,
        _("Matter and place are changed."),
    ),
    "merge": Action(
        _("Merge into another case"),
        _("The same matter was reported twice."),
        "tag",
        forms.MergeForm,
        merging.merge,
        _("The case is merged."),
    ),
    "withdraw": Action(
        _("Withdraw"),
        _("The person no longer wants it."),
        "out",
        forms.ReasonForm,
        closing.withdraw,
        _("The case is withdrawn."),
    ),
    "reject": Action(
        _("Out of scope"),
        _("Not a matter for us: tell the person where to go."),
        "out",
        forms.RejectForm,
        closing.reject,
        _("The case is ended as out of scope."),
    ),
    "mark_sensitive": Action(
        _("Restrict"),
        _("Violence, abuse, corruption or danger: only the focal point sees it from now on."),
        "lock",
        forms.ReasonForm,
        guarding.mark_sensitive,
        _("The case is restricted. The focal point has it now."),
    ),
}

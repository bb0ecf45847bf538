"""What can go wrong with a case; the docstring is the sentence that an officer may see."""

from django.utils.translation import gettext_lazy as _


class CaseError(Exception):
    """This cannot be done with the case."""

    message = _("This cannot be done with the case.")

    def __str__(self) -> str:
        return str(self.message)


class StaleCase(CaseError):
    """Somebody changed the case while you were looking at it."""

    message = _("Somebody changed the case while you were looking at it. Look again, then decide.")


class IllegalMove(CaseError):
    """The case is not in a state in which this can be done."""

    message = _("The case is not in a state in which this can be done.")


class NotAllowed(CaseError):
    """Your role does not include this step."""

    message = _("Your role does not include this step.")


class NeedsReason(CaseError):
    """A reason is needed."""

    message = _("Please give a reason.")


class BadDate(CaseError):
    """The date must lie ahead, within what the rules allow."""

    message = _("The date must lie ahead, within what the rules allow.")


class NoRecipient(CaseError):
    """There is no way agreed to reach this person."""

    message = _("There is no agreed way to reach this person.")

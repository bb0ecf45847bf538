"""What can go wrong in deadline arithmetic; each docstring is the sentence to show."""


class SlaError(Exception):
    """The deadline could not be worked out."""

    def __str__(self) -> str:
        return super().__str__() or (self.__doc__ or "").strip()


class InvalidCalendar(SlaError):
    """This calendar contradicts itself."""


class NoWorkingTime(InvalidCalendar):
    """This calendar has no open time within the next 400 days."""


class InvalidTarget(SlaError):
    """A target is a whole number above zero and a known unit."""


class InvalidLadder(SlaError):
    """This ladder contradicts itself."""


class NaiveInstant(SlaError):
    """An instant needs a time zone."""


class NegativeSpan(SlaError):
    """Working time cannot be counted backwards."""


class PastHorizon(SlaError):
    """The answer lies beyond the horizon of this calendar."""


class IllegalMove(SlaError):
    """The clock cannot do that in its present state."""


class OutOfOrder(IllegalMove):
    """The clock has already moved on past that instant."""


class WrongCalendar(SlaError):
    """The clock runs on another calendar."""


class LedgerGap(SlaError):
    """The clock has consumed time that its ledger does not show."""

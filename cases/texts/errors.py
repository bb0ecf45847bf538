"""What can be wrong with a text: always our mistake, never the person's."""


class TextError(Exception):
    """A text cannot be sent as it was asked for."""


class UnknownText(TextError):
    """There is no text of this name."""


class WrongValue(TextError):
    """A text was given a value that no text takes, or not given one that it needs."""


class WrongTable(TextError):
    """A table of texts lacks a language, a purpose or a budget, or uses an unknown placeholder."""

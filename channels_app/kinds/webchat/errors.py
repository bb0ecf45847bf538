"""What can be wrong with what a browser sends; the docstring is what it means for the person."""


class ChatError(Exception):
    """The chat cannot take this."""


class Unreadable(ChatError):
    """The browser's words do not have the shape that they must have."""


class Forged(ChatError):
    """The conversation's token was not made by us for this chat."""


class Expired(ChatError):
    """The conversation was not used for so long that it has ended."""

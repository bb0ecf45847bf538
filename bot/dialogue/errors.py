"""What can go wrong with a dialogue; the docstring is the sentence that a person may see."""

from dataclasses import dataclass


class DialogueError(Exception):
    """The dialogue cannot go on."""


class DialogueUnavailable(DialogueError):
    """The dialogue cannot be asked now: hand the person to a human."""


class ActionRejected(DialogueError):
    """An action declined to run, so that another may."""


class ActionFailed(DialogueError):
    """An action broke: what it would have done is lost, and the turn goes on."""


@dataclass(frozen=True)
class Place:
    """Where in the assets something is written; the line counts from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class AssetRefused(DialogueError):
    """The assets say something that the two engines would not do alike."""

    def __init__(self, place: Place, why: str) -> None:
        self.place = place
        self.why = why
        super().__init__(f"{place}: {why}")

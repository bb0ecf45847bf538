"""What a digit from the menu leads to."""

from bot import menu, references, speech
from bot.filing import file_message
from bot.models import Awaiting
from bot.nlu.commands import digit
from bot.turn import Turn
from workflows import lookup


def chosen(turn: Turn) -> bool:
    """Take a bare digit as a choice from the menu that was shown last; any other shows the menu.

    A "1" sent twice to confirm a solution must not open a complaint.
    """
    number = digit(turn.words)
    if number is None:
        return False
    known = {choice.name: choice for choice in menu.CHOICES}
    options = turn.conversation.options
    if turn.conversation.awaiting != Awaiting.MENU or not 1 <= number <= len(options):
        turn.keep(turn.conversation.case)
        menu.show(turn)
        return True
    _do(turn, known[options[number - 1]])
    return True


def _do(turn: Turn, choice: menu.Choice) -> None:
    if choice.name == "status":
        references.latest(turn)
    elif choice.name == "human":
        speech.to_a_human(turn)
    elif waiting := turn.cases.waiting:
        speech.join(turn, waiting)
    else:
        _open(turn, choice)


def _open(turn: Turn, choice: menu.Choice) -> None:
    case = file_message(
        turn,
        category=lookup.category(choice.category),
        programme=lookup.programme(choice.programme),
        question="ask_what",
    )
    turn.wait_for(Awaiting.WHAT, case=case)

"""System checks: the shipped assets load, and the engine that is asked for can have them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from bot.dialogue.errors import AssetRefused

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
ENGINES: Final = ("embedded", "rasa")


@register("samleng", deploy=True)
def the_dialogue_is_right(**_kwargs: Any) -> list[CheckMessage]:
    """Read the assets as the engine will, and judge the settings."""
    # rasa_sdk takes its time to import: not before Django is up.
    from bot.dialogue.wiring import ACTIONS, ASSETS

    return [*settings_problems(), *asset_problems(ASSETS, ACTIONS)]


def settings_problems() -> Iterator[CheckMessage]:
    """Find what is wrong with the engine's settings."""
    if settings.DIALOGUE_ENGINE not in ENGINES:
        yield Error(
            f"DIALOGUE_ENGINE is {settings.DIALOGUE_ENGINE!r}.",
            hint="Set it to 'embedded' or 'rasa'; unset means embedded.",
            id="samleng.E021",
        )
    if settings.DIALOGUE_ENGINE == "rasa" and not settings.RASA_URL:
        yield Error(
            "DIALOGUE_ENGINE is 'rasa', and RASA_URL is not set.",
            hint="Set the Rasa server's address, such as http://127.0.0.1:5005.",
            id="samleng.E022",
        )
    for name in ("RASA_URL", "ACTION_SERVER_URL"):
        url = urlsplit(getattr(settings, name))
        if url.geturl() and url.scheme != "https" and url.hostname not in LOOPBACK:
            yield Error(
                f"{name} is not https and not on this machine.",
                hint="Facts about people travel there: use https, or an address on loopback.",
                id="samleng.E023",
            )


def asset_problems(folder: Path, actions: str) -> Iterator[CheckMessage]:
    """Load the assets, where there are any, and hold their actions against those that exist."""
    from bot.dialogue.embedded import engine_of
    from bot.dialogue.executors import InProcess

    if not any(folder.glob("domain*")):
        return
    executor = InProcess(actions)
    try:
        domain = engine_of(folder, executor).domain
    except AssetRefused as error:
        yield Error(
            f"The dialogue's assets are refused: {error}",
            hint="docs/operations/rasa.md says what both engines take.",
            id="samleng.E024",
        )
        return
    missing = sorted(
        {name for name in domain.actions if not name.startswith("utter_")} - executor.names
    )
    if missing:
        yield Error(
            f"The domain names actions that {actions} does not have: {', '.join(missing)}.",
            hint="Write them, or take them out of the domain.",
            id="samleng.E025",
        )
    told_apart = sorted(
        name for name, each in domain.responses.items() if any(one.channel for one in each)
    )
    if settings.DIALOGUE_ENGINE == "rasa" and told_apart:
        yield Error(
            f"Responses differ by channel, which Rasa's REST channel cannot: {told_apart}.",
            hint="Let cases/texts differ by channel instead.",
            id="samleng.E026",
        )

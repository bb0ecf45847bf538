"""Which dialogue engine answers, by the settings."""

from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from bot.dialogue.assets.folder import load
from bot.dialogue.embedded import Embedded, engine_of
from bot.dialogue.executors import Executor, InProcess, OverHttp
from bot.dialogue.interface import Dialogue
from bot.dialogue.rasa import RasaServer
from bot.dialogue.rows import InDatabase
from timekeeping.now import now

ASSETS: Final = Path(__file__).resolve().parent.parent / "assets"
ACTIONS: Final = "bot.actions"
EMBEDDED: Final = "embedded"
RASA: Final = "rasa"


@cache
def dialogue() -> Dialogue:
    """Give the one engine of this process. Raises AssetRefused."""
    if settings.DIALOGUE_ENGINE == RASA:
        domain = load(ASSETS).domain
        return RasaServer(settings.RASA_URL, domain, token=settings.RASA_TOKEN)
    return Embedded(engine_of(ASSETS, executor()), InDatabase(), now=now)


def executor() -> Executor:
    """Give where custom actions run."""
    url = settings.ACTION_SERVER_URL
    return OverHttp(url) if url else InProcess(ACTIONS)

"""Which registry is asked: a literal choice, by the setting REGISTRY."""

from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings

from cases.models import RegisterHousehold
from cases.registry.errors import RegistryAway
from cases.registry.facts import Candidates
from cases.registry.imported import Imported
from cases.registry.spdci.adapter import Spdci
from cases.registry.values import Household, Payment, Registry


class Nothing:
    """No registry: whoever asks hears that it is away, and an officer answers."""

    name = "none"

    def matching(self, number: str, known: Candidates) -> Household | None:
        """Nobody can say."""
        raise RegistryAway

    def payments(self, household: Household) -> list[Payment]:
        """Nobody can say."""
        raise RegistryAway


REGISTRIES: Final[Mapping[str, Callable[[], Registry]]] = {
    "imported": Imported,
    "spdci": Spdci,
    "none": Nothing,
}


def is_connected() -> bool:
    """Whether there is anything to ask: nobody gives a number in vain."""
    if Imported.name == settings.REGISTRY:
        return RegisterHousehold.objects.exists()
    return bool(Nothing.name != settings.REGISTRY)


def registry() -> Registry:
    """The registry of this installation."""
    return REGISTRIES[settings.REGISTRY]()

"""What can go wrong with a registry or with a list that is brought in."""


class RegistryError(Exception):
    """The registry cannot be used like this."""

    def __str__(self) -> str:
        return super().__str__() or (self.__doc__ or "").strip()


class RegistryAway(RegistryError):
    """The registry did not answer, or not in a way that can be trusted."""


class ListRefused(RegistryError):
    """The list was not brought in: nothing was changed."""

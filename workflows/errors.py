"""What can go wrong with policy; the docstring is the sentence that an officer may see."""


class WorkflowError(Exception):
    """The policy tables do not allow this."""

    def __str__(self) -> str:
        return super().__str__() or (self.__doc__ or "").strip()


class CatalogueError(WorkflowError):
    """The catalogue's files contradict themselves; nothing was changed."""

    def __init__(self, problem: str, *, file: str, entry: str = "", field: str = "") -> None:
        """Name the file, the entry and the field, so that the typo is found at once."""
        self.file, self.entry, self.field, self.problem = file, entry, field, problem
        place = ": ".join(part for part in (file, entry, field) if part)
        super().__init__(f"{place}: {problem}")


class NoOffice(WorkflowError):
    """No office may take this case: the catalogue has no national intake and no outside desk."""


class NoPolicy(WorkflowError):
    """No deadline policy fits this case and there is no default one."""


class UnknownCalendar(WorkflowError):
    """There is no such version of a working calendar."""


class InForce(WorkflowError):
    """A version in force is not changed: make a new version."""

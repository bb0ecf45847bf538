"""The verb of an officer's own language."""

from workflows.models import Officer


def prefer(officer: Officer, *, language: str) -> None:
    """Keep the language in which an officer reads the screens."""
    Officer.objects.filter(pk=officer.pk).update(language=language)

"""All that a rule may look at."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known of a case when a rule decides; codes and ids only, no text, no identity."""

    programme: str | None = None
    category: str | None = None
    severity: int = 2
    sensitive: bool = False
    channel: str = ""
    # Area ids from the province down to the most specific place known.
    area_path: tuple[int, ...] = ()
    # Offices that the complaint is about: excluded from routing and from sight.
    accused_offices: frozenset[int] = field(default_factory=frozenset)
    overseer_accused: bool = False
    level: int = 0

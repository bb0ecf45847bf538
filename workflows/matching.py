"""Whether a rule or a policy speaks of a case: codes, and patterns such as FP*."""

from collections.abc import Sequence
from fnmatch import fnmatchcase


def fits(code: str | None, patterns: Sequence[str]) -> bool:
    """No pattern fits everything; an unknown code fits no pattern, `*` included."""
    if not patterns:
        return True
    return code is not None and any(fnmatchcase(code, pattern) for pattern in patterns)

"""Pages beside the catalogue's: approved answers, and what was brought into the register."""

from cases.admin import knowledge, registers

__all__ = ["knowledge", "registers"]

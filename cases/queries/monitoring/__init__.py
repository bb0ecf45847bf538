"""How long people wait: the figures of the monitor page, from instants that never change."""

from cases.queries.monitoring.filters import Choices, Filters, choices
from cases.queries.monitoring.sheet import CUTS, Figures, Sheet, read

__all__ = ["CUTS", "Choices", "Figures", "Filters", "Sheet", "choices", "read"]

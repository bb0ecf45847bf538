"""The policy tables: catalogue, organisation, routing and SLA."""

from workflows.models.catalogue import Category, PaymentProvider, Programme
from workflows.models.organisation import Agency, Area, AreaAlias, Office, OfficeArea, Officer
from workflows.models.revision import CatalogueRevision
from workflows.models.routing import RoutingRule
from workflows.models.sla import CalendarDay, SlaPolicy, SlaTarget, WorkCalendar

__all__ = [
    "Agency",
    "Area",
    "AreaAlias",
    "CalendarDay",
    "CatalogueRevision",
    "Category",
    "Office",
    "OfficeArea",
    "Officer",
    "PaymentProvider",
    "Programme",
    "RoutingRule",
    "SlaPolicy",
    "SlaTarget",
    "WorkCalendar",
]

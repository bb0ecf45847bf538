"""The catalogue's pages for catalogue officers and administrators; never a case."""

from workflows.admin import catalogue, deadlines, organisation, routing
from workflows.admin.site import site

__all__ = ["catalogue", "deadlines", "organisation", "routing", "site"]

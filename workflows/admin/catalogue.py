"""Pages for programmes, categories and payment providers."""

from django.contrib import admin

from workflows.admin.base import RoleAdmin
from workflows.admin.forms import CategoryForm
from workflows.admin.site import site
from workflows.models import Category, PaymentProvider, Programme


@admin.register(Programme, site=site)
class ProgrammeAdmin(RoleAdmin):
    """What people may ask or complain about."""

    list_display = ("code", "label", "agency", "parent", "status", "filing_deadline_on")
    list_filter = ("status", "agency")
    search_fields = ("code", "name_km", "name_en")
    autocomplete_fields = ("agency", "parent")
    filter_horizontal = ("payment_providers",)
    ordering = ("order", "code")


@admin.register(Category, site=site)
class CategoryAdmin(RoleAdmin):
    """The kinds of matter."""

    form = CategoryForm
    list_display = ("code", "label", "severity", "sensitivity", "is_enquiry", "is_active")
    list_filter = ("severity", "sensitivity", "is_enquiry", "is_active")
    search_fields = ("code", "name_km", "name_en", "note")
    ordering = ("code",)


@admin.register(PaymentProvider, site=site)
class PaymentProviderAdmin(RoleAdmin):
    """Who pays benefits out."""

    list_display = ("code", "label", "agency", "is_active")
    search_fields = ("code", "name_km", "name_en")
    autocomplete_fields = ("agency",)

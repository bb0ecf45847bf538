"""The routing table's page."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from workflows.admin.forms import RoutingRuleForm
from workflows.admin.site import site
from workflows.admin.versioned import EndingAdmin
from workflows.models import RoutingRule


@admin.register(RoutingRule, site=site)
class RoutingRuleAdmin(EndingAdmin):
    """The lines in the order in which they are tried."""

    form = RoutingRuleForm
    list_display = ("order", "code", "label", "leads_to", "stands")
    list_display_links = ("code",)
    list_filter = ("level", "sensitive")
    list_select_related = ("office", "agency")
    search_fields = ("code", "name_km", "name_en", "categories", "programmes")
    autocomplete_fields = ("area", "office", "agency", "lifts_to")
    readonly_fields = ("version", "valid_to")
    ordering = ("order", "code", "-version")
    fieldsets = (
        (None, {"fields": ("code", "version", "order", "name_km", "name_en")}),
        (
            _("When"),
            {
                "fields": (
                    "programmes",
                    "categories",
                    "channels",
                    "area",
                    "sensitive",
                    "overseer_accused",
                )
            },
        ),
        (_("Goes to"), {"fields": ("office", "agency", "level", "lifts_to")}),
        (_("Validity"), {"fields": ("valid_from", "valid_to", "note")}),
    )

    @admin.display(description=_("goes to"))
    def leads_to(self, rule: RoutingRule) -> str:
        """The target in a word or two."""
        if rule.office:
            return rule.office.name
        who = rule.agency.name if rule.agency else str(_("lead agency"))
        return f"{who}, {rule.get_level_display()}"

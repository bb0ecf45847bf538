"""Pages for deadline policies and working calendars."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from workflows import versions
from workflows.admin.forms import (
    CalendarDayForm,
    SlaPolicyForm,
    TargetFormSet,
    WorkCalendarForm,
)
from workflows.admin.site import site
from workflows.admin.versioned import EndingAdmin, VersionedAdmin, VersionedInline
from workflows.models import CalendarDay, SlaPolicy, SlaTarget, WorkCalendar

NEXT_DAYS = 8


def next_days(calendar: WorkCalendar | None) -> SafeString:
    """The days ahead that differ, as a list."""
    days = (
        calendar.days.filter(date__gte=versions.today()).order_by("date")[:NEXT_DAYS]
        if calendar
        else ()
    )
    rows = format_html_join(
        "", "<li>{} {} ({})</li>", ((day.date, day.name, day.get_kind_display()) for day in days)
    )
    return format_html("<ul>{}</ul>", rows) if rows else SafeString("-")


class SlaTargetInline(VersionedInline):
    """The typed targets."""

    model = SlaTarget
    formset = TargetFormSet
    fields = ("metric", "amount", "unit")


@admin.register(SlaPolicy, site=site)
class SlaPolicyAdmin(EndingAdmin):
    """What people are promised, with the holidays that move it."""

    form = SlaPolicyForm
    list_display = ("order", "code", "label", "promises", "stands")
    list_display_links = ("code",)
    list_filter = ("calendar_code", "is_default")
    search_fields = ("code", "name_km", "name_en", "categories")
    readonly_fields = ("version", "valid_to", "holidays_ahead")
    inlines = (SlaTargetInline,)
    ordering = ("order", "code", "-version")
    fieldsets = (
        (None, {"fields": ("code", "version", "order", "name_km", "name_en", "is_default")}),
        (_("When"), {"fields": ("programmes", "categories")}),
        (
            _("Deadlines"),
            {
                "fields": (
                    "calendar_code",
                    "holidays_ahead",
                    "ladder",
                    "confirm_days",
                    "reopen_days",
                    "awaiting_cap_days",
                    "offer_days",
                )
            },
        ),
        (_("Validity"), {"fields": ("valid_from", "valid_to", "source")}),
    )

    @admin.display(description=_("promises"))
    def promises(self, policy: SlaPolicy) -> str:
        """The targets in a line."""
        return "; ".join(str(target) for target in policy.targets.all())

    @admin.display(description=_("next days that differ"))
    def holidays_ahead(self, policy: SlaPolicy) -> SafeString:
        """Of the calendar that it counts in."""
        calendars = WorkCalendar.objects.filter(
            code=policy.calendar_code, valid_from__lte=versions.today()
        )
        return next_days(calendars.order_by("-valid_from", "-version").first())


class CalendarDayInline(VersionedInline):
    """Holidays, half days and days worked in lieu."""

    model = CalendarDay
    form = CalendarDayForm
    ordering = ("date",)


@admin.register(WorkCalendar, site=site)
class WorkCalendarAdmin(VersionedAdmin):
    """When offices are open. A holiday is added in a new version."""

    form = WorkCalendarForm
    list_display = ("code", "label", "stands", "zone")
    list_filter = ("code",)
    search_fields = ("code", "name_km", "name_en")
    readonly_fields = ("version", "holidays_ahead")
    inlines = (CalendarDayInline,)
    fields = (
        "code",
        "version",
        "name_km",
        "name_en",
        "zone",
        "weekly",
        "valid_from",
        "holidays_ahead",
        "note",
    )

    @admin.display(description=_("next days that differ"))
    def holidays_ahead(self, calendar: WorkCalendar) -> SafeString:
        """The list that is looked at before a deadline is promised."""
        return next_days(calendar)

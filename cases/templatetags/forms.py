"""How a form field is drawn: Tabler's classes, and labels that belong to their field."""

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the label stands behind the field."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_choice_group(field: BoundField) -> bool:
    """Whether the field is several buttons under one legend."""
    return isinstance(field.field.widget, forms.RadioSelect)


@register.filter
def styled(field: BoundField) -> SafeString:
    """Draw the field with the class of its kind; a wrong one says so to screen readers."""
    if isinstance(field.field.widget, forms.CheckboxInput):
        css = "form-check-input"
    elif isinstance(field.field.widget, forms.Select):
        css = "form-select"
    else:
        css = "form-control"
    return field.as_widget(attrs={"class": css})

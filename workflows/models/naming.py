"""Rows that carry a name in Khmer and in English."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Named(models.Model):
    """A catalogue row with a name in both languages; `name` is the reader's."""

    name_km = models.CharField(_("name in Khmer"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page; Khmer unless it is English."""
        return self.name_in(get_language() or "km")

    def name_in(self, language: str) -> str:
        """The name in a language code such as `km`, `km-Latn` or `en`."""
        return self.name_km if language == "km" else self.name_en

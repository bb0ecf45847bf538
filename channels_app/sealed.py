"""Columns whose content only the application reads, an empty text and a whole document included."""

import json
from typing import TYPE_CHECKING, Any

from encrypted_fields.fields import EncryptedTextField

if TYPE_CHECKING:
    from django.db import models

    Text = models.Field[str, str]
    Document = models.Field[dict[str, Any], dict[str, Any]]
else:
    Text = Document = EncryptedTextField


class SealedTextField(Text):
    """Encrypted text that may be empty; the parent turns "" into NULL, and people do send ""."""

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt everything but nothing."""
        return "" if value == "" else super().get_prep_value(value)


class SealedJSONField(Document):
    """A JSON document encrypted whole: one pass instead of one a leaf, and its types stay."""

    def get_prep_value(self, value: Any) -> Any:
        """Write the document, then encrypt it."""
        return None if value is None else super().get_prep_value(json.dumps(value))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Decrypt, then read the document."""
        return None if value is None else json.loads(EncryptedTextField.to_python(self, value))

    def to_python(self, value: Any) -> Any:
        """Leave what Python already holds as it is."""
        return value

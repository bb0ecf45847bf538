"""The screens on which officers work."""

"""Commands of the cases."""

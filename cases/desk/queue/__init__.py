"""The queue of an office."""

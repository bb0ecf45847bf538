"""The trial's own PostgreSQL: where it lives, which binaries, how it starts and stops."""

"""The one clock: the database says what time it is."""

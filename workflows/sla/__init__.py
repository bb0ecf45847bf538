"""Deadlines as pure arithmetic: calendars, targets, clocks and the ladder; no database here."""

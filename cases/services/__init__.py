"""What can be done to a case: one family of verbs a file."""

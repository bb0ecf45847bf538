"""What can be asked about cases: one question a file."""

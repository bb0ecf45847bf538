"""Which office answers, and why."""

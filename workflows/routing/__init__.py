"""Which office owns a matter: pure decisions, and the loading of what they need."""

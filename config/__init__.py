"""The wiring: settings, addresses and processes."""

"""Wires: the inbox, the outbox and one folder for each kind of channel."""

"""The wires, through the doors that providers and workers use."""

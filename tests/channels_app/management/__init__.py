"""Commands of the wires."""

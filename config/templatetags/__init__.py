"""What the templates of the wiring ask for."""

"""What people sent along with their words: for the eyes and ears of who may see the case."""

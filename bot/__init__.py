"""What a person says, and what should happen because of it."""

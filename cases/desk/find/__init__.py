"""Finding a case again."""

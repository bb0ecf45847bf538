"""The page of one case, and every step that can be taken on it."""

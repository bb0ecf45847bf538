"""The monitors' face: figures on resolution times, on a page and as CSV."""

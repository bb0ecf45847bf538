"""Each kind against its provider's own words."""

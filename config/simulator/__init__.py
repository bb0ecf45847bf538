"""A phone to play with in a trial, and the small provider behind it; never in production."""

"""Whole journeys, through the doors that people use: HTTP, and the processes that really run."""

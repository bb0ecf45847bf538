"""Tests of the trial's made-up world."""

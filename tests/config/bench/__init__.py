"""Tests of the measurement of the intake."""

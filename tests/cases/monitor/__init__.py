"""Tests of the monitors' pages."""

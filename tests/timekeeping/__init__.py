"""Tests of timekeeping."""

"""Tests of the pages beside the catalogue's."""

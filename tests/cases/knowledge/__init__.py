"""Tests of the approved knowledge base."""

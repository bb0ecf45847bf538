"""Tests of the register: what comes in, who is told, and by whom it is asked."""

"""The channel kinds: one closed folder each."""

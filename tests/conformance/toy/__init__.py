"""A small domain that uses every part of what the engines take."""

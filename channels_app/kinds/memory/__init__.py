"""A channel without a wire: it keeps what it sent."""

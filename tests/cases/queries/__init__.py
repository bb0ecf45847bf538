"""The questions that pages ask about cases."""

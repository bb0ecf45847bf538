"""What every registered kind, intent and text must keep."""

"""What a form looks up while it is filled in: places and offices."""

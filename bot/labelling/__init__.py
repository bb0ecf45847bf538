"""What was not understood, labelled by supervisors, and put back into what the bot learns from."""

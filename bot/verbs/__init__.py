"""What the dialogue's orders do, each in the transaction of the message that led to it."""

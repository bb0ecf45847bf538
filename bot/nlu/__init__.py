"""What a person's words say: safety first, then commands, references and matters."""

"""The assets of the dialogue: what of Rasa's format we take, and what we refuse, with its line."""

"""The dialogue: from an intent and its facts to what is to be said and done next."""

"""The language of the screens: the officer's own, kept from one sign-in to the next."""

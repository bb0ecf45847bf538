"""The records of a case, the verbs on them and the screens that show them."""

"""A chat in the browser, on a page of ours or inside somebody else's."""

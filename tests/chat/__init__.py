"""A chat as its browsers and its tests meet it."""

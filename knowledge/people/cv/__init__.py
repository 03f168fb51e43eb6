"""CVs that people send: their text, and the facts in it."""

"""Texts in, ids and similarities out: the search under everything, which knows no subject."""

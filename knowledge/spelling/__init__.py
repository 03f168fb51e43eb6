"""Mends what people misspell, so that the search finds what they meant."""

from knowledge.spelling.mending import Spelling

__all__ = ["Spelling"]

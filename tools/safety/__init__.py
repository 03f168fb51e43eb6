"""Fits the classifier of knowledge.safety and measures it."""

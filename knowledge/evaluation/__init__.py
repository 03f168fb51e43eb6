"""Measurements of what the product answers, finds and matches."""

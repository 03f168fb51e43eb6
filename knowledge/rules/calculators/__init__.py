"""Sums of law with their working shown: months, amounts and dates from what a person says."""

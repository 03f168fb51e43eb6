"""What was said and done, kept for staff."""

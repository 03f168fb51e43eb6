"""What staff think of answers: a daily sample, verdicts, agreement, corrections."""

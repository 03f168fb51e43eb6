"""The clauses that could carry an answer, and which of them do."""

"""From a question to an answer that quotes its clauses."""

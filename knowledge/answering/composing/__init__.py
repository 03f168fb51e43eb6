"""The answer in the clauses' own words: quotes, dates, sums, or the decline."""

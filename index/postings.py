"""Which rows hold a token and what it adds there, straight from the arrays that bm25s keeps."""

from collections.abc import Mapping
from dataclasses import dataclass

import bm25s
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Scores = NDArray[np.float32]

# Lucene's default.
K1 = 1.2


@dataclass(frozen=True, slots=True)
class Postings:
    """
    The rows of token i, and its BM25 gain in each, stand at first[i] up to first[i + 1].

    numbers: of each token; a number without postings belongs to no row's token.
    """

    numbers: Mapping[str, int]
    first: Numbers
    rows: Numbers
    gains: Scores
    n_rows: int

    @classmethod
    def of(cls, engine: bm25s.BM25) -> "Postings":
        """The engine's own arrays, not copied."""
        stored = engine.scores
        first, rows, gains = stored["indptr"], stored["indices"], stored["data"]
        return cls(engine.vocab_dict, first, rows, gains, int(stored["num_docs"]))

    def of_token(self, token: str) -> tuple[Numbers, Scores]:
        """Rows that hold the token, and what it adds to the score of each."""
        number = self.number(token)
        if number is None:
            return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        start, end = self.first[number], self.first[number + 1]
        return self.rows[start:end], self.gains[start:end]

    def number(self, token: str) -> int | None:
        """The token's number; None if no row holds it."""
        number = self.numbers.get(token)
        return None if number is None or number + 1 >= len(self.first) else number


def rarity(n_holding: int, n_rows: int) -> float:
    """Inverse document frequency as Lucene's BM25 has it; largest when no row holds the token."""
    return float(np.log1p((n_rows - n_holding + 0.5) / (n_holding + 0.5)))


def rarities(n_holding: NDArray[np.number], n_rows: int) -> Scores:
    """`rarity` of each, float32; counts may be parts of rows."""
    held = np.minimum(n_holding, n_rows)
    logs: Scores = np.log1p((n_rows - held + 0.5) / (held + 0.5)).astype(np.float32)
    return logs

"""BM25 over lexical tokens, built once and read from disk."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from index.tokens import Tokenizer

Scores = NDArray[np.float32]

# Lucene's default.
_K1 = 1.2

# What a single Chinese character counts beside a word: any weight from 0.3 to 1 finds equally
# well, and a low one keeps passages that share only common characters from looking covered.
_SINGLE = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What the index says about one query.

    scores: BM25, >= 0, shape (n_rows,).
    coverage: in [0, 1], shape (n_rows,): share of the query, weighted by rarity, that a row holds.
    known_share: in [0, 1]: share of the query, weighted by rarity, that any row holds.
    whole: BM25 of a row of average length that holds each of the query's words once, >= 0.
    """

    scores: Scores
    coverage: Scores
    known_share: float
    whole: float


class LexicalIndex:
    """Rows 0..n-1 of texts; a token that no row holds counts as the rarest there can be."""

    def __init__(self, engine: bm25s.BM25, n_rows: int, tokenizer: Tokenizer) -> None:
        self._engine = engine
        self._n_rows = n_rows
        self._tokenizer = tokenizer

    def __len__(self) -> int:
        return self._n_rows

    @classmethod
    def build(cls, texts: Sequence[str], tokenizer: Tokenizer) -> "LexicalIndex":
        """An index with one row for each text."""
        # bm25s cannot index a corpus without a single token; "" is never a query's token.
        documents = [tokenizer(text) or [""] for text in texts] or [[""]]
        engine = bm25s.BM25(method="lucene", k1=_K1, b=0.75)
        engine.index(documents, show_progress=False)
        return cls(engine, len(texts), tokenizer)

    def save(self, folder: Path) -> None:
        """Writes the index's files into the folder."""
        self._engine.save(folder, show_progress=False)
        (folder / "rows.json").write_text(json.dumps(self._n_rows), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, tokenizer: Tokenizer) -> "LexicalIndex":
        """
        The index saved there, its arrays memory-mapped.

        :raises OSError: if a file is missing.
        :raises ValueError: if a file is damaged.
        """
        engine = bm25s.BM25.load(folder, mmap=True)
        for name in ("data", "indices", "indptr"):
            # The same mapped memory as plain arrays: a slice of a memmap costs ten times more.
            engine.scores[name] = engine.scores[name].view(np.ndarray)
        n_rows = int(json.loads((folder / "rows.json").read_text(encoding="utf-8")))
        return cls(engine, n_rows, tokenizer)

    def scores(self, query: str) -> Scores:
        """BM25 of each row, float32, >= 0, shape (n_rows,)."""
        return self.read(query).scores

    def known_share(self, query: str) -> float:
        """Share of the query's tokens, weighted by rarity, that the index has ever seen."""
        return self.read(query).known_share

    def read(self, query: str) -> Reading:
        """Scores, coverage and known share of one query, from one pass over its tokens."""
        tokens = list(dict.fromkeys(self._tokenizer(query)))
        size = int(self._engine.scores["num_docs"])
        scores = np.zeros(size, dtype=np.float32)
        coverage = np.zeros(size, dtype=np.float32)
        known = total = 0.0
        for token in tokens:
            rows, gains = self._postings(token)
            part = _SINGLE if _is_single(token) else 1.0
            weight = part * _rarity(len(rows), size)
            total += weight
            known += weight if len(rows) else 0.0
            scores[rows] += np.float32(part) * gains
            coverage[rows] += weight
        if total:
            coverage /= total
        return Reading(
            scores=scores[: self._n_rows],
            coverage=np.minimum(coverage, 1.0)[: self._n_rows],
            known_share=known / total if total else 0.0,
            whole=total / (1 + _K1),
        )

    def _postings(self, token: str) -> tuple[NDArray[np.int32], Scores]:
        """Rows that hold the token, and what it adds to the score of each (bm25s's own arrays)."""
        stored = self._engine.scores
        number = self._engine.vocab_dict.get(token)
        if number is None or number + 1 >= len(stored["indptr"]):
            return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        start, end = stored["indptr"][number], stored["indptr"][number + 1]
        return stored["indices"][start:end], stored["data"][start:end]


def _is_single(token: str) -> bool:
    """A character counted for itself; the letters of an alphabet are no words alone either."""
    return len(token) == 1 and not token.isdigit()


def _rarity(n_holding: int, n_rows: int) -> float:
    """Inverse document frequency as Lucene's BM25 has it; largest when no row holds the token."""
    return float(np.log1p((n_rows - n_holding + 0.5) / (n_holding + 0.5)))

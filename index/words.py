"""The words of a million texts on disk: looked up for the rows that are candidates already."""

import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.postings import K1, rarity
from index.scripts import weight_of

Numbers = NDArray[np.uint32]
Rows = NDArray[np.int64]
Scores = NDArray[np.float32]

_B = 0.75
# A word of more rows than this finds nothing by itself: meaning and trade find those rows.
_RARE = 2_000
_ROWS = "words.rows"
_CELLS = np.dtype([("word", "<u4"), ("count", "u1")])
"""A word of a row: its checksum, and how often the row holds it."""
_CELL = _CELLS.itemsize
_FILES = ("first", "vocabulary", "holding", "rare_first", "rare_rows")


@dataclass(frozen=True, slots=True)
class AskedWords:
    """
    A query's distinct words.

    numbers: checksums, shape (n_words,). weights: by rarity, float32, shape (n_words,).
    """

    numbers: Numbers
    weights: Scores

    @property
    def total(self) -> float:
        """The weight of the whole query."""
        return float(self.weights.sum())

    @property
    def whole(self) -> float:
        """BM25 of a row of average length that holds each of the words once."""
        return self.total / (1 + K1)


@dataclass(frozen=True, slots=True)
class WordReading:
    """scores: BM25, >= 0, shape (n_rows,). coverage: by rarity, in [0, 1], shape (n_rows,)."""

    scores: Scores
    coverage: Scores


class Words:
    """
    Which words each row holds; a word goes by its 32-bit checksum.

    The cells of row i, first[i] up to first[i + 1], stand in a file that is read row by row: were
    it mapped, a few hundred searches would bring all of it into memory. Of rare words the rows are
    kept, too. Two words of the same checksum count as one; among 300,000 words that is about ten
    pairs.
    """

    def __init__(self, folder: Path) -> None:
        read = {name: np.load(folder / f"words.{name}.npy", mmap_mode="r") for name in _FILES}
        plain = {name: array.view(np.ndarray) for name, array in read.items()}
        self._first = plain["first"]
        self._vocabulary, self._holding = plain["vocabulary"], plain["holding"]
        self._rare_first, self._rare_rows = plain["rare_first"], plain["rare_rows"]
        self._file = os.open(folder / _ROWS, os.O_RDONLY)
        self.mean_length = int(self._first[-1]) / max(len(self), 1)

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            os.close(self._file)

    def __len__(self) -> int:
        return len(self._first) - 1

    def asked(self, tokens: Sequence[str]) -> AskedWords:
        """The query's tokens as this index weighs them."""
        distinct = list(dict.fromkeys(tokens))
        numbers = numbers_of(distinct)
        parts = np.array([weight_of(token) for token in distinct], dtype=np.float32)
        rarities = [rarity(int(n), len(self)) for n in self._rows_holding(numbers)]
        return AskedWords(numbers, parts * np.array(rarities, dtype=np.float32))

    def read(self, asked: AskedWords, rows: Rows) -> WordReading:
        """What the rows hold of a query's words."""
        which, of_row, counts = self._cells(asked.numbers, rows)
        lengths = (self._first[rows + 1] - self._first[rows]).astype(np.float32)
        norm = K1 * (1 - _B + _B * lengths / np.float32(self.mean_length or 1))
        gains = asked.weights[which] * counts / (counts + norm[of_row])
        held = np.bincount(of_row, asked.weights[which], len(rows))
        return WordReading(
            scores=np.bincount(of_row, gains, len(rows)).astype(np.float32),
            coverage=(held / max(asked.total, 1e-6)).astype(np.float32),
        )

    def rows_with_rare(self, asked: AskedWords, most: int) -> Rows:
        """Rows that hold a rare word of the query, the rarest words first, at most so many."""
        at = np.searchsorted(self._vocabulary, asked.numbers)
        known = at < len(self._vocabulary)
        known[known] = self._vocabulary[at[known]] == asked.numbers[known]
        spans = [(int(self._rare_first[i]), int(self._rare_first[i + 1])) for i in at[known]]
        spans.sort(key=lambda span: span[1] - span[0])
        found = [self._rare_rows[start:end].astype(np.int64) for start, end in spans]
        return np.unique(np.concatenate(found)[:most]) if found else np.zeros(0, dtype=np.int64)

    def _rows_holding(self, numbers: Numbers) -> Rows:
        if not len(self._vocabulary):
            return np.zeros(len(numbers), dtype=np.int64)
        at = np.minimum(np.searchsorted(self._vocabulary, numbers), len(self._vocabulary) - 1)
        return np.where(self._vocabulary[at] == numbers, self._holding[at], 0)

    def _cells(self, numbers: Numbers, rows: Rows) -> tuple[Rows, Rows, Scores]:
        """Of each asked word in each row: the word's place in the query, the row's, the count."""
        if not len(numbers) or not len(rows):
            none = np.zeros(0, dtype=np.int64)
            return none, none, np.zeros(0, dtype=np.float32)
        starts, ends = self._first[rows], self._first[rows + 1]
        spans = zip(starts.tolist(), ends.tolist(), strict=True)
        read = [os.pread(self._file, (end - start) * _CELL, start * _CELL) for start, end in spans]
        cells = np.frombuffer(b"".join(read), dtype=_CELLS)
        of_row = np.repeat(np.arange(len(rows)), ends - starts)
        order = np.argsort(numbers)
        ordered = numbers[order]
        words = cells["word"]
        at = np.minimum(np.searchsorted(ordered, words), len(ordered) - 1)
        hit = np.flatnonzero(ordered[at] == words)
        return order[at[hit]], of_row[hit], cells["count"][hit].astype(np.float32)


def numbers_of(tokens: Sequence[str]) -> Numbers:
    """The checksum of each token, shape (n_tokens,)."""
    return np.array([_number(token) for token in tokens], dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class RowWords:
    """The distinct words of one text and how often it holds each."""

    words: Numbers
    counts: NDArray[np.uint8]

    @classmethod
    def of(cls, numbers: Numbers) -> "RowWords":
        """The words of a text, given by the numbers of its tokens, repeats among them."""
        words, counts = np.unique(numbers, return_counts=True)
        return cls(words, np.minimum(counts, 255).astype(np.uint8))

    def cells(self) -> bytes:
        """As they stand in a file."""
        cells = np.zeros(len(self.words), dtype=_CELLS)
        cells["word"], cells["count"] = self.words, self.counts
        return cells.tobytes()


def write_words(folder: Path, rows: Sequence[RowWords], order: Rows) -> None:
    """Writes the files of `Words`; row i holds rows[order[i]]."""
    lengths = np.array([len(rows[at].words) for at in order], dtype=np.int64)
    first = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    words = np.zeros(int(first[-1]), dtype=np.uint32)
    with (folder / _ROWS).open("wb") as handle:
        for row, at in enumerate(order.tolist()):
            words[first[row] : first[row + 1]] = rows[at].words
            handle.write(rows[at].cells())
    vocabulary, holding = np.unique(words, return_counts=True)
    rare_first, rare_rows = _rare(words, lengths, vocabulary, holding)
    np.save(folder / "words.first.npy", first)
    np.save(folder / "words.vocabulary.npy", vocabulary)
    np.save(folder / "words.holding.npy", holding)
    np.save(folder / "words.rare_first.npy", rare_first)
    np.save(folder / "words.rare_rows.npy", rare_rows)


def _rare(
    words: Numbers, lengths: Rows, vocabulary: Numbers, holding: Rows
) -> tuple[Rows, NDArray[np.int32]]:
    """The rows of each word of the vocabulary, none of those that are not rare."""
    is_rare = holding <= _RARE
    of_cell = np.searchsorted(vocabulary, words)
    kept = np.flatnonzero(is_rare[of_cell])
    order = kept[np.argsort(of_cell[kept], kind="stable")]
    rows = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    first = np.concatenate([[0], np.cumsum(np.where(is_rare, holding, 0))]).astype(np.int64)
    return first, rows[order]


def _number(token: str) -> int:
    return zlib.crc32(token.encode("utf-8", "surrogatepass"))

"""Passages for a query: by meaning, by words, or by both."""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, TextRole, Vectors
from index.fusion import Background, FusionWeights, Scores, fused
from index.lexical import LexicalIndex, Reading
from index.passages import Catalogue, Finds, Hit, Passage
from index.vectors import Rows, VectorIndex

__all__ = ["Catalogue", "Finds", "Hit", "Mode", "Passage", "Retriever"]

Mask = NDArray[np.bool_]

# Candidates from each side; the fused order of the first ten changes no more from here on.
_DEPTH = 100

# Vectors looked at for a caller who judges for itself: a clause has a dozen in each language.
_NEARLY_NEAREST = 400
# What a cosine counts for beside the share of the words found, where the likeliest keys are picked.
_PER_SIMILARITY = 2.0

# Vectors read to learn where an unrelated one lies: their mean is then off by 2 % of a spread.
_SAMPLE = 2_000


class Mode(StrEnum):
    """Which side of the retrieval ranks."""

    DENSE = "dense"
    LEXICAL = "lexical"
    FUSED = "fused"


class Retriever:
    """
    Searches one immutable set of passages; safe to use from several threads.

    :raises ValueError: if catalogue, vectors and words are not of the same passages.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        encoder: Encoder,
        *,
        vectors: VectorIndex,
        lexical: LexicalIndex,
        weights: FusionWeights | None = None,
    ) -> None:
        sizes = (len(catalogue.keys), len(catalogue.first_vector) - 1, len(lexical))
        if len(set(sizes)) > 1 or catalogue.first_vector[-1] != len(vectors):
            raise ValueError(
                f"catalogue of {sizes[0]} passages and {catalogue.first_vector[-1]} vectors, "
                f"lexical index of {sizes[2]} passages, vector index of {len(vectors)} vectors"
            )
        self._catalogue = catalogue
        self._encoder = encoder
        self._vectors = vectors
        self._lexical = lexical
        self._weights = weights or FusionWeights()
        self._owner = np.repeat(np.arange(sizes[0]), np.diff(catalogue.first_vector))
        self._langs = np.array(catalogue.langs, dtype=object)

    def __len__(self) -> int:
        return len(self._catalogue.keys)

    @property
    def passages(self) -> list[tuple[str, str]]:
        """Key and language of each passage, in the order of their numbers."""
        return list(zip(self._catalogue.keys, self._catalogue.langs, strict=True))

    def vectors_of(self, row: int) -> Vectors:
        """The vectors of a passage and its wordings, float32, shape (1 + n_wordings, dimension)."""
        first, after = self._catalogue.first_vector[row : row + 2]
        return self._vectors.rows(np.arange(first, after))

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        lang: str | None = None,
        allowed_keys: Collection[str] | None = None,
        mode: Mode = Mode.FUSED,
    ) -> list[Hit]:
        """
        The passages that fit the query best, best first, one for each key and language.

        :param lang: passages of this language only.
        :param allowed_keys: passages with these keys only.
        :return: at most k hits; ties keep the order in which the index was built. Lexical mode
            returns only passages that share a word with the query.
        """
        if k <= 0 or not len(self):
            return []
        allowed = self._allowed(lang, allowed_keys)
        return self._ranked(*self._read(query), allowed, k=k, mode=mode)

    def search_each(self, query: str, langs: Iterable[str], *, k: int = 10) -> list[Hit]:
        """
        The best k of each language after one another, each ranked among its own.

        A language has its own background of unrelated texts. The query is read once for all.
        """
        if k <= 0 or not len(self):
            return []
        read = self._read(query)
        return [
            hit for lang in langs for hit in self._ranked(*read, self._allowed(lang, None), k=k)
        ]

    def finds(self, query: str, groups: NDArray[np.int64], keep: Sequence[int]) -> Finds:
        """
        Everything known of the passages that may fit, for a caller that judges them itself.

        :param groups: by passage, the number of the group it competes in.
        :param keep: how many keys of each group to look at; their passages of all languages come.
        """
        vector, reading = self._read(query)
        vectors, similarities = self._vectors.nearly_nearest(vector, _NEARLY_NEAREST)
        near = np.zeros(len(self), dtype=np.float32)
        np.maximum.at(near, self._owner[vectors], similarities)
        promise = near * _PER_SIMILARITY + reading.scores / max(reading.whole, 1.0)
        by_key = np.maximum.reduceat(promise[self._by_key], self._first_of_key)
        chosen = []
        for group, most in enumerate(keep):
            keys = np.flatnonzero(
                (groups[self._by_key[self._first_of_key]] == group) & (by_key > 0)
            )
            best = keys[np.argsort(-by_key[keys], kind="stable")[:most]]
            chosen.append(best)
        of_key = np.isin(self._key_number, np.concatenate(chosen))
        rows = np.flatnonzero(of_key)
        text, asked, asked_three = self._apart(vector, rows)
        best_of = np.clip(np.maximum(text, asked), -1.0, 1.0)
        return Finds(
            rows=rows,
            text=text,
            asked=asked,
            asked_three=asked_three,
            lexical=reading.scores[rows],
            coverage=reading.coverage[rows],
            score=self._fused(vector, best_of, reading, rows),
            vector=vector,
            known_share=reading.known_share,
            whole=reading.whole,
        )

    def _apart(self, vector: Vectors, rows: Rows) -> tuple[Scores, Scores, Scores]:
        """Cosines of each passage's own text, of its nearest wording and of its nearest three."""
        first = self._catalogue.first_vector[rows]
        counts = self._catalogue.first_vector[rows + 1] - first
        starts = np.cumsum(counts) - counts
        table = np.full((len(rows), max(4, int(counts.max(initial=1)))), -1.0, dtype=np.float32)
        texts = np.repeat(first - starts, counts) + np.arange(counts.sum())
        column = np.arange(counts.sum()) - np.repeat(starts, counts)
        table[np.repeat(np.arange(len(rows)), counts), column] = self._vectors.similarities(
            vector, texts
        )
        three = -np.sort(-table[:, 1:], axis=1)[:, :3]
        there = three > -1.0
        mean = np.where(there, three, 0.0).sum(axis=1) / np.maximum(there.sum(axis=1), 1)
        return table[:, 0], three[:, 0], np.where(there.any(axis=1), mean, -1.0).astype(np.float32)

    @cached_property
    def _key_number(self) -> Rows:
        """By passage, the number of its key; the languages of one key share it."""
        numbers: dict[str, int] = {}
        return np.array([numbers.setdefault(key, len(numbers)) for key in self._catalogue.keys])

    @cached_property
    def _by_key(self) -> Rows:
        """The passages in the order of their keys."""
        return np.argsort(self._key_number, kind="stable")

    @cached_property
    def _first_of_key(self) -> Rows:
        """Where each key begins in `_by_key`."""
        counts = np.bincount(self._key_number)
        return np.cumsum(counts) - counts

    def _read(self, query: str) -> tuple[Vectors, Reading]:
        return self._encoder.encode([query], TextRole.QUERY)[0], self._lexical.read(query)

    def _ranked(
        self,
        vector: Vectors,
        reading: Reading,
        allowed: Mask | None,
        *,
        k: int,
        mode: Mode = Mode.FUSED,
    ) -> list[Hit]:
        if allowed is not None and not allowed.any():
            return []
        rows = self._candidates(vector, reading, allowed, mode=mode, depth=max(_DEPTH, 2 * k))
        similarities = self._similarities(vector, rows)
        if mode is Mode.DENSE:
            scores = similarities
        elif mode is Mode.LEXICAL:
            scores = reading.scores[rows]
        else:
            scores = self._fused(vector, similarities, reading, rows)
        order = np.lexsort((rows, -scores))
        hits = (self._hit(int(rows[i]), scores[i], similarities[i], reading) for i in order)
        return _first_of_each(hits, k)

    def _allowed(self, lang: str | None, keys: Collection[str] | None) -> Mask | None:
        """Which passages may be returned, shape (n_passages,); None if all may."""
        if lang is None and keys is None:
            return None
        mask = np.ones(len(self), dtype=bool) if lang is None else self._langs == lang
        if keys is None:
            return mask
        chosen = np.zeros(len(self), dtype=bool)
        chosen[[row for key in set(keys) for row in self._rows_of_key.get(key, ())]] = True
        return mask & chosen

    @cached_property
    def _rows_of_key(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for row, key in enumerate(self._catalogue.keys):
            rows.setdefault(key, []).append(row)
        return rows

    @cached_property
    def _backgrounds(self) -> dict[str, Background]:
        """
        By language: an encoder puts texts of the query's own language nearer than others.
        """
        langs = self._langs[self._owner]
        rows_of = {lang: np.flatnonzero(langs == lang) for lang in set(self._catalogue.langs)}
        return {
            lang: Background.of(self._vectors.rows(rows[:: -(-len(rows) // _SAMPLE)]))
            for lang, rows in rows_of.items()
        }

    def _candidates(
        self, vector: Vectors, reading: Reading, allowed: Mask | None, *, mode: Mode, depth: int
    ) -> Rows:
        """Passages worth scoring: the best of each side, ascending, without repeats."""
        found = []
        if mode is not Mode.LEXICAL:
            own = None if allowed is None else np.flatnonzero(allowed[self._owner])
            vectors, _ = self._vectors.nearest(vector, depth, own)
            found.append(self._owner[vectors])
        if mode is not Mode.DENSE:
            scores = reading.scores if allowed is None else np.where(allowed, reading.scores, 0)
            found.append(_largest(scores, depth))
        return np.unique(np.concatenate(found))

    def _similarities(self, vector: Vectors, rows: Rows) -> Scores:
        """The best cosine over each passage's texts, shape (n_rows,)."""
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        first = self._catalogue.first_vector[rows]
        counts = self._catalogue.first_vector[rows + 1] - first
        starts = np.cumsum(counts) - counts
        texts = np.repeat(first - starts, counts) + np.arange(counts.sum())
        best: Scores = np.maximum.reduceat(self._vectors.similarities(vector, texts), starts)
        return np.clip(best, -1.0, 1.0)

    def _fused(self, vector: Vectors, similarities: Scores, reading: Reading, rows: Rows) -> Scores:
        spreads = np.zeros_like(similarities)
        langs = self._langs[rows]
        for lang, background in self._backgrounds.items():
            of_lang = langs == lang
            spreads[of_lang] = background.spreads_above(vector, similarities[of_lang])
        return fused(
            spreads,
            reading.scores[rows],
            coverage=float(reading.coverage[rows].max()),
            whole=reading.whole,
            length=self._lexical.mean_length,
            weights=self._weights,
        )

    def _hit(self, row: int, score: float, similarity: float, reading: Reading) -> Hit:
        return Hit(
            key=self._catalogue.keys[row],
            lang=self._catalogue.langs[row],
            score=float(score),
            similarity=float(similarity),
            lexical=float(reading.scores[row]),
            coverage=float(reading.coverage[row]),
            row=row,
        )


def _largest(scores: Scores, k: int) -> Rows:
    """Rows of the k largest scores above 0, in no order; equal scores prefer the lower row."""
    rows = np.flatnonzero(scores > 0)
    if len(rows) <= k:
        return rows
    threshold = np.partition(scores[rows], len(rows) - k)[len(rows) - k]
    above = rows[scores[rows] > threshold]
    level = rows[scores[rows] == threshold]
    return np.concatenate([above, level[: k - len(above)]])


def _first_of_each(hits: Iterable[Hit], k: int) -> list[Hit]:
    """The first k hits with distinct (key, lang)."""
    kept: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        if len(kept) == k:
            break
        kept.setdefault((hit.key, hit.lang), hit)
    return list(kept.values())

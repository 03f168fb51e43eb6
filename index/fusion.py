"""One score from two: how near in meaning, and how many rare words are shared."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """
    Weights of the fused score; the same for every corpus. Measured in docs/adr/0002-index.md.

    lexical: one unit of BM25 counts as this many spreads of cosine. BM25 is a sum of
        information, so it is small by itself where the two sides share no words (a Chinese query
        over English text) and needs no switch.
    quoting: added to `lexical` as far as the best passage holds the whole query: a query that is
        quoted word for word is a search for these words.
    quoting_power: how nearly whole: 8 adds 2 % of `quoting` at a coverage of 0.6, 43 % at 0.9.
    quoting_length: distinct tokens of a passage from which on holding the whole query is a
        quotation; among job titles of three words it is common, and says nothing of the rest.
    own_text: spreads above an unrelated text that a query's own text reaches, in about; the
        scale of the score whatever the words can give.
    """

    lexical: float = 0.5
    quoting: float = 4.0
    quoting_power: float = 8.0
    quoting_length: float = 15.0
    own_text: float = 12.0


@dataclass(frozen=True, slots=True)
class Background:
    """
    Where vectors lie as a whole, from which follows what an unrelated one scores for a query.

    mean: float32, shape (dimension,). covariance: float32, shape (dimension, dimension).
    """

    mean: Vectors
    covariance: Vectors

    @classmethod
    def of(cls, vectors: Vectors) -> "Background":
        """
        :param vectors: float32, shape (n, dimension), n >= 1: a fair sample is enough.
        """
        mean = vectors.mean(axis=0)
        centred = vectors - mean
        return cls(mean, centred.T @ centred / np.float32(len(vectors)))

    def spreads_above(self, query: Vectors, similarities: Scores) -> Scores:
        """How many standard deviations each cosine lies above the mean over all rows."""
        spread = float(np.sqrt(max(float(query @ self.covariance @ query), 0.0)))
        # One or a few rows have no spread of their own; 0.05 is half of what a corpus shows.
        return (similarities - np.float32(self.mean @ query)) / np.float32(max(spread, 0.05))


def fused(
    spreads: Scores,
    lexical: Scores,
    *,
    coverage: float,
    whole: float,
    length: float,
    weights: FusionWeights,
) -> Scores:
    """
    The fused score of each candidate, in spreads above an unrelated text.

    Divided by what the words of this query could give at most, so that long queries score no
    higher than short ones.

    :param spreads: of the cosines, shape (n,).
    :param lexical: BM25, shape (n,).
    :param coverage: in [0, 1], the largest over the rows that may be returned.
    :param whole: BM25 of a text that holds the whole query.
    :param length: distinct tokens of a passage, the mean over the index.
    """
    is_quotation = min(1.0, length / weights.quoting_length) ** 4 * coverage**weights.quoting_power
    weight = weights.lexical + weights.quoting * is_quotation
    scale = 1 + weight * whole / weights.own_text
    scores: Scores = np.asarray((spreads + weight * lexical) / scale, dtype=np.float32)
    return scores

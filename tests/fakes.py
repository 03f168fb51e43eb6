"""Stand-ins with behaviour for what is slow or far away."""

import zlib
from collections.abc import Sequence

import numpy as np

from index.encoder import TextRole, Vectors, unit_rows


class HashedNgramsEncoder:
    """
    Texts that share character pairs are near each other, in any script; deterministic.

    `texts_encoded` keeps every text it was given, for tests about what is encoded again.
    """

    def __init__(self, fingerprint: str = "hashed-ngrams-1", dimension: int = 64) -> None:
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.texts_encoded: list[str] = []

    def encode(self, texts: Sequence[str], role: TextRole = TextRole.PASSAGE) -> Vectors:
        self.texts_encoded += texts
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for start in range(len(text)):
                pair = text[start : start + 2].lower().encode("utf-8", "replace")
                vectors[row, zlib.crc32(pair) % self.dimension] += 1
        return unit_rows(vectors)

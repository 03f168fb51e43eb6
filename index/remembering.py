"""An encoder that remembers the queries it has just encoded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from index.encoder import Encoder, TextRole, Vectors

_REMEMBERED = 512


class RememberingEncoder:
    """
    Encodes a query once where one turn searches several times (each language, posts, clauses).

    Passages pass through: they are encoded once in their life.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._query = lru_cache(maxsize=_REMEMBERED)(self._encode_query)

    @property
    def fingerprint(self) -> str:
        """That of the encoder behind it."""
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        """That of the encoder behind it."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str], role: TextRole = TextRole.PASSAGE) -> Vectors:
        """Unit vectors, float32, shape (n_texts, dimension); read-only for a query."""
        if role is TextRole.QUERY and len(texts) == 1:
            return self._query(texts[0])
        return self._encoder.encode(texts, role)

    def _encode_query(self, text: str) -> Vectors:
        vectors = self._encoder.encode([text], TextRole.QUERY)
        vectors.flags.writeable = False
        return vectors

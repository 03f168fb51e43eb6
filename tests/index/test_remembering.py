"""An encoder that remembers queries gives the same vectors and asks for each only once."""

from __future__ import annotations

import numpy as np

from index.encoder import TextRole
from index.remembering import RememberingEncoder
from tests.fakes import HashedNgramsEncoder


class CountingEncoder(HashedNgramsEncoder):
    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    def encode(self, texts, role=TextRole.PASSAGE):
        self.calls += 1
        return super().encode(texts, role)


def test_query_is_encoded_once_and_comes_out_the_same():
    behind = CountingEncoder()
    encoder = RememberingEncoder(behind)
    first, again = (encoder.encode(["留岗红包"], TextRole.QUERY) for _ in range(2))
    assert behind.calls == 1
    assert np.array_equal(first, again)
    assert np.array_equal(first, HashedNgramsEncoder().encode(["留岗红包"], TextRole.QUERY))


def test_passages_are_not_kept():
    behind = CountingEncoder()
    encoder = RememberingEncoder(behind)
    encoder.encode(["a"])
    encoder.encode(["a"])
    assert behind.calls == 2


def test_it_has_the_fingerprint_of_the_encoder_behind_it():
    behind = HashedNgramsEncoder()
    assert RememberingEncoder(behind).fingerprint == behind.fingerprint
    assert RememberingEncoder(behind).dimension == behind.dimension

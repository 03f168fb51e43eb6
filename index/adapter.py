"""A matrix that turns an encoder's vectors towards what matters among the clauses."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.encoder import Encoder, EncoderUnavailable, TextRole, Vectors, unit_rows

ADAPTER_FILE = Path(__file__).parent / "model" / "clause-adapter.npz"


@dataclass(frozen=True, slots=True)
class LinearAdapter:
    """
    A residual linear map: v becomes v + v @ matrix, scaled to length 1.

    matrix: float32, shape (dimension, dimension). encoder: the fingerprint of the encoder whose
    vectors it was fitted on; the vectors of another would be turned at random. digest: of the file.
    """

    matrix: Vectors
    encoder: str
    digest: str

    @classmethod
    def load(cls, path: Path = ADAPTER_FILE) -> LinearAdapter:
        """
        The adapter that the file holds.

        :raises EncoderUnavailable: if it is missing or cannot be read.
        """
        try:
            content = path.read_bytes()
            with np.load(path) as arrays:
                matrix = arrays["matrix"].astype(np.float32)
                encoder = str(arrays["encoder"])
        except (OSError, ValueError, KeyError) as error:
            raise EncoderUnavailable(path.name, repr(error), "Install the package anew") from error
        return cls(matrix, encoder, hashlib.sha256(content).hexdigest()[:16])

    def save(self, path: Path) -> None:
        """Writes matrix and encoder; half precision is all that it needs."""
        np.savez_compressed(path, matrix=self.matrix.astype(np.float16), encoder=self.encoder)

    def __call__(self, vectors: Vectors) -> Vectors:
        """Unit vectors from unit vectors, shape (n, dimension)."""
        return unit_rows(vectors + vectors @ self.matrix)


class AdaptedEncoder:
    """
    An encoder whose every vector goes through an adapter.

    :raises EncoderUnavailable: if the adapter was fitted on another encoder.
    """

    def __init__(self, encoder: Encoder, adapter: LinearAdapter) -> None:
        if adapter.encoder != encoder.fingerprint:
            raise EncoderUnavailable(
                encoder.fingerprint,
                f"its adapter was fitted on {adapter.encoder}",
                "Run tools/adapter/fit.py",
            )
        self._encoder, self._adapter = encoder, adapter
        self.fingerprint = f"{encoder.fingerprint}-{adapter.digest}"
        self.dimension = encoder.dimension

    def encode(self, texts: Sequence[str], role: TextRole = TextRole.PASSAGE) -> Vectors:
        """Unit vectors, float32, shape (n_texts, dimension)."""
        return self._adapter(self._encoder.encode(texts, role))

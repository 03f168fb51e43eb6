"""Two encoders as one: the bundled one, and multilingual-e5-small beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.encoder import Encoder, TextRole, Vectors
from index.onnx_encoder import OnnxEncoder

E5_FOLDER = Path(__file__).parent / "model" / "e5"


def open_e5(folder: Path = E5_FOLDER) -> OnnxEncoder:
    """
    multilingual-e5-small, cut to Chinese and English, as it comes with the package.

    :raises EncoderUnavailable: if a file is missing or cannot be read.
    """
    return OnnxEncoder(folder)


class JointEncoder:
    """
    The vectors of two encoders side by side, so that a cosine is the mean of the two cosines.

    No small encoder is good in both languages, across them and on job titles at once; two that
    fail on different texts are (docs/encoders.md).
    """

    def __init__(self, first: Encoder, second: Encoder) -> None:
        self._first, self._second = first, second
        both = f"{first.fingerprint}+{second.fingerprint}"
        self.fingerprint = f"joint-{hashlib.sha256(both.encode()).hexdigest()[:16]}"
        self.dimension = first.dimension + second.dimension

    def encode(self, texts: Sequence[str], role: TextRole = TextRole.PASSAGE) -> Vectors:
        """Unit vectors, float32, shape (n_texts, dimension)."""
        parts = [encoder.encode(texts, role) for encoder in (self._first, self._second)]
        return np.hstack(parts).astype(np.float32) / np.float32(np.sqrt(2))

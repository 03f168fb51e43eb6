"""A softmax over the encoder's vector of a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SoftmaxHead:
    """weights: float32, shape (dimension, n_classes). bias: float32, shape (n_classes,)."""

    weights: Vector
    bias: Vector

    def __call__(self, vector: Vector) -> Vector:
        """
        Probabilities of the classes, float32, shape (n_classes,).

        For a vector of another encoder than the one it was fitted on, all classes are as likely.
        """
        if len(vector) != len(self.weights):
            return np.full(len(self.bias), 1 / len(self.bias), dtype=np.float32)
        logits = vector @ self.weights + self.bias
        likely = np.exp(logits - logits.max())
        return np.asarray(likely / likely.sum(), dtype=np.float32)

    @classmethod
    def load(cls, arrays: Mapping[str, Vector], name: str) -> SoftmaxHead:
        """The head of that name among the arrays of a model file."""
        return cls(arrays[f"{name}_weights"], arrays[f"{name}_bias"])

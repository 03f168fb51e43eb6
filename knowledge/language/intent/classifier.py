"""Probabilities of intents by the fitted weights; nothing but a product of matrices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.language.intent.features import column_names, features
from knowledge.language.intent.names import FocusKind, Intent
from knowledge.terms import Mention

WEIGHTS = Path(__file__).with_name("intents.npz")
VECTOR_SCALE = 5.0
"""A unit vector's figures are small beside the other columns; the penalty is the same for all."""


class WeightsStale(Exception):
    """The weights were fitted on other columns than the program makes."""


@dataclass(frozen=True)
class Intents:
    """How likely each intent is for one message; the probabilities sum to 1."""

    of: Mapping[Intent, float]

    @cached_property
    def ranked(self) -> tuple[Intent, ...]:
        """All intents, the likeliest first."""
        return tuple(sorted(self.of, key=lambda one: (-self.of[one], one)))

    @property
    def best(self) -> Intent:
        """The likeliest intent."""
        return self.ranked[0]

    def share(self, *intents: Intent) -> float:
        """The probability that the message is for one of these."""
        return sum(self.of[one] for one in intents)


class IntentClassifier:
    """Multinomial logistic regression, calibrated by a temperature; safe in several threads."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        """
        Loads the weights that tools/intent/fit.py writes.

        :raises WeightsStale: where the columns or the intents have changed since the fit.
        """
        with np.load(path, allow_pickle=False) as kept:
            self._weights = kept["weights"].astype(np.float32)
            self._bias = kept["bias"].astype(np.float32)
            self._temperature = float(kept["temperature"])
            self._intents = tuple(Intent(str(name)) for name in kept["intents"])
            columns = tuple(str(name) for name in kept["columns"])
        if columns != column_names() or set(self._intents) != set(Intent):
            raise WeightsStale(f"{path.name}: run tools/intent/fit.py")

    @property
    def dimension(self) -> int:
        """Length of the encoder's vector that the weights were fitted on."""
        return int(self._weights.shape[0]) - len(column_names())

    def intents(
        self, vector: NDArray[np.float32], text: str, mentions: Sequence[Mention], focus: FocusKind
    ) -> Intents:
        """
        How likely each intent is.

        :param vector: the encoder's query vector of the text, float32, shape (dimension,).
        """
        row = np.concatenate([vector * VECTOR_SCALE, features(text, mentions, focus)])
        logits = (row @ self._weights + self._bias) / self._temperature
        odds = np.exp(logits - logits.max())
        shares = odds / odds.sum()
        return Intents({one: float(p) for one, p in zip(self._intents, shares, strict=True)})

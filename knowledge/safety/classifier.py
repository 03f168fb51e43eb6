"""How likely a message is an alarm, and of which kind: a fitted gate, then fitted networks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.safety.features import EXACT_NAMES, GRAM_BUCKETS, exact_features, word_grams

MODEL_FILE = Path(__file__).parent / "model" / "alarms.npz"
CARD_FILE = MODEL_FILE.with_suffix(".toml")
ORDINARY = "ordinary"
"""The class of everything that is no alarm."""
_GATE_LEAST = 0.15
"""The gate's probability of any alarm under which a text is ordinary without more: 97 of 100 alarms
come by, and one in eight ordinary messages, for which the second encoder must run."""
VECTOR_SCALE = 3.0
"""A unit vector's figures are small beside the exact features."""

Floats = NDArray[np.float32]


class WeightsStale(Exception):
    """The weights were fitted on other columns than the program makes."""


@dataclass(frozen=True)
class Message:
    """What the classifier reads of one text; the costly vector only where it is asked for."""

    text: str
    vector: Floats
    """The bundled encoder's query vector, of length 1."""
    second: Callable[[], Floats]
    """Gives that of the second encoder."""
    exact: Floats
    grams: NDArray[np.uint16]

    @classmethod
    def of(cls, text: str, vector: Floats, second: Callable[[], Floats], today: date) -> Message:
        """The message that a text is; ages are counted to `today`."""
        return cls(text, vector, second, exact_features(text, today), word_grams(text))

    def says(self, name: str) -> bool:
        """Whether one of EXACT_NAMES stands in the text."""
        return bool(self.exact[EXACT_NAMES.index(name)])

    @cached_property
    def narrow(self) -> Floats:
        """What the gate reads beside the word runs."""
        return np.concatenate([VECTOR_SCALE * self.vector, self.exact]).astype(np.float32)

    @cached_property
    def wide(self) -> Floats:
        """What the networks read beside the word runs."""
        parts = (VECTOR_SCALE * self.vector, VECTOR_SCALE * self.second(), self.exact)
        return np.concatenate(parts).astype(np.float32)


@dataclass(frozen=True)
class Linear:
    """One layer over dense figures and the mean of word runs."""

    dense: Floats
    """Shape (n_dense, n_out)."""
    grams: Floats
    """Shape (GRAM_BUCKETS, n_out)."""
    bias: Floats

    def __call__(self, dense: Floats, grams: NDArray[np.uint16]) -> Floats:
        """Shape (n_out,)."""
        words = self.grams[grams].sum(axis=0) / np.float32(np.sqrt(len(grams)))
        out: Floats = dense @ self.dense + words + self.bias
        return out


@dataclass(frozen=True)
class Network:
    """Two hidden layers, and a straight way past them."""

    first: Linear
    second_weights: Floats
    second_bias: Floats
    last_weights: Floats
    last_bias: Floats
    straight: Linear

    def __call__(self, message: Message) -> Floats:
        """Probabilities of the classes."""
        hidden = np.maximum(self.first(message.wide, message.grams), 0)
        hidden = np.maximum(hidden @ self.second_weights + self.second_bias, 0)
        scores = hidden @ self.last_weights + self.last_bias
        return _softmax(scores + self.straight(message.wide, message.grams))


@dataclass(frozen=True)
class AlarmClassifier:
    """The weights; safe to use from several threads."""

    classes: tuple[str, ...]
    gate: Linear
    networks: tuple[Network, ...]

    @classmethod
    def load(cls, path: Path = MODEL_FILE) -> AlarmClassifier:
        """
        The classifier in a file that tools/safety/fit.py wrote.

        :raises WeightsStale: where the columns have changed since the fit.
        """
        with np.load(path, allow_pickle=False) as data:
            parts = {name: data[name] for name in data.files}
        names = tuple(str(name) for name in parts["exact"])
        if names != EXACT_NAMES or len(parts["gate.grams"]) != GRAM_BUCKETS:
            raise WeightsStale(f"{path.name}: run python -m tools.safety.fit")
        networks = tuple(_network(parts, f"{n}.") for n in range(int(parts["networks"])))
        classes = tuple(str(name) for name in parts["classes"])
        return cls(classes, _linear(parts, "gate."), networks)

    def may_be_alarm(self, message: Message) -> bool:
        """Whether the gate lets the message by: nearly every alarm, few ordinary messages."""
        gate = _softmax(self.gate(message.narrow, message.grams))
        return bool(1.0 - gate[self.classes.index(ORDINARY)] >= _GATE_LEAST)

    def probabilities(self, message: Message) -> dict[str, float]:
        """The probability of each class, ORDINARY among them."""
        odds = np.mean([network(message) for network in self.networks], axis=0)
        return dict(zip(self.classes, odds.tolist(), strict=True))


def _softmax(scores: Floats) -> Floats:
    odds: Floats = np.exp(scores - scores.max())
    shares: Floats = odds / odds.sum()
    return shares


def _linear(parts: Mapping[str, NDArray[np.float16]], prefix: str) -> Linear:
    return Linear(**{name: _floats(parts[prefix + name]) for name in ("dense", "grams", "bias")})


def _network(parts: Mapping[str, NDArray[np.float16]], prefix: str) -> Network:
    return Network(
        first=_linear(parts, f"{prefix}first."),
        second_weights=_floats(parts[f"{prefix}second_weights"]),
        second_bias=_floats(parts[f"{prefix}second_bias"]),
        last_weights=_floats(parts[f"{prefix}last_weights"]),
        last_bias=_floats(parts[f"{prefix}last_bias"]),
        straight=_linear(parts, f"{prefix}straight."),
    )


def _floats(part: NDArray[np.float16]) -> Floats:
    return part.astype(np.float32)

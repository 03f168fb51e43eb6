"""
Fits the alarm classifier: `python -m tools.safety.fit` (some ten minutes on one core).

The same texts and encoders give the same weights. `--cache FILE.npz` keeps the vectors.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.bundled import TRAINED_FILE, open_bundled
from index.encoder import TextRole
from index.joint_encoder import E5_FOLDER, open_e5
from knowledge.safety.alarm import AlarmKind
from knowledge.safety.classifier import CARD_FILE, MODEL_FILE, ORDINARY, VECTOR_SCALE
from knowledge.safety.features import EXACT_NAMES, exact_features, read_ages, word_grams
from tools.safety.network import DeepNetwork, Gate, Model, Rows, fitted, probabilities
from tools.safety.texts import LabelledText, borrowed_texts, read_texts

TODAY = date(2026, 11, 22)
"""The day on which the texts were written; ages are counted from it."""
_EPOCHS, _GATE_EPOCHS, _NETWORKS = 12, 6, 3
_ALARM_WEIGHT, _GATE_WEIGHT = 1.5, 4.0
_MISLABELLED = 0.85
_NOT_BORROWED = frozenset({"scam", "lure", "held", "violence", "minor", "emergency", "threat"})


class Encoded:
    """The vectors of texts by both encoders, kept in a file where one is named."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._known: dict[str, NDArray[np.float32]] = {}
        if cache is not None and cache.exists():
            with np.load(cache, allow_pickle=False) as kept:
                pairs = zip(kept["texts"].tolist(), kept["vectors"], strict=True)
                self._known = dict(pairs)

    def of(self, texts: list[str]) -> NDArray[np.float32]:
        """Shape (n_texts, 2, dimension)."""
        lacking = sorted({text for text in texts if text not in self._known})
        encoders = (open_bundled(Path("var")), open_e5()) if lacking else ()
        for start in range(0, len(lacking), 64):
            part = lacking[start : start + 64]
            both = [encoder.encode(part, TextRole.QUERY) for encoder in encoders]
            self._known.update(zip(part, np.stack(both, axis=1), strict=True))
        if self._cache is not None and lacking:
            kept = list(self._known.values())
            np.savez(self._cache, texts=np.array(list(self._known)), vectors=np.stack(kept))
        return np.stack([self._known[text] for text in texts])


def rows_of(texts: list[LabelledText], encoded: Encoded) -> tuple[Rows, Rows]:
    """The input of the gate and of the networks."""
    vectors = VECTOR_SCALE * encoded.of([text.text for text in texts])
    exact = np.stack([exact_features(text.text, TODAY) for text in texts])
    grams = [word_grams(text.text) for text in texts]
    narrow = np.hstack([vectors[:, 0], exact]).astype(np.float32)
    wide = np.hstack([vectors[:, 0], vectors[:, 1], exact]).astype(np.float32)
    return Rows(narrow, grams), Rows(wide, grams)


def labels_of(texts: list[LabelledText]) -> NDArray[np.int64]:
    """The places of the labels among `classes()`."""
    places = {name: place for place, name in enumerate(classes())}
    return np.array([places[text.label] for text in texts], dtype=np.int64)


def classes() -> list[str]:
    """All classes, in the order of the weights."""
    return sorted([*AlarmKind, ORDINARY])


def weights_of(texts: list[LabelledText], of_alarm: float) -> NDArray[np.float32]:
    """How much each text counts."""
    of_label = {ORDINARY: 1.0}
    weights = [text.weight * of_label.get(text.label, of_alarm) for text in texts]
    return np.array(weights, dtype=np.float32)


def kept_texts(encoded: Encoded) -> list[LabelledText]:
    """
    What is fitted on: our own texts but those kept apart, and the borrowed ones.

    A borrowed text that nobody has read for this, and that a fit on our own is sure of, is left
    out: questions on law hold alarms too.
    """
    own = [text for text in read_texts() if not text.is_apart]
    borrowed = borrowed_texts()
    _, rows = rows_of(own, encoded)
    model = fitted(
        DeepNetwork, rows, labels_of(own), weights_of(own, 1.0), epochs=_EPOCHS, seed=0
    )  # fmt: skip
    alarm, kinds = alarms_of([model], borrowed, encoded)
    left_out = [
        share >= _MISLABELLED and kind in _NOT_BORROWED and not text.is_checked
        for text, share, kind in zip(borrowed, alarm, kinds, strict=True)
    ]
    return own + [text for text, out in zip(borrowed, left_out, strict=True) if not out]


def alarms_of(
    models: list[Model], texts: list[LabelledText], encoded: Encoded
) -> tuple[NDArray[np.float32], list[str]]:
    """The probability of any alarm, and the likeliest kind, of each text."""
    likely = probabilities(models, rows_of(texts, encoded)[1])
    return summed(likely, texts)


def summed(
    likely: NDArray[np.float32], texts: list[LabelledText]
) -> tuple[NDArray[np.float32], list[str]]:
    """As the detector sums them up: no minor without an age."""
    names, kinds = classes(), likely.copy()
    may_be_minor = np.array([read_ages(text.text, TODAY).may_be_minor for text in texts])
    kinds[~may_be_minor, names.index(AlarmKind.MINOR)] = 0
    kinds[:, names.index(ORDINARY)] = 0
    return kinds.sum(axis=1), [names[place] for place in kinds.argmax(axis=1)]


def main() -> None:
    """Fits on all texts but those kept apart, and writes the weights and their card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, help="an .npz that keeps the vectors between fits")
    encoded = Encoded(parser.parse_args().cache)
    texts = kept_texts(encoded)
    narrow, wide = rows_of(texts, encoded)
    labels = labels_of(texts)
    gate = fitted(
        Gate, narrow, labels, weights_of(texts, _GATE_WEIGHT), epochs=_GATE_EPOCHS, seed=0
    )  # fmt: skip
    weights = weights_of(texts, _ALARM_WEIGHT)
    networks = [
        fitted(DeepNetwork, wide, labels, weights, epochs=_EPOCHS, seed=seed)
        for seed in range(_NETWORKS)
    ]
    write(gate, networks)
    CARD_FILE.write_text(card(texts), encoding="utf-8")


def write(gate: Model, networks: list[Model]) -> None:
    """The model file."""
    parts = gate.parts("gate.")
    for number, network in enumerate(networks):
        parts.update(network.parts(f"{number}."))
    MODEL_FILE.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        MODEL_FILE,
        classes=np.array(classes()),
        exact=np.array(EXACT_NAMES),
        networks=np.int32(len(networks)),
        **{name: part.astype(np.float16) for name, part in parts.items()},
    )


def card(texts: list[LabelledText]) -> str:
    """What the weights were fitted on, as TOML."""
    counts = Counter(text.label for text in texts)
    lines = [
        "# Written by tools/safety/fit.py beside the weights; the ADR on alarms says why.",
        f'encoders = "{encoders_digest()}"',
        "",
        "# How many texts of each class the weights were fitted on.",
        "[texts]",
        *(f"{name} = {count}" for name, count in sorted(counts.items())),
    ]
    return "\n".join(lines) + "\n"


def encoders_digest() -> str:
    """Changes when one of the two encoders does."""
    digest = hashlib.sha256(TRAINED_FILE.read_bytes())
    digest.update((E5_FOLDER / "model.onnx").read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    main()

"""The card beside the weights: what they were fitted on, and how right they are on what is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

import numpy as np

HEAD = """# Intents

Weights of a multinomial logistic regression over the bundled encoder's query vector, the signs of
`features.toml`, the kinds of glossary term named, and what lies on the table. Made by

    python -m pip install '.[tools]'
    python tools/intent/fit.py

from `tools/intent/data/` and the development halves of the golden sets; the same examples give
the same file. Written by several people for this project; nothing of anybody else's is in it.
Danger and foreign topics have detectors of their own: `distress` and `outside` only keep such
messages from being taken for something else.

"""


class Row(Protocol):
    """A message with its language and its intent."""

    @property
    def text(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def intent(self) -> str: ...


def calibration_error(shares: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """The mean distance between how sure and how often right, over bins of equal width."""
    sure = shares.max(axis=1)
    error = 0.0
    for low in np.arange(bins) / bins:
        inside = (sure > low) & (sure <= low + 1 / bins)
        if inside.any():
            error += inside.mean() * abs(sure[inside].mean() - right[inside].mean())
    return float(error)


def card(
    examples: Sequence[Row], test: Sequence[Row], shares: np.ndarray, intents: Sequence[str]
) -> str:
    """The card as Markdown, with the figures on the test examples."""
    guess = [intents[at] for at in shares.argmax(axis=1)]
    truth = [one.intent for one in test]
    right = np.array([a == b for a, b in zip(guess, truth, strict=True)])
    of_lang = {
        lang: float(right[[one.lang == lang for one in test]].mean()) for lang in ("zh", "en")
    }
    lines = [
        f"{len(examples)} examples; tested on {len(test)} that are not in the fit"
        " (`tests/data/intent_test.jsonl`).",
        "",
        f"Right: {right.mean():.1%} (Chinese {of_lang['zh']:.1%}, English {of_lang['en']:.1%}); "
        f"expected calibration error {calibration_error(shares, right):.3f}.",
        "",
        "| intent | examples zh, en | right zh | right en | taken most often for |",
        "| --- | --- | --- | --- | --- |",
    ]
    for intent in intents:
        counts = [sum(e.intent == intent and e.lang == lang for e in examples) for lang in of_lang]
        cells = []
        for lang in of_lang:
            own = [
                a for a, b in zip(guess, test, strict=True) if b.intent == intent and b.lang == lang
            ]
            cells.append(f"{sum(a == intent for a in own)}/{len(own)}")
        wrong = Counter(a for a, b in zip(guess, truth, strict=True) if b == intent != a)
        most = ", ".join(f"{name} {n}" for name, n in wrong.most_common(2))
        lines.append(f"| {intent} | {counts[0]}, {counts[1]} | {cells[0]} | {cells[1]} | {most} |")
    return HEAD + "\n".join(lines) + "\n"

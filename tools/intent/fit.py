"""
Fits the intent classifier: examples in, knowledge/language/intent/intents.npz and INTENTS.md out.

    python -m pip install '.[tools]'
    python tools/intent/fit.py

The same examples give the same file. Encoding takes a minute, fitting some seconds.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from threadpoolctl import threadpool_limits

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from card import card  # noqa: E402

from index.bundled import open_bundled  # noqa: E402
from index.encoder import TextRole  # noqa: E402
from knowledge.glossary import Glossary  # noqa: E402
from knowledge.language.intent.classifier import VECTOR_SCALE, WEIGHTS  # noqa: E402
from knowledge.language.intent.features import column_names, features  # noqa: E402
from knowledge.language.intent.names import FocusKind, Intent  # noqa: E402
from knowledge.language.message import terms_in  # noqa: E402

DATA = Path(__file__).parent / "data"
GOLDEN = ROOT / "knowledge" / "evaluation" / "golden"
NEAR_FIELD = ROOT / "tools" / "judge" / "data" / "near_field.jsonl"
NEAR_WEIGHT = 0.25
"""These are many, long, and of few intents."""
TEST = ROOT / "tests" / "data" / "intent_test.jsonl"
PENALTY = 3.0
RARE = 0.75
"""Power of the inverse share by which a rare intent weighs more."""
FOLDS = 4
WITH_FOCUS = frozenset({"refine", "post_ref", "follow_up", "handoff_cancel"})
"""Intents that what lies on the table is part of; for all others it is drawn as well."""


@dataclass(frozen=True, slots=True)
class Example:
    """One message with its intent; of two rows of one text each weighs half."""

    text: str
    lang: str
    intent: str
    focus: str
    weight: float = 1.0


def read(path: Path) -> Iterator[Example]:
    """The examples of a file of JSON lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Example(row["text"], row["lang"], row["intent"], row["context"])


def golden() -> Iterator[Example]:
    """The development halves of the golden questions and wishes."""
    for path in sorted(GOLDEN.glob("answers_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("half") == "dev":
                follows = bool(row.get("previous_turn"))
                intent, focus = ("follow_up", "answer") if follows else ("question", "none")
                yield Example(row["question"], row["lang"], intent, focus)
    for line in (GOLDEN / "wishes.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["half"] == "dev":
            yield Example(row["text"], row["lang"], "job_wish", "none")


def near_field() -> Iterator[Example]:
    """What the judge's near-field questions are for, where their reader named an intent."""
    for line in NEAR_FIELD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["part_of"] == "train" and row["intent"] in set(Intent):
            yield Example(row["question"], row["lang"], row["intent"], "none", NEAR_WEIGHT)


def with_other_focus(examples: Sequence[Example]) -> Iterator[Example]:
    """Each message a second time with something else on the table, so that that never decides."""
    kinds = [str(kind) for kind in FocusKind]
    for one in examples:
        draw = zlib.crc32(one.text.encode())
        if one.intent in WITH_FOCUS:
            yield one
            if draw % 4 == 0:
                yield Example(one.text, one.lang, one.intent, "none", 0.5)
            continue
        yield replace(one, weight=one.weight / 2)
        yield replace(one, focus=kinds[draw % len(kinds)], weight=one.weight / 2)


def matrix(examples: Sequence[Example], vectors: dict[str, np.ndarray]) -> np.ndarray:
    """One row an example: the scaled vector, then the features."""
    glossary = Glossary.load()
    rows = []
    for one in examples:
        found = features(one.text, terms_in(one.text, glossary), FocusKind(one.focus))
        rows.append(np.concatenate([vectors[one.text] * VECTOR_SCALE, found]))
    return np.stack(rows).astype(np.float32)


def encoded(texts: Sequence[str], data_dir: Path, cache: Path | None) -> dict[str, np.ndarray]:
    """The encoder's query vector of each text."""
    known: dict[str, np.ndarray] = {}
    if cache is not None and cache.exists():
        with np.load(cache, allow_pickle=False) as kept:
            known = dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True))
    lacking = sorted({text for text in texts if text not in known})
    if lacking:
        encoder = open_bundled(data_dir)
        known.update(zip(lacking, encoder.encode(lacking, TextRole.QUERY), strict=True))
    if cache is not None and lacking:
        np.savez(cache, texts=np.array(list(known)), vectors=np.stack(list(known.values())))
    return known


def weights_of(examples: Sequence[Example]) -> np.ndarray:
    """How much each row counts."""
    labels = np.array([one.intent for one in examples])
    own = np.array([one.weight for one in examples])
    names = sorted(set(labels))
    total = {name: own[labels == name].sum() for name in names}
    rare = {name: (own.sum() / len(names) / total[name]) ** RARE for name in names}
    return own * np.array([rare[label] for label in labels])


def fitted(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> LogisticRegression:
    """The regression; sklearn's C is the inverse of the penalty."""
    # One thread adds in one order, so that the same examples give the same weights.
    with threadpool_limits(1):
        return LogisticRegression(C=1 / PENALTY, max_iter=400, tol=1e-4).fit(x, y, weight)


def unseen_logits(
    x: np.ndarray, y: np.ndarray, weight: np.ndarray, groups: np.ndarray
) -> np.ndarray:
    """The logits of every row by the fit of the folds that had not seen its text."""
    logits = np.zeros((len(y), len(set(y))))
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=7)
    for train, held in folds.split(x, y, groups):
        logits[held] = fitted(x[train], y[train], weight[train]).decision_function(x[held])
    return logits


def temperature(logits: np.ndarray, truth: np.ndarray, weight: np.ndarray) -> float:
    """By what the logits are divided so that the probabilities say how often they are right."""

    def loss(t: float) -> float:
        scaled = logits / t
        right = scaled[np.arange(len(truth)), truth]
        return float(np.average(logsumexp(scaled, axis=1) - right, weights=weight))

    return round(float(minimize_scalar(loss, bounds=(0.2, 3), method="bounded").x), 3)


def main() -> None:
    """Reads, encodes, fits, calibrates, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=ROOT / "var")
    parser.add_argument("--cache", type=Path, help="an .npz that keeps the vectors between fits")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    test = list(read(TEST))
    barred = {one.text.strip().lower() for one in test}
    files = [one for path in sorted(DATA.glob("*.jsonl")) for one in read(path)]
    examples = [
        one for one in (*files, *golden(), *near_field()) if one.text.strip().lower() not in barred
    ]
    rows = list(with_other_focus(examples))
    vectors = encoded([one.text for one in (*rows, *test)], arguments.data_dir, arguments.cache)
    started = time.perf_counter()
    x, weight = matrix(rows, vectors), weights_of(rows)
    intents = sorted(Intent)
    y = np.array([intents.index(Intent(one.intent)) for one in rows])
    groups = np.array([zlib.crc32(one.text.encode()) for one in rows])
    t = temperature(unseen_logits(x, y, weight, groups), y, weight)
    model = fitted(x, y, weight)
    np.savez(
        arguments.out,
        weights=model.coef_.T.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
        temperature=np.float32(t),
        intents=np.array([str(one) for one in intents]),
        columns=np.array(column_names()),
    )
    took = time.perf_counter() - started
    scaled = model.decision_function(matrix(test, vectors)) / t
    shares = np.exp(scaled - logsumexp(scaled, axis=1, keepdims=True))
    text = card(examples, test, shares, [str(one) for one in intents])
    arguments.out.with_name("INTENTS.md").write_text(text, encoding="utf-8")
    print(f"{len(examples)} examples, {len(rows)} rows, {x.shape[1]} columns, {took:.0f} s, T={t}")
    print(text)


if __name__ == "__main__":
    main()

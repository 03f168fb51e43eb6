"""
Fits the judge of clauses from golden and near-field questions, and writes it beside its card.

    python -m tools.judge.fit --data-dir var

Needs `pip install .[tools]` and a published release in the data folder. The same documents and
questions give the same file.
"""

from __future__ import annotations

import argparse
import json
import logging
import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from bot.settings import Settings
from bot.wiring import Services
from index.passages import Finds
from knowledge.answering.draft import Draft
from knowledge.answering.finding.choosing import Bar
from knowledge.answering.judging.clause_tables import AUDIENCES, KINDS, ClauseTables, clause_tables
from knowledge.answering.judging.features import FEATURE_NAMES, Heads, candidates
from knowledge.answering.judging.heads import SoftmaxHead
from knowledge.answering.judging.judge import JUDGE_FILE, finds_of
from knowledge.answering.reading.masking import MaskPersonalData
from knowledge.answering.reading.mending import MendSpelling
from knowledge.language import Lang, detect
from knowledge.policies.release import Release

HERE = Path(__file__).parent
NEAR_FIELD = HERE / "data" / "near_field.jsonl"
GOLDEN = Path("knowledge/evaluation/golden")
CARD = JUDGE_FILE.with_name("JUDGE.md")
MARK = "## Measured when it was fitted"
FOLDS = 5
PART_WEIGHT = 0.6
"""How far a clause that gives a useful part counts as an answer."""
COST_BESIDE, COST_DECLINED = 3.0, 1.0
BAR = Bar()
_TREES: dict[str, Any] = {
    "objective": "binary",
    "num_leaves": 15,
    "learning_rate": 0.04,
    "min_data_in_leaf": 40,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "feature_fraction": 0.4,
    "lambda_l2": 5.0,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
    "num_threads": 2,
}
_ROUNDS = 300
RIDGE, SHARPNESS = 3.0, 8.0


@dataclass
class Question:
    """A question with what a reader says of clauses: 1 answers, 0.6 in part, 0 beside the point."""

    id: str
    source: str
    lang: Lang
    text: str
    worth: dict[str, float]
    evidence: frozenset[str]
    asker: str = ""
    kind: str = ""
    is_test: bool = False
    rows: NDArray[np.int64] | None = None
    features: NDArray[np.float32] | None = None
    labels: NDArray[np.float32] | None = None
    read_as: tuple[str, Lang] = ("", Lang.ZH)
    finds: Finds | None = None

    @property
    def vector(self) -> NDArray[np.float32] | None:
        return None if self.finds is None else self.finds.vector

    @property
    def is_answerable(self) -> bool:
        return bool(self.evidence) or any(value == 1 for value in self.worth.values())


def read_near_field(path: Path) -> list[Question]:
    """The labelled near-field questions."""
    questions = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        worth = dict.fromkeys(row["part"], PART_WEIGHT) | dict.fromkeys(row["full"], 1.0)
        questions.append(
            Question(
                row["id"], "near", Lang(row["lang"]), row["question"], worth, frozenset(),
                row["asker"], row["kind"], row["part_of"] == "unseen",
            )
        )  # fmt: skip
    return questions


def read_golden(folder: Path) -> list[Question]:
    """The golden questions that stand alone; the blind file stays closed."""
    questions = []
    for path in sorted(folder.glob("answers_*.jsonl")):
        if path.stem == "answers_blind":
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["previous_turn"] is None:
                evidence = frozenset(row["expected_evidence"] if row["answerable"] else ())
                source = "law" if path.stem == "answers_law" else "golden"
                questions.append(
                    Question(
                        row["id"], source, Lang(row["lang"]), row["question"], {}, evidence,
                        is_test=row["half"] == "test",
                    )
                )  # fmt: skip
    return questions


class World:
    """A published release with its tables, and the steps that read a question before judging."""

    def __init__(self, data_dir: Path, today: date) -> None:
        self.services = Services(Settings(CHUNFENG_DATA_DIR=data_dir))
        self.today = today
        self.release: Release = self.services.release_shelf.current()
        self.tables: ClauseTables = clause_tables(self.release, self.services.tokenizer, today)
        self.reading = (MaskPersonalData(), MendSpelling(self.services.glossary))

    def read(self, question: Question) -> Draft:
        draft = Draft(question.text, detect(question.text, question.lang), self.today, self.release)
        for step in self.reading:
            step(draft)
        return draft

    def search(self, question: Question) -> None:
        """Reads the question and keeps what the index finds for it."""
        draft = self.read(question)
        question.finds = finds_of(draft, self.tables, self.services.glossary)
        question.read_as = (draft.search_text, draft.asked_in)

    def judge(self, question: Question, heads: Heads) -> None:
        """Fills the question's rows, features and labels."""
        assert question.finds is not None
        found = candidates(
            *question.read_as, question.finds, self.tables, self.services.tokenizer, heads
        )
        question.rows, question.features = found.rows, found.features
        question.labels = np.array([self._label(question, row) for row in found.rows], np.float32)

    def _label(self, question: Question, row: int) -> float:
        clause = self.tables.clauses[row]
        if self.tables.border[row]:
            return 0.0
        if question.evidence:
            return float(bool(question.evidence & set(clause.evidence)))
        return question.worth.get(clause.clause_id, 0.0)


def fit_head(
    vectors: NDArray[np.float32],
    labels: Sequence[str],
    names: Sequence[str],
    weights: NDArray[np.float64],
) -> SoftmaxHead:
    """Ridge regression to the classes, sharpened into a softmax; in closed form, in a second."""
    target = np.zeros((len(labels), len(names)), np.float32)
    target[np.arange(len(labels)), [names.index(label) for label in labels]] = 1.0
    # Each class counts by the square root of its share, or the rare ones would never be likely.
    share = (target * weights[:, None]).sum(axis=0)
    balance = weights / np.sqrt(share[target.argmax(axis=1)])
    weighted = vectors * balance[:, None]
    gram = weighted.T @ vectors + RIDGE * balance.sum() / len(vectors) * np.eye(vectors.shape[1])
    solved = np.linalg.solve(gram, weighted.T @ (target - target.mean(axis=0)))
    bias = SHARPNESS * target.mean(axis=0)
    return SoftmaxHead((SHARPNESS * solved).astype(np.float32), bias.astype(np.float32))


def fit_heads(world: World, questions: Iterable[Question]) -> Heads:
    """Heads from the clauses' wordings, and from questions that a reader has labelled."""
    retriever, tables = world.release.retriever, world.tables
    vectors, kinds, audiences = [], [], []
    for row, clause in enumerate(tables.clauses):
        if tables.border[row]:
            continue
        own = retriever.vectors_of(row)[1:]
        vectors.append(own)
        kinds += [clause.kind.value] * len(own)
        audiences += [clause.audience.value] * len(own)
    weights = [np.ones(len(kinds))]
    labelled = [q for q in questions if q.kind not in {"", "none"} and q.vector is not None]
    vectors.append(np.stack([q.vector for q in labelled if q.vector is not None]))
    kinds += [q.kind for q in labelled]
    audiences += [q.asker for q in labelled]
    weights.append(np.full(len(labelled), 5.0))
    stacked, weight = np.concatenate(vectors), np.concatenate(weights)
    return Heads(
        fit_head(stacked, kinds, [kind.value for kind in KINDS], weight),
        fit_head(stacked, audiences, [one.value for one in AUDIENCES], weight),
    )


def fit_trees(questions: Sequence[Question]) -> lightgbm.Booster:
    """A clause that answers in part is a positive and a negative example, by its worth."""
    features, targets, weights = [], [], []
    for question in questions:
        assert question.features is not None
        assert question.labels is not None
        features += [question.features, question.features]
        size = len(question.labels)
        targets += [np.ones(size), np.zeros(size)]
        weights += [question.labels, 1 - question.labels]
    x, y, w = np.concatenate(features), np.concatenate(targets), np.concatenate(weights)
    kept = w > 0
    data = lightgbm.Dataset(x[kept], y[kept], weight=w[kept], feature_name=list(FEATURE_NAMES))
    return lightgbm.train(_TREES, data, _ROUNDS)


def best_of(question: Question, booster: lightgbm.Booster, world: World) -> tuple[float, float]:
    """What is expected of the clauses that would be quoted together, and what the best is worth."""
    assert question.features is not None
    assert question.rows is not None
    assert question.labels is not None
    logits = np.asarray(booster.predict(question.features, raw_score=True))
    logits[world.tables.border[question.rows] == 1] = -99
    order = np.argsort(-logits, kind="stable")[: BAR.most_clauses]
    together = order[logits[order] >= logits[order[0]] - BAR.margin]
    expected = float((1 / (1 + np.exp(-logits[together]))).sum())
    return expected, float(question.labels[together].max())


def fold_of(question: Question) -> int:
    """By the evidence, so that no clause's questions are on both sides; else by the id."""
    key = ",".join(sorted(question.evidence)) or question.id
    return sum(key.encode()) % FOLDS


def as_arrays(booster: lightgbm.Booster) -> dict[str, NDArray[Any]]:
    """The trees in the table that knowledge.answering.judging.trees reads."""
    feature, threshold, left, right, value, roots = [], [], [], [], [], []
    depth = 0

    def add(node: dict[str, Any], level: int) -> int:
        nonlocal depth
        depth = max(depth, level)
        at = len(feature)
        feature.append(node.get("split_feature", 0))
        # Rounded towards below, so that float32 splits as float64 did.
        threshold.append(np.nextafter(np.float32(node.get("threshold", 0.0)), np.float32(np.inf)))
        value.append(node.get("leaf_value", 0.0))
        left.append(at)
        right.append(at)
        if "split_feature" in node:
            left[at] = add(node["left_child"], level + 1)
            right[at] = add(node["right_child"], level + 1)
        return at

    for tree in booster.dump_model()["tree_info"]:
        roots.append(add(tree["tree_structure"], 0))
    return {
        "tree_feature": np.array(feature, np.int32),
        "tree_threshold": np.array(threshold, np.float32),
        "tree_left": np.array(left, np.int32),
        "tree_right": np.array(right, np.int32),
        "tree_value": np.array(value, np.float32),
        "tree_roots": np.array(roots, np.int32),
        "tree_depth": np.array(depth),
    }


Scored = tuple[float, float, bool]
"""What is expected of the clauses together, what the best of them is worth, and whether anything
held answers."""

THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_HEAD = """
| expected | quoted | beside the point, of quoted | of all | declined, of answerable | cost |
| --- | --- | --- | --- | --- | --- |"""


def curve(scored: Sequence[Scored]) -> str:
    """For each threshold how much is quoted, beside the point, and wrongly declined."""
    answerable = sum(held for *_, held in scored)
    right = sum(worth > 0 for _, worth, held in scored if held)
    lines = [f"an answer among them {right / max(1, answerable):.3f} of answerable", _HEAD]
    for threshold in THRESHOLDS:
        quoted = [worth for expected, worth, _ in scored if expected > threshold]
        beside = sum(worth == 0 for worth in quoted)
        declined = sum(held for expected, _, held in scored if expected <= threshold)
        figures = (
            len(quoted) / len(scored),
            beside / max(1, len(quoted)),
            beside / len(scored),
            declined / max(1, answerable),
            (COST_BESIDE * beside + COST_DECLINED * declined) / len(scored),
        )
        lines.append(f"| {threshold:.1f} | " + " | ".join(f"{one:.3f}" for one in figures) + " |")
    return "\n".join(lines)


def out_of_fold(train: Sequence[Question], world: World) -> dict[str, list[Scored]]:
    """Each training question scored by trees that never saw it, by source."""
    scored: dict[str, list[Scored]] = {}
    for fold in range(FOLDS):
        booster = fit_trees([q for q in train if fold_of(q) != fold])
        for question in train:
            if fold_of(question) == fold:
                best = (*best_of(question, booster, world), question.is_answerable)
                scored.setdefault(question.source, []).append(best)
    return scored


def describe(questions: Sequence[Question], world: World) -> Heads:
    """Fills every question's features, by heads that it did not teach; the heads of all."""
    taught = [q for q in questions if not q.is_test]
    for fold in range(FOLDS):
        heads = fit_heads(world, [q for q in taught if fold_of(q) != fold])
        for question in taught:
            if fold_of(question) == fold:
                world.judge(question, heads)
    heads = fit_heads(world, taught)
    for question in questions:
        if question.is_test:
            world.judge(question, heads)
    return heads


def search_all(questions: Sequence[Question], world: World, cache: Path | None) -> None:
    """What the index finds for each question, from the cache where that has it."""
    known: dict[str, tuple[str, Lang, Finds]] = {}
    if cache is not None and cache.exists():
        known = pickle.loads(cache.read_bytes())
    for question in questions:
        if question.text in known:
            asked, asked_in, question.finds = known[question.text]
            question.read_as = (asked, asked_in)
        else:
            world.search(question)
    if cache is not None:
        kept = {q.text: (*q.read_as, q.finds) for q in questions}
        cache.write_bytes(pickle.dumps(kept))


def write(booster: lightgbm.Booster, heads: Heads, report: str) -> None:
    """Writes the model file and its card."""
    arrays = as_arrays(booster)
    for name, head in (("kind", heads.kind), ("audience", heads.audience)):
        arrays |= {f"{name}_weights": head.weights.astype(np.float16), f"{name}_bias": head.bias}
    np.savez_compressed(JUDGE_FILE, names=np.array(FEATURE_NAMES), **arrays)
    text = CARD.read_text(encoding="utf-8") if CARD.exists() else ""
    head = text.partition(MARK)[0]
    CARD.write_text(f"{head}{MARK}\n\n{report}\n", encoding="utf-8")


def main() -> None:
    """Fits, measures and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path("var"))
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 30))
    parser.add_argument("--cache", type=Path, help="keep what the index found, for trying fits")
    given = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    world = World(given.data_dir, given.today)
    questions = [*read_near_field(NEAR_FIELD), *read_golden(GOLDEN)]
    search_all(questions, world, given.cache)
    heads = describe(questions, world)
    train = [q for q in questions if not q.is_test]
    booster = fit_trees(train)
    sets = {f"{name}, out of fold": rows for name, rows in out_of_fold(train, world).items()}
    for question in questions:
        if question.is_test:
            best = (*best_of(question, booster, world), question.is_answerable)
            sets.setdefault(f"{question.source}, unseen", []).append(best)
    parts = [f"### {name} ({len(rows)} questions)\n\n{curve(rows)}" for name, rows in sets.items()]
    gains = zip(booster.feature_importance("gain"), FEATURE_NAMES, strict=True)
    named = ", ".join(f"{name} {gain:.0f}" for gain, name in sorted(gains, reverse=True)[:25])
    write(booster, heads, "\n\n".join([*parts, f"Gain by feature: {named}."]))


if __name__ == "__main__":
    main()

"""Features of (question, clause) pairs: what the index found, and how the words and facts meet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.passages import Finds
from index.tokens import Tokenizer
from knowledge.answering.judging.clause_tables import (
    AUDIENCES,
    DIGITS,
    FACT_NAMES,
    KINDS,
    YEAR,
    ClauseTables,
)
from knowledge.answering.judging.heads import SoftmaxHead
from knowledge.language import Lang

Matrix = NDArray[np.float32]

HELD_KEPT, BORDERS_KEPT = 20, 5
"""How many clauses are judged for a question, and how many of those on what is not held."""
_TWIN = 0.15
"""The share of a clause's own score that its twin in the other language has."""
_COMPARED = ("text", "asked", "lexical", "score")
_FOUND = ("text", "asked", "asked_three", "lexical", "coverage", "score")

FEATURE_NAMES = (
    *(f"{name}_{side}" for name in _FOUND for side in ("own", "twin")),
    *(
        f"{name}_{over}"
        for name in _COMPARED
        for over in ("over_next", "over_document", "over_border")
    ),
    "joint",
    "joint_below_top",
    "joint_over_document",
    "joint_over_border",
    "same_document",
    *(
        f"missing_{where}_{how}"
        for where in ("all", "document", "text")
        for how in ("share", "rarest")
    ),
    "digits_unmet",
    "year_met",
    "year_other",
    "years_asked",
    "kind_likelihood",
    "kind_below_top",
    "audience_likelihood",
    "asked_by_employer",
    *FACT_NAMES,
    "known_share",
    "whole",
    "words",
    "characters",
    "english",
)


@dataclass(frozen=True, slots=True)
class Candidates:
    """
    The clauses that may answer a question.

    rows: int64, shape (n,): the passage of each clause, in the question's language where there
    is one. features: float32, shape (n, len(FEATURE_NAMES)).
    """

    rows: NDArray[np.int64]
    features: Matrix

    @property
    def joint(self) -> Matrix:
        """The fused score of each in both languages, shape (n,)."""
        return self.features[:, FEATURE_NAMES.index("joint")]

    @property
    def over_document(self) -> Matrix:
        """How far that lies above the best clause of another document, shape (n,)."""
        return self.features[:, FEATURE_NAMES.index("joint_over_document")]


@dataclass(frozen=True, slots=True)
class Heads:
    """What a question asks for, from its vector alone."""

    kind: SoftmaxHead
    audience: SoftmaxHead


def candidates(
    question: str,
    lang: Lang,
    finds: Finds,
    tables: ClauseTables,
    tokenizer: Tokenizer,
    heads: Heads,
) -> Candidates:
    """The clauses among the finds, each with its features beside the others."""
    own, twin = _paired(finds, tables, lang)
    if not len(own):
        return Candidates(own, np.zeros((0, len(FEATURE_NAMES)), dtype=np.float32))
    rows = finds.rows[own]
    border = tables.border[rows].astype(bool)
    document = tables.document[rows]
    columns = []
    for name in _FOUND:
        values = getattr(finds, name)
        columns += [values[own], values[twin]]
    for name in _COMPARED:
        columns += _leads(getattr(finds, name)[own], document, border)
    joint = (1 - _TWIN) * finds.score[own] + _TWIN * finds.score[twin]
    _, over_document, over_border = _leads(joint, document, border)
    columns += [joint, joint - joint.max(), over_document, over_border]
    best = np.argsort(-joint)[:10]
    columns.append(np.array([(document[best] == own_one).sum() for own_one in document]))
    columns += _words(question, rows, tables, tokenizer)
    columns += _asked_for(finds.vector, rows, tables, heads)
    columns += list(tables.facts[rows].T)
    size = len(rows)
    words = len(set(tokenizer(question)))
    plain = (finds.known_share, finds.whole, words, min(len(question), 300), lang is Lang.EN)
    columns += [np.full(size, float(value)) for value in plain]
    return Candidates(rows, np.stack(columns, axis=1).astype(np.float32))


def _paired(
    finds: Finds, tables: ClauseTables, lang: Lang
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places in the finds of each clause in the question's language, and of its twin."""
    place = {int(row): at for at, row in enumerate(finds.rows)}
    own, twins = [], []
    for at, row in enumerate(finds.rows):
        other = place.get(int(tables.twin[row]), -1)
        if tables.clauses[row].lang is lang or other < 0:
            own.append(at)
            twins.append(at if other < 0 else other)
    return np.array(own, dtype=np.int64), np.array(twins, dtype=np.int64)


def _leads(
    values: NDArray[np.float32], document: NDArray[np.int64], border: NDArray[np.bool_]
) -> list[NDArray[np.float32]]:
    """How far each lies above the best other clause, other document, and clause of a border."""
    order = np.argsort(-values, kind="stable")
    first = order[0]
    second = values[order[1]] if len(order) > 1 else values[first]
    over_next = values - np.where(np.arange(len(values)) == first, second, values[first])
    foreign = next((at for at in order if document[at] != document[first]), first)
    over_document = values - np.where(document == document[first], values[foreign], values[first])
    over_border = values - (values[border].max() if border.any() else values.min())
    return [over_next, over_document, over_border]


def _words(
    question: str, rows: NDArray[np.int64], tables: ClauseTables, tokenizer: Tokenizer
) -> list[NDArray[np.float64]]:
    """What the question says that the clause, its document or its text does not."""
    words = frozenset(tokenizer(question))
    total = tables.weight(words) or 1.0
    years, digits = set(YEAR.findall(question)), set(DIGITS.findall(question))
    table = []
    for row in rows:
        held = (tables.words_of_all[row], tables.words_of_document[row], tables.words_of_text[row])
        missing = [words - those for those in held]
        shares = [
            value
            for lacking in missing
            for value in (tables.weight(lacking) / total, tables.heaviest(lacking))
        ]
        met = bool(years & tables.years[row])
        other = bool(years and tables.years[row]) and not met
        table.append([*shares, len(digits - tables.digits[row]), met, other, len(years)])
    return list(np.array(table, dtype=np.float64).T)


def _asked_for(
    vector: NDArray[np.float32], rows: NDArray[np.int64], tables: ClauseTables, heads: Heads
) -> list[NDArray[np.float32]]:
    """How likely the question asks for the clause's kind, and comes from its audience."""
    kinds, audiences = heads.kind(vector), heads.audience(vector)
    of_kind = tables.facts[rows][:, : len(KINDS)] @ kinds
    of_audience = tables.facts[rows][:, len(KINDS) : len(KINDS) + len(AUDIENCES)] @ audiences
    employer = audiences[[audience.value for audience in AUDIENCES].index("employer")]
    return [of_kind, of_kind - kinds.max(), of_audience, np.full(len(rows), employer)]

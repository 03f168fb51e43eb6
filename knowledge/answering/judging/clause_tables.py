"""What judging needs to know of every clause of a release, laid out by passage of its index."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.tokens import Tokenizer
from knowledge.language import Lang
from knowledge.policies.document import (
    BORDERS,
    Audience,
    Clause,
    ClauseKind,
    Level,
    Validity,
    validity,
)
from knowledge.policies.release import Release

YEAR = re.compile(r"(?<!\d)20[0-3]\d(?!\d)")
DIGITS = re.compile(r"\d+")
KINDS = tuple(ClauseKind)
AUDIENCES = tuple(Audience)
_LEVELS = tuple(Level)

Column = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ClauseTables:
    """
    One entry a passage (a clause in one language), in the order of the release's index.

    twin: the passage of the same clause in the other language, -1 without one. border: 1 where
    the clause says that something is not held. facts: float32, shape (n_passages, n_facts), see
    FACT_NAMES. The word sets hold lexical tokens: of the clause's text under its title, of that
    and all its wordings, and of its whole document.
    """

    clauses: tuple[Clause, ...]
    twin: NDArray[np.int64]
    border: NDArray[np.int64]
    document: NDArray[np.int64]
    facts: Column
    words_of_text: tuple[frozenset[str], ...]
    words_of_all: tuple[frozenset[str], ...]
    words_of_document: tuple[frozenset[str], ...]
    years: tuple[frozenset[str], ...]
    digits: tuple[frozenset[str], ...]
    rarity: dict[str, float]
    rarest: float

    def weight(self, words: frozenset[str] | set[str]) -> float:
        """The sum of the words' rarities."""
        return sum(self.rarity.get(word, self.rarest) for word in words)

    def heaviest(self, words: frozenset[str] | set[str]) -> float:
        """The rarity of the rarest of the words; 0 for none."""
        return max((self.rarity.get(word, self.rarest) for word in words), default=0.0)


FACT_NAMES = (
    *(f"kind_{kind}" for kind in KINDS),
    *(f"for_{audience}" for audience in AUDIENCES),
    "superseded",
    "over",
    "report",
    "from_law",
    "level",
    "wordings",
)


def clause_tables(release: Release, tokenizer: Tokenizer, today: date) -> ClauseTables:
    """The tables of a release as it stands on a day; half a second for a thousand clauses."""
    passages = release.retriever.passages
    clauses = tuple(release.clauses[key, Lang(lang)] for key, lang in passages)
    row_of = {passage: row for row, passage in enumerate(passages)}
    documents = [release.document_of(clause) for clause in clauses]
    numbers: dict[str, int] = {}
    texts = [
        frozenset(tokenizer(f"{document.title} {clause.heading} {clause.text}"))
        for clause, document in zip(clauses, documents, strict=True)
    ]
    wholes = [
        words.union(tokenizer("\n".join(clause.asked_as)))
        for words, clause in zip(texts, clauses, strict=True)
    ]
    of_document: dict[tuple[str, Lang], set[str]] = {}
    for clause, words in zip(clauses, wholes, strict=True):
        of_document.setdefault((clause.document_id, clause.lang), set()).update(words)
    held_by = Counter(word for words in wholes for word in words)
    shown = [
        f"{document.title} {clause.heading} {clause.text}"
        for clause, document in zip(clauses, documents, strict=True)
    ]
    return ClauseTables(
        clauses=clauses,
        twin=np.array([row_of.get((key, Lang(lang).other.value), -1) for key, lang in passages]),
        border=np.array([int(clause.kind in BORDERS) for clause in clauses]),
        document=np.array(
            [numbers.setdefault(clause.document_id, len(numbers)) for clause in clauses]
        ),
        facts=np.array([_facts(clause, release, today) for clause in clauses], dtype=np.float32),
        words_of_text=tuple(texts),
        words_of_all=tuple(wholes),
        words_of_document=tuple(
            frozenset(of_document[clause.document_id, clause.lang]) for clause in clauses
        ),
        years=tuple(frozenset(YEAR.findall(text)) for text in shown),
        digits=tuple(frozenset(DIGITS.findall(text)) for text in shown),
        rarity={word: math.log(1 + len(wholes) / (1 + n)) for word, n in held_by.items()},
        rarest=math.log(1 + len(wholes)),
    )


def _facts(clause: Clause, release: Release, today: date) -> list[float]:
    document = release.document_of(clause)
    newer = release.superseded_by(document.document_id, document.lang, today)
    return [
        *(float(clause.kind is kind) for kind in KINDS),
        *(float(clause.audience is audience) for audience in AUDIENCES),
        float(newer is not None),
        float(validity(clause, today) in {Validity.CLOSED, Validity.LAPSED}),
        float(document.is_report),
        float(bool(clause.provisions)),
        float(_LEVELS.index(document.level)),
        float(len(clause.asked_as)),
    ]

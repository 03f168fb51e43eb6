"""Step: the clauses that may carry the answer, each with how likely it does."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.passages import Finds
from index.retriever import Hit
from index.tokens import Tokenizer
from knowledge.answering.draft import Draft
from knowledge.answering.judging.clause_tables import ClauseTables, clause_tables
from knowledge.answering.judging.judge import Judge, finds_of
from knowledge.glossary import Glossary
from knowledge.policies.release import Release

_KEPT = 10


class JudgeClauses:
    """Searches the release once, and lets the fitted judge say what answers."""

    def __init__(self, glossary: Glossary, tokenizer: Tokenizer, judge: Judge) -> None:
        self._glossary, self._tokenizer, self._judge = glossary, tokenizer, judge
        self._lock = threading.Lock()
        self._tables: tuple[tuple[str, date], ClauseTables] | None = None

    def __call__(self, draft: Draft) -> None:
        """
        Fills `hits` with held clauses, the score being the log-odds that they answer; and `border`
        with the nearest clause on what is not held, its score being its lead over all others.
        """
        tables = self._tables_of(draft.release, draft.today)
        finds = finds_of(draft, tables, self._glossary)
        found = self._judge.candidates(draft, finds, tables, self._tokenizer)
        if not len(found.rows):
            draft.hits, draft.border = [], None
            return
        logits = self._judge.logits(found)
        is_border = tables.border[found.rows] == 1
        order = [int(at) for at in np.argsort(-logits, kind="stable") if not is_border[at]]
        draft.hits = _hits(order[:_KEPT], logits, found.rows, finds, tables)
        lead = found.over_document
        borders = sorted(map(int, np.flatnonzero(is_border)), key=lambda at: -found.joint[at])
        draft.border = next(iter(_hits(borders[:1], lead, found.rows, finds, tables)), None)

    def _tables_of(self, release: Release, today: date) -> ClauseTables:
        key = (release.release_id, today)
        held = self._tables
        if held is None or held[0] != key:
            with self._lock:
                held = self._tables
                if held is None or held[0] != key:
                    held = self._tables = (key, clause_tables(release, self._tokenizer, today))
        return held[1]


def _hits(
    places: Sequence[int],
    scores: NDArray[np.float32],
    rows: NDArray[np.int64],
    finds: Finds,
    tables: ClauseTables,
) -> list[Hit]:
    at_row = {int(row): at for at, row in enumerate(finds.rows)}
    hits = []
    for place in places:
        row = int(rows[place])
        at, clause = at_row[row], tables.clauses[row]
        hits.append(
            Hit(
                key=clause.clause_id,
                lang=clause.lang.value,
                score=float(scores[place]),
                similarity=float(max(finds.text[at], finds.asked[at])),
                lexical=float(finds.lexical[at]),
                coverage=float(finds.coverage[at]),
                row=row,
            )
        )
    return hits

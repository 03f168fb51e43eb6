"""Step: a follow-up that asks for a side is answered from the documents that were cited before."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from index.retriever import Hit
from knowledge.answering.dialogue.chosen import TakeChosen
from knowledge.answering.draft import Draft
from knowledge.answering.reading.aspects import aspects
from knowledge.answering.reading.bare import is_bare
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.policies.document import BORDERS, Clause, ClauseKind

_LEAD = 0.3
_NEAREST = {
    ClauseKind.DOCUMENTS: (ClauseKind.HOW_TO_APPLY, ClauseKind.CONTACT),
    ClauseKind.TERM: (ClauseKind.STATUS,),
    ClauseKind.CONTACT: (ClauseKind.HOW_TO_APPLY,),
    ClauseKind.HOW_TO_APPLY: (ClauseKind.CONTACT,),
}
"""Where a document says nothing on a side, the side on which it says the nearest thing."""


@dataclass(frozen=True, slots=True)
class KeepToSubject:
    """Leaves a message that names no subject to the documents that were cited or chosen."""

    glossary: Glossary

    def __call__(self, draft: Draft) -> None:
        """Changes `hits`; `missing_side` says that those documents do not say what was asked."""
        if draft.chosen:
            TakeChosen(draft.chosen, self.glossary)(draft)
            return
        sides = aspects(draft.asked)
        cited = draft.leans_on.clause_ids if draft.leans_on is not None else ()
        # A message that names more than the side may well mean another document.
        if not cited or not draft.hits or not is_bare(draft.asked):
            return
        documents = {clause_id.split(".")[0] for clause_id in cited}
        # Whether something still runs, and what it is in another year, other documents say as well.
        if ClauseKind.STATUS in sides or any(character.isdigit() for character in draft.asked):
            return
        if not sides:
            draft.hits = _within(documents, draft) or draft.hits
            return
        if _is_on_side(draft.hits[0], draft, sides, documents):
            draft.hits = _within(documents, draft)
            return
        clauses = _of_cited(draft, cited)
        found = [clause for clause in clauses if clause.kind in sides]
        if not found:
            near = {kind for side in sides for kind in _NEAREST.get(side, ())}
            found = [clause for clause in clauses if clause.kind in near]
            draft.missing_side = bool(found)
        first = _first(found, draft)
        if first is not None:
            others = [hit for hit in _within(documents, draft) if hit.key != first.key]
            draft.hits = [first, *others]


def _is_on_side(hit: Hit, draft: Draft, sides: frozenset[ClauseKind], documents: Set[str]) -> bool:
    clause = draft.release.clauses[hit.key, Lang(hit.lang)]
    return clause.kind in sides and clause.document_id in documents


def _within(documents: Set[str], draft: Draft) -> list[Hit]:
    return [hit for hit in draft.hits if hit.key.split(".")[0] in documents]


def _of_cited(draft: Draft, cited: tuple[str, ...]) -> list[Clause]:
    documents = dict.fromkeys(clause_id.split(".")[0] for clause_id in cited)
    held = [draft.release.documents.get((id_, draft.asked_in)) for id_ in documents]
    return [
        clause
        for document in held
        if document is not None
        for clause in document.clauses
        if clause.kind not in BORDERS
    ]


def _first(found: list[Clause], draft: Draft) -> Hit | None:
    """The best of these clauses, with a score above all other finds."""
    if not found:
        return None
    by_key = {hit.key: hit for hit in draft.hits}
    best = max(found, key=lambda clause: _score(by_key.get(clause.clause_id)))
    top = draft.hits[0]
    hit = by_key.get(best.clause_id) or replace(top, key=best.clause_id, lang=best.lang)
    return replace(
        hit,
        score=max(top.score, _SURE) + _LEAD,
        similarity=max(hit.similarity, top.similarity),
        coverage=1.0,
    )


_SURE = 3.5
"""Enough to answer by itself: the document was what the last answer rested on."""


def _score(hit: Hit | None) -> float:
    return float("-inf") if hit is None else hit.score

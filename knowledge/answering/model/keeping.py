"""A written text in the place of the clauses' words; all that code wrote beside them stays."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.draft import Draft
from knowledge.answering.part import AnswerPart
from knowledge.policies.citation import Citation
from knowledge.policies.document import Clause

_GAP = "\n\n"


def in_place_of_clauses(text: str, cited: Sequence[Clause], draft: Draft) -> str:
    """
    The quoted answer with this text for the words of its clauses.

    That it is closed or replaced still comes first. Validity, sources, sums, what was replaced and
    whom to ask were put there by code and stay; a paragraph that is about no clause which the text
    cites goes.
    """
    paragraphs = []
    opens = ""
    for place, part in enumerate(_kept(cited, draft)):
        lines = [part.opens, part.without_quotes] if place else [part.without_quotes]
        opens = opens if place else part.opens
        paragraphs.append("\n".join(line for line in lines if line))
    beside = list(dict.fromkeys(paragraph for paragraph in paragraphs if paragraph))
    return _GAP.join(["\n".join(line for line in (opens, text) if line), *beside])


def citations_of(cited: Sequence[Clause], draft: Draft) -> tuple[Citation, ...]:
    """The clauses that the text cites, and the sentences quoted beside them."""
    beside = [citation for part in _kept(cited, draft) for citation in part.beside]
    return (*map(draft.release.cite, cited), *beside)


def _kept(cited: Sequence[Clause], draft: Draft) -> list[AnswerPart]:
    ids = {clause.clause_id for clause in cited}
    return [
        part
        for part in draft.parts
        if not part.clauses or any(clause.clause_id in ids for clause in part.clauses)
    ]

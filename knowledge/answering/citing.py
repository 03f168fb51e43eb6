"""Step: nothing leaves that a quoted clause does not carry."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from knowledge.answering.answer import Answer
from knowledge.answering.draft import Draft
from knowledge.answering.figures import figures, spelled_figures


@dataclass(frozen=True, slots=True)
class CheckCitations:
    """Settles the written answer if its clauses carry it, else the quoted one."""

    def __call__(self, draft: Draft) -> None:
        """Fills `answer`; the trace says why a written answer was not sent."""
        if draft.written is not None:
            fault = citation_fault(draft.written, draft)
            if fault is None:
                draft.answer = draft.written
                return
            draft.notes["written_refused"] = fault
        draft.answer = draft.proposed


def citation_fault(answer: Answer, draft: Draft) -> str | None:
    """Why the answer may not go out, or None if every clause and figure in it is accounted for."""
    retrieved = {clause.clause_id for clause in draft.clauses}
    for citation in answer.citations:
        if citation.clause_id not in retrieved:
            return f"cites {citation.clause_id}, which was not retrieved"
    if not answer.citations:
        return "cites no clause"
    # What the question says is no source: an attacker's figure stands there too.
    quotes = " ".join(citation.quote for citation in answer.citations)
    allowed = figures(quotes) | spelled_figures(quotes) | _figures_of_sources(answer)
    invented = (figures(answer.text) | spelled_figures(answer.text)) - allowed
    if invented:
        listed = ", ".join(f"{figure:f}" for figure in sorted(invented))
        return f"figures that no quoted clause holds: {listed}"
    return None


def _figures_of_sources(answer: Answer) -> frozenset[Decimal]:
    """Figures of titles, document numbers and dates, which stand beside the quotes."""
    about = [
        part
        for citation in answer.citations
        for part in (
            citation.title,
            citation.document_number,
            citation.effective_from,
            citation.effective_to,
        )
        if part
    ]
    return figures(" ".join(about))

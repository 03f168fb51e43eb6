"""What is said where nothing answers: what is not held where that is sure, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.answering.answer import Answer, Status
from knowledge.answering.draft import Draft
from knowledge.answering.reading.elsewhere import rules_asked_of
from knowledge.answering.wording import Wording
from knowledge.language import Lang
from knowledge.policies.document import Clause, ClauseKind


@dataclass(frozen=True, slots=True)
class Declining:
    """
    Declines in both languages.

    A topic is named only where its clause is near (`likeness`, a cosine) and leads all other
    clauses (`lead`, in the units of the fused score): a wrong topic helps nobody. One that lies
    outside must lead by more (`outside_lead`), as a divorced mother may ask for a subsidy too.
    """

    wording: Wording
    likeness: float = 0.56
    lead: float = 0.5
    outside_lead: float = 1.5

    def decline(self, draft: Draft) -> Answer:
        """What is not held if that is sure, else that nothing was found; and where to ask."""
        border = self.border_of(draft)
        if border is not None and border.kind is ClauseKind.OUTSIDE:
            return Answer(Status.DECLINED_OUT_OF_SCOPE, border.text)
        said = self.wording.text("not_found", draft.lang) if border is None else border.text
        asks = self.wording.text("where_to_ask", draft.lang)
        cited = (draft.release.cite(border),) if border is not None and border.evidence else ()
        space = "" if draft.lang is Lang.ZH else " "
        return Answer(Status.DECLINED_NO_SOURCE, f"{said}{space}{asks}", cited)

    def border_of(self, draft: Draft) -> Clause | None:
        """The clause on what is not held, where it is sure that the question is of that."""
        border = draft.border
        clause = None if border is None else draft.release.clause(border.key, draft.lang)
        if border is None or clause is None or _names_a_place_asked_of(clause, draft):
            return clause
        lead = self.outside_lead if clause.kind is ClauseKind.OUTSIDE else self.lead
        is_sure = border.similarity >= self.likeness and border.score >= lead
        return clause if is_sure else None


def _names_a_place_asked_of(clause: Clause, draft: Draft) -> bool:
    """Whether the rules of a place elsewhere are asked for that the clause turns away."""
    if clause.kind is not ClauseKind.OUTSIDE:
        return False
    said = " ".join((clause.heading, clause.text, *clause.asked_as)).lower()
    return any(place.lower() in said for place in rules_asked_of(draft.asked or draft.masked))

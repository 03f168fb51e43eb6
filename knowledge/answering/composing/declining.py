"""What is said where nothing carries an answer: what is not held where that is sure, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.answering.answer import Answer, Status
from knowledge.answering.draft import Draft
from knowledge.answering.wording import Wording
from knowledge.language import Lang
from knowledge.policies.document import Clause, ClauseKind


@dataclass(frozen=True, slots=True)
class Declining:
    """
    Declines in both languages.

    A topic is named only where its clause is near (`likeness`, a cosine) and leads all other
    clauses (`lead`, in the units of the fused score): a wrong topic helps nobody.
    """

    wording: Wording
    likeness: float = 0.6
    lead: float = 0.6

    def decline(self, draft: Draft) -> Answer:
        """What is not held if that is sure, else that nothing was found; and where to ask."""
        border = self._named_border(draft)
        if border is not None and border.kind is ClauseKind.OUTSIDE:
            return Answer(Status.DECLINED_OUT_OF_SCOPE, border.text)
        said = self.wording.text("not_found", draft.lang) if border is None else border.text
        asks = self.wording.text("where_to_ask", draft.lang)
        cited = (draft.release.cite(border),) if border is not None and border.evidence else ()
        space = "" if draft.lang is Lang.ZH else " "
        return Answer(Status.DECLINED_NO_SOURCE, f"{said}{space}{asks}", cited)

    def _named_border(self, draft: Draft) -> Clause | None:
        border = draft.border
        if border is None or border.similarity < self.likeness or border.score < self.lead:
            return None
        return draft.release.clause(border.key, draft.lang)

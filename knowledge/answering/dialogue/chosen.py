"""Step: the clauses of the document, or the one clause, that a person chose."""

from __future__ import annotations

from dataclasses import dataclass

from index.retriever import Hit
from knowledge.answering.dialogue.choice import clauses_behind
from knowledge.answering.draft import Draft
from knowledge.answering.reading.aspects import aspects
from knowledge.glossary import Glossary
from knowledge.policies.document import BORDERS, Clause, ClauseKind
from knowledge.terms import TermKind

_SURE = 20.0
"""Above any bar: the person has said which document is meant."""
_STEP = 0.01
_BEHIND = 5.0
"""What parts the clauses on the side asked about from the others of the document."""
_TELLING = (
    ClauseKind.OVERVIEW,
    ClauseKind.AMOUNT,
    ClauseKind.ELIGIBILITY,
    ClauseKind.HOW_TO_APPLY,
    ClauseKind.TERM,
)
"""What somebody wants to know who names a programme and asks nothing of it, in this order."""


@dataclass(frozen=True, slots=True)
class TakeChosen:
    """Puts the chosen clauses where a search would have put its finds."""

    key: str
    glossary: Glossary

    def __call__(self, draft: Draft) -> None:
        """Fills `hits` and, with the title before the question, `search_text`."""
        held = clauses_behind(self.key, draft.release, draft.lang)
        clauses = [clause for clause in held if clause.kind not in BORDERS] or list(held)
        title = draft.release.document_of(clauses[0]).title
        draft.search_text = f"{title} {draft.asked}".strip()
        wanted = self._wanted(draft, clauses)
        rest = [clause for clause in clauses if clause not in wanted]
        draft.hits = _hits(wanted, _SURE) + _hits(rest, _SURE - _BEHIND)

    def _wanted(self, draft: Draft, clauses: list[Clause]) -> list[Clause]:
        """Those on the side asked about, else those that name the group, else those that tell."""
        sides = aspects(draft.asked)
        on_side = [clause for clause in clauses if clause.kind in sides]
        if on_side:
            return on_side
        groups = [m.entry for m in self.glossary.find(draft.asked) if m.of_kind(TermKind.GROUP)]
        forms = [form.lower() for entry in groups for form in entry.forms()]
        naming = [c for c in clauses if any(form in c.text.lower() for form in forms)]
        if naming:
            return naming
        told = {kind: [c for c in clauses if c.kind is kind][:1] for kind in _TELLING}
        return [clause for of_kind in told.values() for clause in of_kind] or clauses


def _hits(clauses: list[Clause], score: float) -> list[Hit]:
    return [
        Hit(
            key=clause.clause_id,
            lang=clause.lang,
            score=score - _STEP * number,
            similarity=1.0,
            lexical=1.0,
            coverage=1.0,
            row=-1,
        )
        for number, clause in enumerate(clauses)
    ]

"""What is said where nothing carries an answer: what is missing, what is nearest, where to ask."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.answering.answer import Answer, Status
from knowledge.answering.composing.timing import is_past
from knowledge.answering.draft import Draft
from knowledge.answering.finding.likeness import first_sentence
from knowledge.answering.reading.expectation import expectations, gives
from knowledge.answering.wording import Wording
from knowledge.language import Lang
from knowledge.language.figures import figures, spelled_figures
from knowledge.policies.document import BORDERS, Clause, ClauseKind


@dataclass(frozen=True, slots=True)
class Declining:
    """Declines in both languages; `least_score` is from where on a clause is near at all."""

    wording: Wording
    least_score: float

    def at_border(self, draft: Draft, border: Clause) -> Answer:
        """What is not held is said as such; where it was looked for, the clause says so."""
        if border.kind is ClauseKind.OUTSIDE:
            return Answer(Status.DECLINED_OUT_OF_SCOPE, border.text)
        parts = [border.text]
        if border.evidence:
            parts.append(self._nearest(draft, border.document_id))
        parts.append(self.wording.text("where_to_ask", draft.lang))
        cited = (draft.release.cite(border),) if border.evidence else ()
        return Answer(Status.DECLINED_NO_SOURCE, _joined(parts, draft.lang), cited)

    def without_clause(self, draft: Draft) -> Answer:
        """Says which kind of thing was not found, and what is nearest to the question."""
        parts = [
            self.wording.text("not_found", draft.lang, what=self._missing(draft)),
            self._nearest(draft),
            self.wording.text("where_to_ask", draft.lang),
        ]
        return Answer(Status.DECLINED_NO_SOURCE, _joined(parts, draft.lang))

    def _missing(self, draft: Draft) -> str:
        names = [f"missing_{one.name}" for one in expectations(draft.asked)]
        known = [name for name in names if name in self.wording.texts]
        return self.wording.text(known[0] if known else "missing_anything", draft.lang)

    def _nearest(self, draft: Draft, document_id: str | None = None) -> str:
        """The best clause, of the document if one is given, with a line where that is safe."""
        found = [
            (hit.score, clause)
            for hit in draft.hits
            if (clause := draft.release.clause(hit.key, draft.lang)) is not None
            and clause.kind not in BORDERS
            and (document_id is None or clause.document_id == document_id)
        ]
        if not found or found[0][0] < self.least_score:
            return ""
        clause = found[0][1]
        title = draft.release.document_of(clause).title
        line = first_sentence(clause)
        names = {"title": title, "heading": clause.heading}
        is_of_it = document_id is not None and gives(line, expectations(draft.asked))
        is_safe = is_of_it or not _misleads(line, draft.asked)
        if is_past(clause, draft.release, draft.today) or not is_safe:
            return self.wording.text("nearest", draft.lang, **names)
        return self.wording.text("nearest_line", draft.lang, **names, line=line)


def _misleads(line: str, question: str) -> bool:
    """Whether who asked for a figure could take home the one of something else."""
    return bool(expectations(question)) and bool(figures(line) | spelled_figures(line))


def _joined(parts: list[str], lang: Lang) -> str:
    return ("" if lang is Lang.ZH else " ").join(part for part in parts if part)

"""Step: the answer in the clauses' own words, or a decline where no clause carries it."""

from __future__ import annotations

from dataclasses import dataclass

from index.retriever import Hit
from knowledge.answering.answer import Answer, Status
from knowledge.answering.aspects import aspects
from knowledge.answering.draft import Draft
from knowledge.answering.expectation import expectations, gives
from knowledge.answering.wording import Wording
from knowledge.language import Lang
from knowledge.policies.document import (
    BORDERS,
    Clause,
    ClauseKind,
    Confidence,
    PolicyDocument,
    Validity,
    validity,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """How well a clause must be found before it may answer; tuned on the development questions."""

    score: float = 3.0
    similarity: float = 0.42
    coverage: float = 0.34
    margin: float = 0.7
    """How far below the best clause another one may lie and still be quoted."""
    most_clauses: int = 3
    whole_question: float = 0.95
    """Share of the question's words from which a clause holds the whole question; then a border"""
    border_lead: float = 2.0
    """must lie this far above it to be the nearer one."""


@dataclass(frozen=True, slots=True)
class ComposeFromClauses:
    """Quotes the clauses that answer, each with where it stands and whether it still holds."""

    wording: Wording
    bar: Bar = Bar()

    def __call__(self, draft: Draft) -> None:
        """Fills `clauses` and `proposed`."""
        draft.clauses = self._carriers(draft)
        if draft.clauses and draft.clauses[0].kind in BORDERS:
            draft.proposed = self._at_border(draft, draft.clauses[0])
            draft.clauses = []
        elif draft.clauses:
            draft.proposed = self._answer(draft)
        else:
            draft.proposed = self._decline(draft)

    def _carriers(self, draft: Draft) -> list[Clause]:
        if not draft.hits or not self._carries(draft.hits[0]):
            return []
        found = [(hit, draft.release.clauses[hit.key, Lang(hit.lang)]) for hit in draft.hits]
        held = [(hit, clause) for hit, clause in found if clause.kind not in BORDERS]
        border, clause = found[0]
        if clause.kind in BORDERS and self._says_more(border, held):
            return [draft.release.clause(border.key, draft.lang) or clause]
        best, first = held[0]
        strict = tuple(one for one in expectations(draft.asked) if one.is_strict)
        if strict and not gives(first.text, strict):
            draft.notes["declined_because"] = "no clause gives " + strict[0].name
            return []
        near = [clause for hit, clause in held if hit.score >= best.score - self.bar.margin]
        chosen = near[: self.bar.most_clauses]
        chosen += _missing_side(chosen, [clause for _, clause in held], draft.asked)
        in_lang = [draft.release.clause(clause.clause_id, draft.lang) for clause in chosen]
        return [clause for clause in in_lang if clause is not None]

    def _says_more(self, border: Hit, held: list[tuple[Hit, Clause]]) -> bool:
        """
        Whether what is not held is nearer to the question than anything that is.

        "Minimum wage" alone is said of both; "minimum wage in 2026" of the border alone.
        """
        if not held:
            return True
        best = held[0][0]
        holds_all = best.coverage >= self.bar.whole_question
        return not holds_all or border.score > best.score + self.bar.border_lead

    def _carries(self, hit: Hit) -> bool:
        return hit.score >= self.bar.score and (
            hit.similarity >= self.bar.similarity or hit.coverage >= self.bar.coverage
        )

    def _answer(self, draft: Draft) -> Answer:
        parts = [self._quoted(clause, draft) for clause in draft.clauses]
        parts.append(self.wording.text("office_decides", draft.lang))
        return Answer(
            Status.ANSWERED,
            "\n\n".join(parts),
            tuple(draft.release.cite(clause) for clause in draft.clauses),
        )

    def _at_border(self, draft: Draft, clause: Clause) -> Answer:
        """What is not held is said as such; where it was looked for, the clause says so."""
        if clause.kind is ClauseKind.OUTSIDE:
            return Answer(Status.DECLINED_OUT_OF_SCOPE, clause.text)
        text = self.wording.text("gap", draft.lang, clause=clause.text)
        cited = (draft.release.cite(clause),) if clause.evidence else ()
        return Answer(Status.DECLINED_NO_SOURCE, text, cited)

    def _quoted(self, clause: Clause, draft: Draft) -> str:
        document = draft.release.document_of(clause)
        lines = [clause.text]
        notes = [self._validity(clause, document, draft), self._confidence(clause, draft.lang)]
        lines += [note for note in notes if note]
        lines.append(self._source(document, draft.lang))
        return "\n".join(lines)

    def _source(self, document: PolicyDocument, lang: Lang) -> str:
        level = self.wording.text(f"level_{document.level}", lang)
        about = [document.document_number, document.issuer, level]
        joined = ("，" if lang is Lang.ZH else ", ").join(part for part in about if part)
        return self.wording.text("source", lang, title=document.title, about=joined)

    def _validity(self, clause: Clause, document: PolicyDocument, draft: Draft) -> str:
        newer = draft.release.superseded_by(document.document_id, clause.lang, draft.today)
        if newer is not None:
            return self.wording.text("superseded", draft.lang, title=newer.title)
        if clause.kind is ClauseKind.FIGURE or document.is_report:
            of = clause.effective_to or document.published or clause.effective_from
            return self.wording.text("as_of", draft.lang, date=of) if of else ""
        match validity(clause, draft.today):
            case Validity.CLOSED:
                return self.wording.text("closed", draft.lang, date=clause.effective_to)
            case Validity.NOT_YET:
                return self.wording.text("not_yet", draft.lang, date=clause.effective_from)
            case Validity.IN_FORCE:
                return self.wording.text(
                    "in_force", draft.lang, date=clause.effective_from, checked=document.checked_on
                )
            case Validity.NOT_SAID:
                return self.wording.text(
                    "validity_not_said", draft.lang, checked=document.checked_on
                )

    def _confidence(self, clause: Clause, lang: Lang) -> str:
        weak = clause.confidence is Confidence.LOW
        return self.wording.text("weak_source", lang) if weak else ""

    def _decline(self, draft: Draft) -> Answer:
        nearest = draft.hits[0] if draft.hits else None
        clause = draft.release.clause(nearest.key, draft.lang) if nearest else None
        if clause is None or nearest is None or nearest.score < self.bar.score / 2:
            return Answer(Status.DECLINED_NO_SOURCE, self.wording.text("declined", draft.lang))
        title = draft.release.document_of(clause).title
        return Answer(
            Status.DECLINED_NO_SOURCE,
            self.wording.text("declined_nearest", draft.lang, title=title, heading=clause.heading),
        )


def _missing_side(chosen: list[Clause], held: list[Clause], question: str) -> list[Clause]:
    """The best document's clause on the side that was asked about, where none chosen is on it."""
    asked = aspects(question)
    if not asked or any(clause.kind in asked for clause in chosen):
        return []
    document_id = chosen[0].document_id
    return [c for c in held if c.document_id == document_id and c.kind in asked][:1]

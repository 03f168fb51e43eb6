"""The answer's parts: the clauses in their own words, each with where it stands and since when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from knowledge.answering.composing.related import Related, related
from knowledge.answering.composing.sums import sums
from knowledge.answering.composing.timing import first_words, has_conditions, validity_line
from knowledge.answering.draft import Draft
from knowledge.answering.part import AnswerPart, Line
from knowledge.answering.wording import Wording
from knowledge.language import Lang
from knowledge.policies.document import Clause, Confidence, SourceKind

_OFFICIAL = {SourceKind.OFFICIAL, None}
_CHINESE_TERM = re.compile(r" ?\(([^()]*[一-鿿][^()]*)\)")


def quoted_parts(chosen: list[Clause], draft: Draft, wording: Wording) -> tuple[AnswerPart, ...]:
    """The clauses by document, with their sums and what they replaced; and who decides or helps."""
    others = related(chosen, draft)
    quoting = _Quoting(wording, draft)
    parts = [
        quoting.part(clauses, [one for one in others if one.document_id == document_id])
        for document_id, clauses in _by_document(chosen).items()
    ]
    decides = has_conditions(draft.release.document_of(chosen[0])) and not parts[0].opens
    closing = wording.text("office_decides" if decides else "ask", draft.lang)
    return (*parts, AnswerPart((Line(closing),)))


@dataclass(slots=True)
class _Quoting:
    """Puts one answer together; an English text gives a Chinese term at its first mention only."""

    wording: Wording
    draft: Draft
    _terms_told: set[str] = field(default_factory=set)

    def part(self, clauses: list[Clause], others: list[Related]) -> AnswerPart:
        """One document's paragraph, with the lines beside its clauses."""
        opens, holds = self._opens(clauses[0]), self._holds(clauses[0])
        lines = [line for clause in clauses for line in self._of_clause(clause, opens, holds)]
        lines += [Line(self._related(one)) for one in others]
        lines.append(Line(holds))
        weak = any(clause.confidence is Confidence.LOW for clause in clauses)
        lines.append(Line(self.wording.text("weak_source", self.draft.lang) if weak else ""))
        lines += [Line(source) for source in self._sources(clauses)]
        quotes = [quote for one in others for quote in one.quotes]
        return AnswerPart(
            lines=tuple(line for line in lines if line.text),
            clauses=tuple(clauses),
            beside=tuple(self.draft.release.cite(clause, said) for clause, said in quotes),
            opens=opens,
        )

    def _of_clause(self, clause: Clause, opens: str, holds: str) -> Iterator[Line]:
        """The clause and its sums; what is true of the document's first is not said again."""
        own_opens, own_holds = self._opens(clause), self._holds(clause)
        if own_opens != opens:
            yield Line(own_opens)
        yield Line(self._said(clause, clause.text), is_quote=True)
        for one in sums(self.draft.asked, clause):
            yield Line(one.shown(self.wording, self.draft.lang))
        if own_holds != holds:
            yield Line(own_holds)

    def _related(self, one: Related) -> str:
        said = [self._said(clause, sentence) for clause, sentence in one.quotes]
        joined = ("" if self.draft.lang is Lang.ZH else " ").join(said)
        return self.wording.text(one.name, self.draft.lang, quotes=joined, **one.values)

    def _opens(self, clause: Clause) -> str:
        draft = self.draft
        return first_words(
            clause, draft.release, draft.today, wording=self.wording, lang=draft.lang
        )

    def _holds(self, clause: Clause) -> str:
        draft = self.draft
        return validity_line(
            clause, draft.release, draft.today, wording=self.wording, lang=draft.lang
        )

    def _sources(self, clauses: list[Clause]) -> list[str]:
        """Title, articles, number where known, issuer and level of each rule that is quoted."""
        lang = self.draft.lang
        comma = "，" if lang is Lang.ZH else ", "
        lines = []
        for citation in map(self.draft.release.cite, clauses):
            level = self.wording.text(f"level_{citation.level}", lang)
            about = [citation.document_number, citation.issuer, level]
            articles = citation.articles
            if articles and lang is Lang.EN:
                articles = f", {articles}"
            line = self.wording.text(
                "source",
                lang,
                title=citation.title,
                articles=articles,
                about=comma.join(filter(None, about)),
            )
            if citation.source_kind not in _OFFICIAL:
                line += self.wording.text(f"read_in_{citation.source_kind}", lang)
            lines.append(line)
        return list(dict.fromkeys(lines))

    def _said(self, clause: Clause, text: str) -> str:
        return text if clause.lang is Lang.ZH else _CHINESE_TERM.sub(self._once, text)

    def _once(self, match: re.Match[str]) -> str:
        told = match[1] in self._terms_told
        self._terms_told.add(match[1])
        return "" if told else match[0]


def _by_document(chosen: Iterable[Clause]) -> dict[str, list[Clause]]:
    """The clauses in their order, those of one document together."""
    groups: dict[str, list[Clause]] = {}
    for clause in chosen:
        groups.setdefault(clause.document_id, []).append(clause)
    return groups

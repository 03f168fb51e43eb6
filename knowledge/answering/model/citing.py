"""Whether the clauses that a sentence cites carry it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.answering.composing.sums import figures_of_sums
from knowledge.answering.model.claims import dates, days, measures, per, pieces, promises, rules
from knowledge.answering.model.opaque import Marks, marks_in, without_marks, written_itself
from knowledge.answering.model.relations import relation_fault
from knowledge.answering.model.wordshare import word_share
from knowledge.glossary import Glossary
from knowledge.language.figures import figures, spelled_figures
from knowledge.policies.document import Clause
from knowledge.policies.release import Release
from knowledge.terms import TermKind

_CLAUSE_SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])(?<!Art\.)(?<!No\.)\s+")
_PEOPLE_AND_PLACES = frozenset({TermKind.GROUP, TermKind.DISTRICT})


@dataclass(frozen=True, slots=True)
class Shares:
    """Least share of a sentence's words that one sentence of its clauses must hold."""

    with_rule: float = 0.58
    """Where it states a condition: faithful ones measured 0.57 to 1, invented ones up to 0.5."""
    with_only: float = 0.7
    """Where it restricts something to somebody: topic and verb are easily right in a false one."""
    without: float = 0.4


@dataclass(frozen=True, slots=True)
class Carried:
    """Holds one sentence of a written answer to the clauses that this sentence cites."""

    glossary: Glossary
    shares: Shares = Shares()

    def fault(
        self, sentence: str, marks: Marks, release: Release, question: str = ""
    ) -> str | None:
        """
        Why the sentence may not go out, or None if its clauses carry all that it claims.

        :param sentence: as the model wrote it, with its marks.
        :param question: a sum may stand in the sentence if code makes the same of the question's
            counts and a rate of the cited clauses.
        """
        named = marks_in(sentence)
        cited = [marks.clauses[mark] for mark in named if mark in marks.clauses]
        fault = _mark_fault(named, marks)
        if fault is not None:
            return fault
        said = without_marks(sentence)
        own = written_itself(sentence)
        if own is not None:
            return f"wrote {own} itself"
        if promises(said):
            return "tells the reader that they qualify, which the office decides"
        return (
            _figure_fault(said, cited, release, figures_of_sums(question, cited))
            or _per_fault(said, cited)
            or self._subject_fault(said, cited, release)
            or self._wording_fault(said, cited, release)
            or relation_fault(said, cited, _topic(cited, release))
        )

    def _least(self, stated: frozenset[str]) -> float:
        if "only" in stated:
            return self.shares.with_only
        return self.shares.with_rule if stated else self.shares.without

    def _subject_fault(self, said: str, cited: Sequence[Clause], release: Release) -> str | None:
        """A group of people or a place that the clauses do not speak of."""
        held = self._subjects(" ".join(_about(clause, release) for clause in cited))
        strange = self._subjects(said) - held
        return f"speaks of {min(strange)}, its clause does not" if strange else None

    def _subjects(self, text: str) -> frozenset[str]:
        return frozenset(
            entry.zh
            for mention in self.glossary.find(text)
            for entry in mention.entries[:1]
            if entry.kind in _PEOPLE_AND_PLACES
        )

    def _wording_fault(self, said: str, cited: Sequence[Clause], release: Release) -> str | None:
        stated = rules(said)
        strange = stated - rules(" ".join(clause.text for clause in cited))
        if strange:
            return f"states a condition ({min(strange)}) that its clause does not"
        topic = _topic(cited, release)
        share = max(
            word_share(said, part, topic)
            for clause in cited
            for part in (clause.heading, *_CLAUSE_SENTENCE.split(clause.text))
        )
        if share < self._least(stated):
            return f"only {share:.2f} of its words stand in one sentence of its clause"
        return None


def _topic(cited: Sequence[Clause], release: Release) -> str:
    return " ".join(f"{release.document_of(c).title} {c.heading}" for c in cited)


def figure_fault(said: str, cited: Sequence[Clause], release: Release) -> str | None:
    """
    A figure, unit or date in a text that stands in none of the clauses, or None.

    :param said: an answer without marks, by a person or a model.
    """
    return _figure_fault(said, cited, release, frozenset()) or _per_fault(said, cited)


def _mark_fault(named: Sequence[str], marks: Marks) -> str | None:
    known = marks.clauses.keys() | marks.hidden.keys()
    unknown = [mark for mark in named if mark not in known]
    if unknown:
        return f"holds {unknown[0]}, which was not given to it"
    cited = {mark for mark in named if mark in marks.clauses}
    if not cited:
        return "cites no clause"
    for mark in named:
        if mark in marks.hidden and not marks.hidden[mark].held_by & cited:
            return f"holds {mark}, which stands in no clause that it cites"
    return None


def _figure_fault(
    said: str, cited: Sequence[Clause], release: Release, calculated: frozenset[Decimal]
) -> str | None:
    """A figure, a unit or a date that does not stand in the clauses of this sentence."""
    # What the question says is no source: an attacker's figure stands there too.
    source = " ".join(_about(clause, release) for clause in cited)
    held = figures(source) | spelled_figures(source) | calculated
    counted = measures(source)
    invented = (figures(said) | spelled_figures(said)) - held
    invented -= {number for number, _ in counted}
    if invented:
        listed = ", ".join(f"{figure:f}" for figure in sorted(invented))
        return f"figures that no cited clause holds: {listed}"
    # With a unit a figure must stand in the clauses' own words: the days and numbers of their
    # documents hold nearly every small figure.
    own = " ".join(f"{clause.heading} {clause.text}" for clause in cited)
    told = figures(own) | spelled_figures(own) | calculated
    for number, unit in measures(said):
        units = {other for value, other in counted if value == number}
        if unit not in units and (units or number not in told):
            return f"{number:f} ({unit}) stands in no cited clause"
    strange = dates(said) - _dates_held(said, source)
    if strange:
        return "a date that no cited clause holds: " + "-".join(map(str, min(strange)))
    return None


def _dates_held(said: str, source: str) -> frozenset[tuple[int, ...]]:
    """Those of the sentence's dates that the source holds, in "20 January to 31 March 2021" too."""
    known, of_month = dates(source), days(source)
    months = {(month,) for month, _ in of_month}
    years = {when[0] for when in known}
    return frozenset(
        when
        for when in dates(said)
        if any(other[: len(when)] == when for other in known)
        or (when[0] in years and (when[1:] in of_month or when[1:] in months))
    )


def _about(clause: Clause, release: Release) -> str:
    """What a clause can carry: its words, and the dates and names that stand beside them."""
    document = release.document_of(clause)
    parts = (
        clause.text,
        clause.heading,
        document.title,
        document.issuer,
        document.document_number,
        *(clause.effective_from, clause.effective_to, document.published),
    )
    return " | ".join(str(part) for part in parts if part)


def _per_fault(said: str, cited: Sequence[Clause]) -> str | None:
    """An amount counted by something else than where it stands in the clauses."""
    sentences = [part for clause in cited for part in _CLAUSE_SENTENCE.split(clause.text)]
    for piece in pieces(said):
        for amount in measures(piece):
            around = [part for part in sentences if amount in measures(part)]
            near = [one for part in around for one in pieces(part) if amount in measures(one)]
            held = per(" | ".join(near)) or per(" | ".join(around))
            if around and per(piece) - held:
                return f"{amount[0]:f} is not per {min(per(piece) - held)} in its clause"
    return None

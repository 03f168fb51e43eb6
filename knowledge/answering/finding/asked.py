"""What a question's words say about the clause that is wanted, and how far that moves a hit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.retriever import Hit
from knowledge.answering.draft import Draft
from knowledge.answering.reading.aspects import aspects
from knowledge.answering.reading.elsewhere import places_elsewhere
from knowledge.answering.reading.expectation import Expectation, expectations, gives
from knowledge.answering.reading.when import asks_for_past, years_named
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.policies.document import BORDERS, Clause, ClauseKind, Level, PolicyDocument
from knowledge.policies.release import Release

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_NOW = re.compile(
    r"现在|目前|如今|今年|眼下|现行|\b(?:now|current(?:ly)?|today|present|this year)\b", re.I
)
_STILL = re.compile(r"还|仍|\bstill\b|\bany ?more\b", re.I)


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """What moves a clause up or down after the search, in units of the retriever's score."""

    similarity: float = 10.0
    """By how much more like the question one of the clause's wordings is than `_ALIKE`; the fused
    score is made for texts in general, and a clause's wordings are questions themselves."""
    coverage: float = 4.0
    """The same for the share of the question's words that the clause holds above `_HALF`; a story
    of many words is held by no clause, so less than that speaks against none."""
    twin: float = 0.15
    """The share of a clause's score that comes from its text in the other language."""
    aspect: float = 0.6
    """The clause answers the side of the matter that was asked about (how much, who, where)."""
    year: float = 0.5
    """The year asked about stands in the clause or its document."""
    other_year: float = -0.5
    """A year was asked about, and the clause is of another one."""
    other_year_amount: float = -4.0
    """The same of an amount or a term, which change from year to year."""
    other_year_figure: float = -20.0
    """The same of a statistic: it would answer with a wrong figure, so it does not answer."""
    closed: float = -0.5
    """The clause is past, and the question does not ask for the past."""
    asked_status: float = 0.6
    """Whether it still holds was asked, and the clause says so; on top of `aspect`."""
    status: float = -0.6
    """The clause is about the source or the validity, and neither was asked about."""
    expected: float = 0.5
    """The clause gives the kind of thing that was asked for: a sum, a date, a count."""
    not_expected: float = -2.0
    """The clause gives nothing of that kind."""
    other_figure: float = -6.0
    """It gives a figure instead, but of another kind: a count of people where a sum is asked."""
    border: float = 1.0
    """The clause says that what was asked for is not held."""
    gap_now: float = 0.6
    """The question asks for today, and the clause says that today's is not known."""
    elsewhere: float = -8.0
    """Another place's rules are asked about, and the clause does not speak of that place."""
    superseded: float = -1.6
    """A newer document has replaced the clause's document."""
    same_document: float = 0.6
    """A follow-up goes on with the document that the last answer cited."""
    other_district: float = -1.2
    """The question names a district, and the document is of another one."""
    example_district: float = -0.3
    """The document is of one district, and the question names none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the question's words say about the clause that is wanted."""

    kinds: frozenset[ClauseKind]
    expected: tuple[Expectation, ...]
    years: frozenset[int]
    districts: frozenset[str]
    asks_for_past: bool
    asks_for_now: bool
    elsewhere: frozenset[str]
    documents: frozenset[str]
    today: date

    @classmethod
    def of(cls, draft: Draft, glossary: Glossary) -> Asked:
        text = draft.search_text
        years = years_named(draft)
        asks_for_now = _NOW.search(text) is not None and _STILL.search(text) is None
        if asks_for_now:
            # "It was 1,000 in 2018, what is it now?" names the year that is not asked about.
            years = frozenset(year for year in years if year >= draft.today.year)
        earlier = draft.earlier[-1].clause_ids if draft.is_follow_up and draft.earlier else ()
        return cls(
            kinds=aspects(draft.asked),
            expected=expectations(draft.asked),
            years=years,
            districts=frozenset(glossary.places.districts_in(text)),
            asks_for_past=asks_for_past(draft),
            asks_for_now=asks_for_now,
            elsewhere=places_elsewhere(text),
            documents=frozenset(clause_id.split(".")[0] for clause_id in earlier),
            today=draft.today,
        )

    def shift(self, hit: Hit, release: Release, weights: RankingWeights) -> float:
        """How far the hit moves, in units of the retriever's score."""
        clause = release.clauses[hit.key, Lang(hit.lang)]
        document = release.document_of(clause)
        moved = self._by_side(clause, weights)
        moved += self._by_time(clause, document, weights)
        if not self.asks_for_past and not self.years:
            newer = release.superseded_by(document.document_id, document.lang, self.today)
            moved += weights.superseded if newer else 0.0
        if document.document_id in self.documents:
            moved += weights.same_document
        if document.level is Level.DISTRICT:
            moved += self._by_district(document, weights)
        return moved

    def _by_side(self, clause: Clause, weights: RankingWeights) -> float:
        moved = weights.aspect if clause.kind in self.kinds else 0.0
        if clause.kind is ClauseKind.STATUS:
            moved += weights.asked_status if clause.kind in self.kinds else weights.status
        if clause.kind in BORDERS:
            asks_now = clause.kind is ClauseKind.GAP and self.asks_for_now
            return moved + weights.border + (weights.gap_now if asks_now else 0.0)
        if self.elsewhere and not any(place in clause.text for place in self.elsewhere):
            moved += weights.elsewhere
        if self.expected:
            moved += self._by_expectation(clause, weights)
        return moved

    def _by_expectation(self, clause: Clause, weights: RankingWeights) -> float:
        if gives(clause.text, self.expected):
            return weights.expected
        is_figure = clause.kind is ClauseKind.FIGURE
        return weights.other_figure if is_figure else weights.not_expected

    def _by_time(self, clause: Clause, document: PolicyDocument, weights: RankingWeights) -> float:
        if self.years:
            return self._by_year(clause, document, weights)
        ended = clause.effective_to is not None and clause.effective_to.last_day < self.today
        return weights.closed if ended and not self.asks_for_past else 0.0

    def _by_year(self, clause: Clause, document: PolicyDocument, weights: RankingWeights) -> float:
        if any(_is_of(year, clause, document) for year in self.years):
            return weights.year
        if clause.kind is ClauseKind.FIGURE or _is_of_one_time(clause, document):
            return weights.other_year_figure
        changes = clause.kind in (ClauseKind.AMOUNT, ClauseKind.TERM)
        return weights.other_year_amount if changes else weights.other_year

    def _by_district(self, document: PolicyDocument, weights: RankingWeights) -> float:
        if not self.districts:
            return weights.example_district
        return 0.0 if document.district in self.districts else weights.other_district


def _is_of_one_time(clause: Clause, document: PolicyDocument) -> bool:
    """Whether the clause is the amount of something that was paid once: in no other year."""
    return clause.kind is ClauseKind.AMOUNT and document.is_report


def _is_of(year: int, clause: Clause, document: PolicyDocument) -> bool:
    """Whether the clause names the year, reports it, or rules in it."""
    if str(year) in _YEAR.findall(clause.text + document.title):
        return True
    begin = clause.effective_from or document.published
    if begin is None:
        return False
    end = clause.effective_to
    if end is None and document.is_report:
        return begin.year == year
    return begin.year <= year and (end is None or year <= end.year)

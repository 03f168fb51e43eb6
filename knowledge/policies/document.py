"""A policy document and its clauses, as read from one Markdown file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.dates import PartialDate
from knowledge.language import Lang
from knowledge.policies.rates import Rate


class Level(StrEnum):
    """Whose rule it is; a more local rule says more about the person who asks."""

    NATIONAL = "national"
    MUNICIPAL = "municipal"
    DISTRICT = "district"


class Confidence(StrEnum):
    """How well the source of a document is established."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class SourceKind(StrEnum):
    """Where the text of a document was read."""

    OFFICIAL = "official"
    """On the issuer's page or another public body's."""
    REPOST = "repost"
    """In a copy of an official text elsewhere."""
    MEDIA = "media"
    """In a news report."""
    OTHER = "other"


class Audience(StrEnum):
    """Whom a clause is for: who can do something with what it says."""

    WORKER = "worker"
    EMPLOYER = "employer"
    GRADUATE = "graduate"
    SEEKER = "seeker"
    ANYONE = "anyone"


class ClauseKind(StrEnum):
    """Which question of a person a clause answers; the last two answer none."""

    OVERVIEW = "overview"
    AMOUNT = "amount"
    ELIGIBILITY = "eligibility"
    DOCUMENTS = "documents"
    HOW_TO_APPLY = "how_to_apply"
    TERM = "term"
    FIGURE = "figure"
    DUTY = "duty"
    CONTACT = "contact"
    STATUS = "status"
    GAP = "gap"
    """Something that is not held, or was looked for and not found: told, but it answers nothing."""
    OUTSIDE = "outside"
    """Something that the assistant is not for."""


BORDERS = frozenset({ClauseKind.GAP, ClauseKind.OUTSIDE})
"""The kinds by which the knowledge base knows what it does not hold."""


@dataclass(frozen=True, slots=True)
class Provision:
    """The articles of one law that a clause rests on, named in the clause's language."""

    law_id: str
    title: str
    issuer: str
    articles: str
    """第47条, "arts. 2, 10"; empty where the whole text is meant."""
    document_number: str | None
    level: Level
    effective_from: PartialDate | None
    effective_to: PartialDate | None
    source_url: str | None
    source_kind: SourceKind


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest part of a document that can be quoted."""

    clause_id: str
    document_id: str
    lang: Lang
    heading: str
    kind: ClauseKind
    text: str
    asked_as: tuple[str, ...]
    evidence: tuple[str, ...]
    effective_from: PartialDate | None
    effective_to: PartialDate | None
    confidence: Confidence
    audience: Audience = Audience.ANYONE
    provisions: tuple[Provision, ...] = ()
    """The law it rests on, the first one foremost; empty where the document itself is the rule."""
    rates: tuple[Rate, ...] = ()
    """From which code may do a sum; every figure of them stands in the text."""
    conflicts_with: tuple[str, ...] = ()
    """Ids of clauses of other documents that say something else on the same point."""
    is_lapsed: bool = False
    """No longer in force, though no source says since when."""

    @property
    def digest(self) -> str:
        """Changes when what a reader sees of the clause changes."""
        return hashlib.sha256(f"{self.heading}\n{self.text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """One language of a document, with its clauses in their order."""

    document_id: str
    title: str
    lang: Lang
    issuer: str
    document_number: str | None
    level: Level
    district: str | None
    published: PartialDate | None
    effective_from: PartialDate | None
    effective_to: PartialDate | None
    supersedes: tuple[str, ...]
    source_url: str | None
    checked_on: date
    confidence: Confidence
    evidence: tuple[str, ...]
    clauses: tuple[Clause, ...]
    source_kind: SourceKind | None = None
    """None where a document has no source, since it says what is not held, and in releases that
    were published before sources had a kind."""
    review_by: date | None = None
    """The day by which somebody must check it again; None as above."""

    @property
    def is_report(self) -> bool:
        """Whether it tells of a day (a news report) instead of ruling from a day on."""
        is_dated = self.published is not None and self.effective_from == self.published
        return is_dated and self.document_number is None


class Validity(StrEnum):
    """Where the day of the question lies in the life of a clause."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    LAPSED = "lapsed"
    NOT_SAID = "not_said"


def validity(clause: Clause, today: date) -> Validity:
    """What the clause's dates say of this day; the last day named still counts as in force."""
    if clause.effective_to is not None and clause.effective_to.last_day < today:
        return Validity.CLOSED
    if clause.is_lapsed:
        return Validity.LAPSED
    if clause.effective_from is None:
        return Validity.NOT_SAID
    return Validity.NOT_YET if clause.effective_from.first_day > today else Validity.IN_FORCE

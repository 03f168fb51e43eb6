"""Questions that were declined, masked: alike ones together, with subject and district."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import true
from sqlmodel import Session, col, select

from knowledge.records.searching import of_other_offices
from knowledge.records.tables import TurnRow

MOST_READ = 2_000
"""The newest so many are looked at; what is asked often is among them."""
_ALIKE = 0.5
_EXAMPLES = 4


@dataclass(frozen=True, slots=True)
class DeclinedQuestion:
    """One question as lists may show it."""

    text: str
    status: str
    topic: str
    """The document that came nearest; empty where none did."""
    district: str
    """Official Chinese name; empty where the question names none."""


@dataclass(frozen=True, slots=True)
class AlikeQuestions:
    """Questions of much the same words, the most asked wording first."""

    count: int
    wordings: tuple[str, ...]
    topics: tuple[tuple[str, int], ...]
    districts: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[str, int], ...]


def declined_questions(
    session: Session,
    *,
    since: datetime,
    district_of: Callable[[str], str | None],
    offices: Sequence[str] = (),
) -> list[DeclinedQuestion]:
    """
    The questions declined since then, newest first, at most MOST_READ.

    :param offices: only of people who may belong to these districts; empty is all.
    """
    query = (
        select(TurnRow.masked_text, TurnRow.status, TurnRow.trace)
        .where(col(TurnRow.received_at) >= since)
        .where(col(TurnRow.status).startswith("declined_", autoescape=True))
        .where(TurnRow.masked_text != "")
        .where(col(TurnRow.seeker_id).not_in(of_other_offices(offices)) if offices else true())
        .order_by(col(TurnRow.received_at).desc())
        .limit(MOST_READ)
    )
    return [
        DeclinedQuestion(text, status, topic_of(trace), district_of(text) or "")
        for text, status, trace in session.exec(query)
    ]


def topic_of(trace: Mapping[str, Any]) -> str:
    """The document that a turn was about: of the clauses used, else of the nearest hit."""
    for found in (*trace.get("clauses", ()), *trace.get("hits", ())[:1]):
        return str(found.get("clause_id", "")).partition(".")[0]
    return ""


def alike(questions: Sequence[DeclinedQuestion]) -> list[AlikeQuestions]:
    """
    The questions in groups, the largest first.

    A question joins the group whose first wording shares at least half of its pairs of letters:
    this holds for Chinese and English, and needs no index.
    """
    by_words: dict[str, list[DeclinedQuestion]] = {}
    for question in questions:
        by_words.setdefault(_plain(question.text), []).append(question)
    leaders = _Leaders()
    groups: list[list[DeclinedQuestion]] = []
    for words, same in sorted(by_words.items(), key=lambda found: -len(found[1])):
        place = leaders.place_of(frozenset(_pairs(words)))
        if place == len(groups):
            groups.append([])
        groups[place] += same
    return sorted((_summed(group) for group in groups), key=lambda group: -group.count)


class _Leaders:
    """The first wording of each group, found by the pairs of letters that it shares."""

    def __init__(self) -> None:
        self._sets: list[frozenset[str]] = []
        self._holding: dict[str, list[int]] = {}

    def place_of(self, pairs: frozenset[str]) -> int:
        """The group that the pairs belong to; a new one where none is near enough."""
        shared = Counter(place for pair in pairs for place in self._holding.get(pair, ()))
        for place, common in shared.most_common(3):
            if common / (len(pairs) + len(self._sets[place]) - common) >= _ALIKE:
                return place
        self._sets.append(pairs)
        for pair in pairs:
            self._holding.setdefault(pair, []).append(len(self._sets) - 1)
        return len(self._sets) - 1


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _pairs(words: str) -> Iterator[str]:
    if len(words) < 2:
        yield words
    for start in range(len(words) - 1):
        yield words[start : start + 2]


def _summed(group: Sequence[DeclinedQuestion]) -> AlikeQuestions:
    wordings = Counter(question.text for question in group)
    return AlikeQuestions(
        count=len(group),
        wordings=tuple(text for text, _ in wordings.most_common(_EXAMPLES)),
        topics=_counted(question.topic for question in group),
        districts=_counted(question.district for question in group),
        statuses=_counted(question.status for question in group),
    )


def _counted(values: Iterator[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(value for value in values if value).most_common(5))

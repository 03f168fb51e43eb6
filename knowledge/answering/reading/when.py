"""Which days a question is about: those of a year that it names, else the day it is asked on."""

from __future__ import annotations

import re

from knowledge.answering.draft import Draft
from knowledge.answering.finding.succession import Period

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_PAST = re.compile(
    r"当时|那时|以前|之前|过去|历史|曾经|原来|旧(?:的|标准|规定)|"
    r"back then|at the time|used to|\bwas\b|\bwere\b|\bdid\b|former|before|previous",
    re.IGNORECASE,
)
_RULE_BEFORE = re.compile(
    r"以前|过去|原来的?(?:标准|规定|额度)|旧(?:的|标准|规定)|"
    r"used to be|previous(?:ly)?|former(?:ly)?|old (?:rate|limit|standard|rule)",
    re.IGNORECASE,
)
_OF_THE_PERSON = re.compile(
    r"20\d{2}\s*年?[^，。？！,?!]{0,6}(?:毕业(?!生)|退伍|退役|失业(?![率保])|下岗|出生|离校|入职|参保|退休|开业|"
    r"注册|成立|登记)|我[^，。？！,?!]{0,4}20\d{2}|"
    r"(?:graduat\w+|laid off|lost (?:my|our|his|her) job|unemployed|retired|left|joined|born|"
    r"opened|founded|registered|started)\s+(?:[a-z]+\s+){0,3}(?:in|since)\s+(?:[a-z]+\s+)?20\d{2}",
    re.IGNORECASE,
)
"""A year in somebody's life: what may be claimed goes by the day of asking all the same."""


def asks_for_past(draft: Draft) -> bool:
    """Whether the words are about what used to be, without a year."""
    return _PAST.search(draft.search_text) is not None


def asks_for_rule_before(draft: Draft) -> bool:
    """Whether the rule before the present one is asked for, without a year."""
    return not years_named(draft) and _RULE_BEFORE.search(draft.asked) is not None


def years_named(draft: Draft) -> frozenset[int]:
    """The years of which is asked; where the message has none, those of the turn before."""
    for text in (draft.masked, draft.search_text):
        if years := _YEAR.findall(text):
            left = _YEAR.findall(_OF_THE_PERSON.sub(" ", text))
            return frozenset(int(year) for year in years if year in left)
    return frozenset()


def period_asked(draft: Draft) -> Period | None:
    """
    The days for which a rule is wanted; None where the question leaves them open: "before",
    several years, a year to come.
    """
    years = years_named(draft)
    if not years:
        return None if asks_for_past(draft) else Period(draft.today, draft.today)
    (year, *more) = years
    if more or year > draft.today.year:
        return None
    return Period(draft.today, draft.today) if year == draft.today.year else Period.of_year(year)

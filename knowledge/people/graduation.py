"""The year of leaving college, as a person says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.people.hearing import Heard
from knowledge.people.profile import Fact

_GRADUATION = re.compile(
    r"(?P<relative>今年|去年|前年|明年)(?:刚|才|就|要|[五六七]月)*(?:大学|本科|大专|专科|硕士"
    r"|研究生)?(?:刚)?毕(?:的)?业"
    r"|(?P<year>20\d\d)\s*(?:届|年(?:大学|本科|大专|专科|硕士|研究生)?毕(?:的)?业)|(?<!\d)(?P<short>[0-3]\d)届"
    r"|graduat\w* (?:from \w+ )?(?:in |from college in )?(?:[a-z]+ )?(?P<en>20\d\d)"
    r"|(?<![a-z])(?:diploma|degree|(?:finished|left) (?:uni|university|college))[^.,\d]{0,12}"
    r"(?P<back>20\d\d)"
    r"|(?<![a-z])(?:graduated|(?:finished|left) (?:uni|university|college|my degree))[^.,]{0,8}"
    r"(?P<summer>last|this) (?:year|summer|spring|june|july|may)"
    r"|class of (?P<class>20\d\d)"
    r"|graduat\w*[^.,]{0,20}(?P<last>last year|this year|next year)"
)
_RELATIVE = {
    "今年": 0,
    "去年": -1,
    "前年": -2,
    "明年": 1,
    "this year": 0,
    "last year": -1,
    "next year": 1,
}


def graduation(heard: Heard) -> Iterator[Fact]:
    """`graduation_year`: the year of leaving college."""
    for clause in heard.clauses:
        match = _GRADUATION.search(clause.low)
        if match is None or (clause.is_question and not re.search(heard.subject, clause.low)):
            continue
        if _SCHOOL_CHILD.search(clause.low):
            continue
        relative = match["relative"] or match["last"]
        if match["summer"]:
            relative = f"{match['summer']} year"
        written = match["year"] or match["en"] or match["class"] or match["back"]
        year = (
            heard.today.year + _RELATIVE[relative]
            if relative
            else int(written or f"20{match['short']}")
        )
        yield Fact("graduation_year", year, heard.said(clause, match))
        return


_SCHOOL_CHILD = re.compile(r"小学|初中|高中|中专|primary|middle school|high school")

"""How many people are taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.numerals import amount
from knowledge.posts.cells.unread import Span, Unread
from knowledge.sentence import Sentence
from knowledge.terms import folded


@dataclass(frozen=True, slots=True)
class Headcount:
    """The least and the most; both None where the cell leaves it open (若干)."""

    low: int | None = None
    high: int | None = None
    span: Span = (0, 0)

    def __str__(self) -> str:
        """The number as a cell that says the same."""
        if self.low is None:
            return "若干"
        if self.high is None:
            return f"{self.low}人以上"
        return f"{self.low}人" if self.low == self.high else f"{self.low}-{self.high}人"


_OPEN = re.compile(
    r"若干|不限|多[名人个]|数[名人个十]|几[名人个]|大量|批量|长期(?:招聘|有效)?|招满为止"
    r"|面议|不定|several|many|multiple|open|-+|/|n/?a"
)
_COUNT = r"(?:\d{1,6}(?:\.0+)?|[一二两三四五六七八九十百]{1,4})"
_HEADS = r"(?:人|名|个|位|people|persons?)?"
_ASIDE = re.compile(r"\((?!\d)[^()\d]*\)|男女不限|男女均可|急聘|急招|热招|性别不限")
_NUMBER = re.compile(
    rf"(?:招聘?|招收|需求?|急需|共|共计|计|约|人数)?\s*[:：]?\s*(?P<least>≥|>=|至少"
    rf"|不少于)?\s*(?P<low>{_COUNT})\s*{_HEADS}"
    rf"\s*(?:(?:-{{1,2}}|–|—|~|至|到|to)\s*(?P<high>{_COUNT})\s*{_HEADS})?\s*(?P<more>\+"
    rf"|余?[名人]?以上|余[名人]|起|or more)?(?:左右)?"
)
_UNCLEAR = Sentence("看不懂人数", "the number of people is not understood")


@lru_cache(maxsize=5_000)
def read_headcount_cell(cell: str) -> Headcount | Unread:
    """How many people the cell asks for: 3, 2-3人, 若干, 1（急聘）, 五名."""
    low = _ASIDE.sub(" ", folded(cell)).strip(" ,;、")
    match = _NUMBER.fullmatch(low)
    if match is None:
        is_open = _OPEN.match(low) is not None and not re.search(r"\d", low)
        return Headcount() if is_open or not low else Unread(_UNCLEAR)
    least, most = _number(match["low"]), _number(match["high"] or match["low"])
    if least is None or most is None or least > most:
        return Unread(_UNCLEAR)
    is_open = match["more"] is not None or match["least"] is not None
    return Headcount(least, None if is_open else most, (0, len(cell)))


def _number(said: str) -> int | None:
    value = amount(re.sub(r"\.0+$", "", said))
    return None if value is None else int(value)

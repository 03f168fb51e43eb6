"""The years of work that are asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.numerals import AMOUNT, amount
from knowledge.posts.cells.unread import Span, Unread
from knowledge.sentence import Sentence
from knowledge.terms import folded


@dataclass(frozen=True, slots=True)
class Experience:
    """The least years; 0 where none are asked."""

    years: float
    span: Span = (0, 0)

    def __str__(self) -> str:
        """The years as a cell that says the same."""
        return f"{self.years:g}年以上" if self.years else "经验不限"


_NONE = re.compile(
    r"^(?:不限|无|无需经验|无经验|不要求|经验不限|应届|在校|none|no |0$)|应届|无需经验|优先"
    r"|经验不限|无要求|不限经验|可接受(?:无|小白)|接受(?:无|小白)"
    r"|零经验|[零0]基础|实习|no experience|not (?:required|necessary|needed)|entry[- ]level"
    r"|preferred|fresh graduate"
)
_AT_MOST = re.compile(
    rf"(?:{AMOUNT})\s*(?:年|years?)\s*(?:及?以下|以内|or less)|(?:within|up to"
    rf"|不超过)\s*(?:{AMOUNT})\s*(?:年|years?)"
)
_HALF = re.compile(r"半年|half a year")
_MONTHS = re.compile(r"(\d{1,2})\s*(?:个月|months?)")
_YEARS = re.compile(
    rf"(?<![\d.])({AMOUNT})\s*(?:年|years?)?\s*(?:及?以上)?\s*(?:-|–|~|至|到"
    rf"|to)\s*(?:{AMOUNT})\s*(?:年|years?|yrs?)"
    rf"|(?<![\d.])({AMOUNT})\s*\+?\s*(?:周年|年|years?|yrs?)"
)
_BARE = re.compile(rf"(?:{AMOUNT})(?:\s*[-~]\s*(?:{AMOUNT}))?\+?|\d{{1,2}}\.\d")
_MOST_YEARS = 45

_UNCLEAR = Sentence("看不出要几年经验", "how many years are asked for is not clear")
_SEVERAL = Sentence("写了几个年限", "several numbers of years are given")


@lru_cache(maxsize=5_000)
def read_experience_cell(cell: str) -> Experience | Unread:
    """Years of experience asked: 3-4年 is 3, 半年 0.5, 无需经验 and 3年以下 0."""
    low = folded(cell).strip()
    said = (0, len(cell))
    if _NONE.search(low) or _AT_MOST.fullmatch(low):
        return Experience(0.0, said)
    if _HALF.search(low):
        return Experience(0.5, said)
    months = _MONTHS.search(low)
    if months:
        return Experience(round(int(months[1]) / 12, 2), said)
    found = [match[1] or match[2] for match in _YEARS.finditer(low)]
    if not found and _BARE.fullmatch(low):
        found = [re.split(r"\s*[-~+]", low)[0]]
    years = {amount(each) for each in found}
    if len(years) != 1:
        return Unread(_SEVERAL if years else _UNCLEAR)
    value = years.pop()
    return Unread(_UNCLEAR) if value is None or value > _MOST_YEARS else Experience(value, said)

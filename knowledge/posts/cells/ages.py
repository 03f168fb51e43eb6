"""Ages as people write them: a lower and an upper one, for both sexes or one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.language.numerals import amount
from knowledge.posts.cells.unread import Span, Unread
from knowledge.sentence import Sentence
from knowledge.terms import folded


@dataclass(frozen=True, slots=True)
class Ages:
    """The lowest and the highest age that is taken, both included; None where none is asked."""

    low: int | None = None
    high: int | None = None
    high_woman: int | None = None
    """The highest age of women where it is another than that of men."""
    span: Span = (0, 0)

    def __str__(self) -> str:
        """The ages as a cell that says the same."""
        low = f"{self.low}岁以上" if self.low is not None else ""
        if self.high is None:
            return low or "不限"
        if self.high_woman is not None:
            return f"{low}男{self.high}岁以下女{self.high_woman}岁以下"
        return f"{self.low}-{self.high}岁" if self.low is not None else f"{self.high}岁以下"


ANY_AGE = Ages()

_ANY = re.compile(
    r"(?:年龄)?\s*(?:不限|无|不作?要求|无要求|没有要求|均可|皆可)(?:年龄)?|(?:不限"
    r"|无)年龄(?:限制|要求)?|none|no|any|n/?a|-+|/"
)
# Source: Labour Law, article 15 (16 years), and the rules on retirement: no limit of the employer.
_ASIDE = re.compile(r"\(含\s*\d{2}\s*周?岁?\)|男女(?:不限|均可|皆可)|性别不限")
_OF_LAW = re.compile(
    r"(?:在|符合)?(?:国家)?法定(?:的)?(?:劳动|工作|就业|退休)?年龄(?:段|以?内|之?前|以下"
    r"|范围)?(?:即可)?|退休年龄(?:以?内|之?前|以下)"
    r"|未?退休(?:前|人员)?|(?:legal )?working age"
)
_TO_THE_LAW = re.compile(r"\s*(?:-{1,2}|–|—|~|至|到|to)\s*$")
_HAN = "一二三四五六七八九十"
_AGE = rf"(?:\d{{2}}|[{_HAN}]{{2,3}})"
_YEARS = r"\s*(?:周岁|岁|years?(?: old| of age)?|y/?o)?\s*"
_INCLUDED = r"\s*(?:\((不?含)(?:本数)?\)|(不?含))?\s*"
_TO = r"\s*(?:-{1,2}|–|—{1,2}|~|至|到|to|and)\s*"

_RANGE = re.compile(
    rf"(?<!\d)(?P<low>{_AGE}){_YEARS}{_TO}(?P<high>{_AGE})(?!\d){_YEARS}(?:\(含\))?(?:之?间)?(?P<tail>以上"
    rf"|以下)?"
)
_REFUSED = r"(?:者|的)?\s*(?:不要|勿扰|不招|免谈|除外|勿投|不收|不考虑|不接受|谢绝)"
_ABOVE_REFUSED = re.compile(
    rf"(?P<more>超过|大于)?(?P<age>{_AGE}){_YEARS}(?P<from>以上|及以上)?{_REFUSED}"
)
_UPPER = re.compile(
    rf"(?P<before>不超过|不大于|不高于|小于等于|≤|<=|最大|最高|上限|至多|up to|at most"
    rf"|max(?:imum)?|no older than"
    rf"|not over|not older than|不得超过|不能超过)\s*(?P<a>{_AGE})(?!\d){_YEARS}(?:以下|以内)?"
    rf"|(?P<under>未满|不满|(?<!不)小于|(?<!不)低于|<|under|below|younger than"
    rf"|less than)\s*(?P<b>{_AGE})(?!\d){_YEARS}"
    rf"|(?<!\d)(?P<c>{_AGE}){_INCLUDED}{_YEARS}{_INCLUDED}(?:及|\(含\))?\s*(?:以下|之?内|以内"
    rf"|以里|为限|封顶|or (?:under|below|younger)|and under|max){_INCLUDED}"
)
_LOWER = re.compile(
    rf"(?:年满|满|不低于|不小于|大于等于|≥|>=|最小|最低|下限|至少|from|at least|min(?:imum)?"
    rf"|not under|over|above|超过|大于|>)\s*(?P<a>{_AGE})(?!\d){_YEARS}(?:以上)?"
    rf"|(?<!\d)(?P<b>{_AGE}){_YEARS}(?:\(含\))?(?:及|\(含\))?\s*(?:以上|起|\+|or (?:over"
    rf"|above|older)|and (?:over|above|up))"
)
_EXACTLY_ABOVE = re.compile(r"^(?:超过|大于|>(?!=))")
_UNSURE = re.compile(r"左右|上下|放宽|适当|年后|年前|年生|出生|\d{4}|[0-9]0后|后出生")
_SEX = re.compile(
    r"男(?:性|士|的|工|生|方)?|女(?:性|士|的|工|生|方|职工)?|(?<![a-z])(?:wo)?men(?![a-z])"
)
_BARE = re.compile(rf"{_AGE}\s*(?:周岁|岁)?")

_NOT_UNDERSTOOD = Sentence("看不懂年龄要求", "the ages are not understood")
_ONE_NUMBER = Sentence(
    "只写了一个岁数，看不出是上限还是下限",
    "one age is given, and not whether it is the lowest or highest",
)
_NOT_SURE = Sentence("年龄写得不确定", "the ages are not certain")
_BY_SEX = Sentence("男女的最低年龄不同", "the lowest ages of men and women differ")

_LOWEST_AGES = range(16, 23)
"""One number alone in this range can only be a lowest age."""


@lru_cache(maxsize=5_000)
def read_age_cell(cell: str) -> Ages | Unread:
    """The ages that the cell asks for, or why they are not certain."""
    low = _ASIDE.sub("", folded(cell)).strip(" ,;")
    if not low or _ANY.fullmatch(low):
        return ANY_AGE
    if _UNSURE.search(low):
        return Unread(_NOT_SURE)
    # 18周岁至法定退休年龄 leaves a lowest age alone.
    by_law = _TO_THE_LAW.sub("以上", _OF_LAW.sub(" ", low))
    if by_law != low and not re.search(rf"\d|[{_HAN}]{{2}}", by_law):
        return ANY_AGE
    ages = _by_sex(by_law)
    if isinstance(ages, Unread):
        return ages
    return replace(ages, span=(0, len(cell)))


def read_one_age(cell: str) -> int | None:
    """A cell that holds one age and nothing else: 45, 45岁."""
    low = folded(cell).strip()
    return _number(re.sub(r"\s*(?:周岁|岁)$", "", low)) if _BARE.fullmatch(low) else None


def _by_sex(low: str) -> Ages | Unread:
    """男60岁以下女50岁以下, 18-60（女55）: the ages of each sex, put together."""
    marks = list(_SEX.finditer(low))
    named = {mark.group()[0] in "女w" for mark in marks}
    if len(named) < 2 or len(marks) > 2:
        return _ages(low) if len(named) < 2 else Unread(_NOT_UNDERSTOOD)
    start = low[: marks[0].start()].strip(" ,;:年龄要求")
    general = _ages(start) if start else ANY_AGE
    pieces = (low[marks[0].end() : marks[1].start()], low[marks[1].end() :])
    read = [_ages(piece) for piece in pieces]
    if isinstance(general, Unread):
        return general
    for one in read:
        if isinstance(one, Unread):
            return one
    man, woman = sorted(zip(marks, read, strict=True), key=lambda pair: pair[0].group()[0] in "女w")
    return _together(general, man[1], woman[1])


def _together(general: Ages, man: Ages | Unread, woman: Ages | Unread) -> Ages | Unread:
    assert isinstance(man, Ages)
    assert isinstance(woman, Ages)
    if man.low != woman.low:
        return Unread(_BY_SEX)
    low = man.low if man.low is not None else general.low
    if man.high is None or woman.high is None:
        return Unread(_NOT_UNDERSTOOD) if man.high != woman.high else Ages(low)
    return Ages(low, man.high, woman.high if woman.high != man.high else None)


def _ages(low: str) -> Ages | Unread:
    """The ages of a text that does not tell the sexes apart."""
    refused = _ABOVE_REFUSED.fullmatch(low.strip(" ,;"))
    if refused is not None:
        limit = _number(refused["age"])
        exclusive = refused["from"] is not None and refused["more"] is None
        return Unread(_NOT_UNDERSTOOD) if limit is None else Ages(None, limit - exclusive)
    if re.search(_REFUSED, low):
        return Unread(_NOT_UNDERSTOOD)
    span = _RANGE.search(low)
    if span is not None:
        rest = low[: span.start()] + low[span.end() :]
        bounds = _number(span["low"]), _number(span["high"])
        is_plain = None not in bounds and not span["tail"] and not re.search(r"\d{2}", rest)
        return Ages(*bounds) if is_plain else Unread(_NOT_UNDERSTOOD)
    return _one_sided(low)


def _one_sided(low: str) -> Ages | Unread:
    upper = list(_UPPER.finditer(low))
    without = _UPPER.sub(" ", low)
    lower = list(_LOWER.finditer(without))
    if len(upper) > 1 or len(lower) > 1 or re.search(r"\d{2}", _LOWER.sub(" ", without)):
        lone = read_one_age(re.sub(r"^(?:年龄)?(?:要求)?\s*[:：]?\s*", "", low))
        if lone is not None and not upper and not lower:
            return Ages(lone) if lone in _LOWEST_AGES else Unread(_ONE_NUMBER)
        return Unread(_NOT_UNDERSTOOD)
    if not upper and not lower:
        lone = read_one_age(low)
        return Unread(_ONE_NUMBER if lone is not None else _NOT_UNDERSTOOD)
    return Ages(_lowest(lower), _highest(upper))


def _highest(found: list[re.Match[str]]) -> int | None:
    """Source of 以下 as "this age included": Civil Code, article 1259; 未满 leaves it out."""
    if not found:
        return None
    match = found[0]
    age = _number(match["a"] or match["b"] or match["c"])
    is_exclusive = bool(match["under"]) or "不含" in match.group()
    return None if age is None else age - is_exclusive


def _lowest(found: list[re.Match[str]]) -> int | None:
    if not found:
        return None
    match = found[0]
    age = _number(match["a"] or match["b"])
    is_exclusive = _EXACTLY_ABOVE.match(match.group()) is not None
    return None if age is None else age + is_exclusive


def _number(said: str) -> int | None:
    value = amount(said)
    return int(value) if value is not None and 10 <= value < 100 else None

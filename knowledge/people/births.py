"""
Dates of birth as people say them: 1976年8月生, 76年12月15的, born on 15 December 1976.

What the law counts is the day in the register, so nominal years, a zodiac sign and the lunar
calendar are asked back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.language.numerals import amount
from knowledge.people.birth import BirthSaid

_OLDEST = 110
_TWO_DIGITS = 100
_CENTURY_TURNS = 40
"""七六年 is 1976, 零二年 and 02年 are 2002: nobody who looks for work was born before 1940."""


class DoubtKind(StrEnum):
    """Why a birth is asked back, and nothing of it kept."""

    NO_SUCH_DAY = "no_such_day"
    FUTURE = "future"
    TOO_LONG_AGO = "too_long_ago"
    DAY_OR_MONTH = "day_or_month"
    NOMINAL_AGE = "nominal_age"
    ZODIAC = "zodiac"
    LUNAR = "lunar"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Doubt:
    """What was said of a birth that cannot be kept as it is."""

    kind: DoubtKind
    said: str
    choices: tuple[BirthSaid, ...] = ()
    """Of a contradiction: what was said, each by itself."""


@dataclass(frozen=True, slots=True)
class DateSaid:
    """A date of birth in the text: `text[start:end]` with its cue."""

    start: int
    end: int
    birth: BirthSaid | None
    doubt: DoubtKind | None = None


_HAN = "零〇一二三四五六七八九"
_YEAR = (
    rf"(?P<y>(?:1[89]|20)\d\d|[一二][{_HAN}]{{3}}|(?<!\d)\d\d|(?<![{_HAN}十百])[{_HAN}]{{2}})\s*年"
)
_LUNAR_WORD = "农历|阴历|旧历|老历"
_MONTH = r"(?P<m>\d{1,2}|十[一二]?|[一二三四五六七八九]|[正冬腊])\s*月份?"
_DAY = (
    r"(?P<d>\d{1,2}|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?"
    r"|初?[一二三四五六七八九十])\s*(?:[日号]|(?=[出生的]|\s*$))"
)
_DATE_ZH = rf"{_YEAR}(?:\s*(?P<lunar>{_LUNAR_WORD})?的?\s*{_MONTH}(?:\s*{_DAY})?)?"
_NUMERIC = (
    r"(?<!\d)(?P<y>(?:1[89]|20)\d\d)\s*[-./]\s*(?P<m>\d{1,2})(?:\s*[-./]\s*(?P<d>\d{1,2}))?(?!\d)"
)
_JOINED = r"(?<!\d)(?P<y>(?:1[89]|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)?(?!\d)"
_YEAR_ONLY = r"(?<!\d)(?P<y>(?:1[89]|20)\d\d)(?!\d)"
_MONTHS_EN = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH_EN = (
    r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR_EN = r"(?P<y>(?:1[89]|20)\d\d|'\d\d)(?!\d)"
_DAY_EN = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_DATE_EN = (
    rf"(?:the )?{_DAY_EN}(?: day)?(?: of)?[ -]{_MONTH_EN},?(?: of| in)?[ -]*{_YEAR_EN}",
    rf"{_MONTH_EN} (?:the )?{_DAY_EN},? (?:of |in )?{_YEAR_EN}",
    rf"{_MONTH_EN},? (?:of |in )?(?:the year )?{_YEAR_EN}",
    r"(?<!\d)(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>(?:1[89]|20)\d\d)(?!\d)",
)
_CUE_BEFORE = (
    r"(?:(?:出生|生)[于在]|出生(?:日期|年月日?|时间|年份)?|生日|生辰|(?:我|她|他|妈|爸)是?生在)"
    r"(?:[是为在:：]|\s)*"
)
_CUE_BEFORE_EN = (
    r"(?<![a-z])(?:born|birth ?day|date of birth|birth ?date|dob|d\.o\.b\.?)"
    r"(?: is| was| on| in| of| at| the|[:：,]|\s)*"
)
# 1976年生产的设备 and 1976年的政策 are no births.
_CUE_AFTER = (
    r"(?:\s*(?:出生|生(?!产|效|活|意|病|育|态|[一二两三]?[个胎孩娃宝崽]|了))的?"
    r"|\s*的(?=人|生?\s*[,，。;；!！?？、…]|\s|$|[男女])|\s*生人)"
)
# 我是1974年的, 她六九年的: nothing but the person and the year.
_WHO = r"(?:我|她|他|本人|[男女]|妈|爸|老汉|老公|老婆|爱人|人|属.)(?:今年)?(?:也)?是?(?:个)?\s*"
_NOT_A_BIRTH = re.compile(
    r"\s*(?:的|里|底|初|间)*\s*(?:政策|文件|补贴|合同|工资|社保|标准|规定|房|车|毕业|入职|进|参加"
    r"|开始|结婚|退休|下岗|失业|离职|届|级)"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        *(rf"{_CUE_BEFORE}(?:{one})" for one in (_DATE_ZH, _NUMERIC, _JOINED, _YEAR_ONLY)),
        *(rf"{_CUE_BEFORE_EN}(?:{one})" for one in (_NUMERIC, *_DATE_EN, _JOINED, _YEAR_EN)),
        *(rf"(?:{one}){_CUE_AFTER}" for one in (_DATE_ZH, _NUMERIC)),
        rf"{_YEAR_ONLY}\s*(?:出生|生人)",
        rf"{_WHO}{_DATE_ZH}(?:生|的|$)",
        rf"{_YEAR_EN}[- ]born",
    )
)
_BARE = tuple(
    re.compile(rf"\s*(?:{_CUE_BEFORE}|{_CUE_BEFORE_EN})?(?:{one})(?:{_CUE_AFTER})?\s*")
    for one in (_DATE_ZH, _NUMERIC, _JOINED, *_DATE_EN, _YEAR_ONLY)
)
_MONTH_ALONE = tuple(
    re.compile(one)
    for one in (
        rf"(?:我|是)*{_MONTH}(?:\s*{_DAY})?(?:出?生)?的?",
        rf"(?:in |on |the )*{_DAY_EN}(?: of)? {_MONTH_EN}",
        rf"(?:in |on |the )*{_MONTH_EN}(?: (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?)?",
    )
)
_PLAIN = tuple(re.compile(one) for one in (_DATE_ZH, _NUMERIC, *_DATE_EN[:3], _YEAR_ONLY))
_CHILD = re.compile(
    r"(?:孩子|娃儿?|儿子|女儿|小孩|孙[子女]?|宝宝"
    r"|(?<![a-z])(?:child|son|daughter|baby|kid)(?![a-z]))[^,，。;；]{0,8}$"
)
_LUNAR = re.compile(_LUNAR_WORD)
_NOMINAL = re.compile(
    r"虚\s*岁|虚(?=\s*\d\d|[一二三四五六七八九]?十)|nominal age|xusui|chinese age"
)
_ZODIAC = re.compile(
    r"属(?:相)?[是:：]?\s*[鼠牛虎兔龙蛇马羊猴鸡狗猪](?![年])"
    r"|year of the (?:rat|ox|tiger|rabbit|dragon|snake|horse|goat|sheep|monkey|rooster|dog|pig)"
)
_LUNAR_MONTHS = "正冬腊"


def dates_of_birth(low: str, today: date, *, of_child: bool = False) -> list[DateSaid]:
    """
    The dates of birth that a folded text states, in reading order, each once.

    :param of_child: whether a child's birth counts, because the message is about the child.
    """
    found: list[DateSaid] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(low):
            is_taken = any(one.start < match.end() and match.start() < one.end for one in found)
            if is_taken or _NOT_A_BIRTH.match(low, match.end()):
                continue
            if not of_child and _CHILD.search(low[: match.start()]):
                continue
            said = _date_said(match, today)
            if said is not None:
                found.append(said)
    return sorted(found, key=lambda one: one.start)


def bare_date(low: str, today: date) -> DateSaid | None:
    """The date of a message that is nothing else, as an answer to when somebody was born."""
    for pattern in _BARE:
        match = pattern.fullmatch(low.strip(" 。.!！~～"))
        if match is not None:
            return _date_said(match, today)
    return None


def month_and_day(low: str) -> tuple[int, int | None] | None:
    """The month, and the day where said, of a message that is nothing else: 12月, 8月15日的."""
    plain = low.strip(" 。.!！~～")
    match = next((m for one in _MONTH_ALONE if (m := one.fullmatch(plain))), None)
    month = None if match is None else _month(match["m"])
    return None if match is None or month is None else (month, _number(match["d"]))


def plain_dates(low: str, today: date) -> list[DateSaid]:
    """
    Every date by year, or year and month, in a text that is known to be about a birth.

    Only of years in which somebody of 14 to 90 was born; "1969年3月 男" has no word for it.
    """
    found: list[DateSaid] = []
    for pattern in _PLAIN:
        for match in pattern.finditer(low):
            said = _date_said(match, today)
            is_taken = any(one.start < match.end() and match.start() < one.end for one in found)
            if said is not None and not is_taken and _is_of_working_life(match, today):
                found.append(said)
    return sorted(found, key=lambda one: one.start)


def _is_of_working_life(match: re.Match[str], today: date) -> bool:
    year = _year(match["y"])
    return year is not None and today.year - 90 <= year <= today.year - 14


def counts_otherwise(low: str) -> DoubtKind | None:
    """Whether an age is told by another count than the law's: nominal years, a zodiac sign."""
    if _NOMINAL.search(low):
        return DoubtKind.NOMINAL_AGE
    return DoubtKind.ZODIAC if _ZODIAC.search(low) else None


def _date_said(match: re.Match[str], today: date) -> DateSaid | None:
    parts = match.groupdict()
    year = _year(parts["y"])
    if year is None:
        return None
    if parts.get("a"):
        return _of_two_numbers(match, year, today)
    month, day = _month(parts.get("m")), _number(parts.get("d"))
    is_lunar = parts.get("lunar") or (parts.get("m") or "") in (*_LUNAR_MONTHS,)
    is_lunar = is_lunar or (parts.get("d") or "").startswith(("初", "廿"))
    if is_lunar or _LUNAR.search(match.group()):
        return DateSaid(match.start(), match.end(), None, DoubtKind.LUNAR)
    return _checked(match, BirthSaid(year, month, day), today)


def _of_two_numbers(match: re.Match[str], year: int, today: date) -> DateSaid:
    """15/12/1976 is plain, 5/12/1976 is the fifth of December or the twelfth of May."""
    first, second = int(match["a"]), int(match["b"])
    if first <= 12 and second <= 12 and first != second:
        return DateSaid(match.start(), match.end(), None, DoubtKind.DAY_OR_MONTH)
    month, day = (first, second) if second > 12 else (second, first)
    return _checked(match, BirthSaid(year, month, day), today)


def _checked(match: re.Match[str], birth: BirthSaid, today: date) -> DateSaid:
    span = match.start(), match.end()
    try:
        born = birth.born
    except ValueError:
        return DateSaid(*span, None, DoubtKind.NO_SUCH_DAY)
    if born.first > today:
        return DateSaid(*span, None, DoubtKind.FUTURE)
    if born.ages_on(today)[0] > _OLDEST:
        return DateSaid(*span, None, DoubtKind.TOO_LONG_AGO)
    return DateSaid(*span, birth)


def _year(written: str) -> int | None:
    value = _number(written.lstrip("'"))
    if value is None or value >= _TWO_DIGITS:
        return value
    return 1900 + value if value >= _CENTURY_TURNS else 2000 + value


def _month(written: str | None) -> int | None:
    if written is None or written in (*_LUNAR_MONTHS,):
        return None
    names = _MONTHS_EN.split("|")
    return names.index(written[:3]) + 1 if written[:3] in names else _number(written)


def _number(written: str | None) -> int | None:
    if written is None:
        return None
    value = amount(written.replace("廿", "二十").removeprefix("初"))
    return None if value is None else int(value)

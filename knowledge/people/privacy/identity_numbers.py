"""Numbers of identity cards, permits, passports and certificates, of whatever office gave them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from knowledge.people.privacy.recognizer import GAP, PersonalKind, Recognizer, Span, never

# Source: GB/T 2260, the first two digits; 81 to 83 are the residence permits of people from Hong
# Kong, Macao and Taiwan. Counties are not asked: their codes changed every year since 1980.
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65"
    " 71 81 82 83".split()
)
_FOREIGN = "9"
"""Begins the number of a foreigner's permanent residence card since 2023."""
_FIRST_BIRTH_YEAR = 1900
_LAST_FIFTEEN = 2000
_ID_CARD = re.compile(
    r"身份|身分|[证證]件|[证證][号號是]|居住[证證]|残疾|sfz|\bids?\b|\bid[ .]?(?:card|n)|identity",
    re.IGNORECASE | re.ASCII,
)
_LOOSE = r"[\s\-_.·/,、;\u2010-\u2015\u200b]{0,3}"


def _resident(flexible_gap: str) -> re.Pattern[str]:
    # A disability certificate puts its kind, its degree and B with a count behind the number.
    return re.compile(
        rf"(?<![0-9A-Za-z])(?=([1-9](?:{flexible_gap}\d){{16}}{flexible_gap}[\dXx]"
        r"(?:[1-7][1-4](?:B\d)?)?)(?![0-9A-Za-z]))"
    )


def _is_resident(number: str) -> bool:
    """Eighteen digits with the day of somebody's birth."""
    return (number[:2] in _PROVINCES or number[0] == _FOREIGN) and _is_day(number[6:14])


def _has_check_digit(number: str) -> bool:
    try:
        return bool(ric.calc_check_digit(number) == number[17])
    except ValidationError:
        return False


def _is_fifteen(number: str) -> bool:
    """Given out until 1999: the year of birth has two digits, and there is no check digit."""
    return number[:2] in _PROVINCES and _is_day(f"19{number[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return born.year >= _FIRST_BIRTH_YEAR


def _is_hong_kong(number: str) -> bool:
    """Source: Immigration Department; one letter counts as with a blank (36) before it."""
    values = [36, *map(_value, number[:-1])][-8:]
    total = sum(weight * value for weight, value in zip(range(9, 1, -1), values, strict=True))
    return (total + _value(number[-1])) % 11 == 0


def _value(character: str) -> int:
    return int(character, 36)


def _is_taiwan(number: str) -> bool:
    """Source: the Ministry of the Interior's rule: the letter counts as two digits."""
    letter = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(number[0]) + 10
    digits = [letter // 10, letter % 10, *map(int, number[1:])]
    weights = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
    return sum(w * d for w, d in zip(weights, digits, strict=True)) % 10 == 0


def _recognizer(
    shape: str, context: str = "", *, certain: bool = False, flags: int = re.IGNORECASE | re.ASCII
) -> Recognizer:
    return Recognizer(
        PersonalKind.IDENTITY,
        re.compile(rf"(?<![0-9A-Za-z\-])(?:{shape})(?![0-9A-Za-z])", flags),
        is_certain=bool if certain else never,
        context=re.compile(context, re.IGNORECASE | re.ASCII) if context else None,
    )


_DIGITS = re.compile(r"\d+[Xx]?")
_LONGEST_BETWEEN, _MOST_PARTS = 10, 4


def split_identities(text: str) -> Iterator[Span]:
    """The parts of an identity number with words between them ("前六位是…，后面是…")."""
    groups = list(_DIGITS.finditer(text))
    for first in range(len(groups)):
        number = groups[first][0]
        for last in range(first + 1, min(first + _MOST_PARTS, len(groups))):
            number += groups[last][0]
            if groups[last].start() - groups[last - 1].end() > _LONGEST_BETWEEN or len(number) > 18:
                break
            is_one = len(number) == 18 and _is_resident(number) and _has_check_digit(number.upper())
            if is_one and _ID_CARD.search(text[: groups[first].start()][-60:]):
                yield from (part.span() for part in groups[first : last + 1])


_HONG_KONG = "香港|hong\\s?kong|\\bhk"
_PERMIT = "通行[证證]|回[乡鄉][证證]|大通[证證]|港澳|permit"
IDENTITY_NUMBERS = (
    Recognizer(
        PersonalKind.IDENTITY,
        _resident(_LOOSE),
        is_valid=_is_resident,
        is_certain=_has_check_digit,
        context=_ID_CARD,
    ),
    # A slip in the check digit leaves it somebody's number, so the day of birth decides.
    Recognizer(PersonalKind.IDENTITY, _resident("[ -]?"), is_valid=_is_resident, context=_ID_CARD),
    Recognizer(
        PersonalKind.IDENTITY,
        re.compile(rf"(?<![0-9A-Za-z.,])(?=([1-8](?:{GAP}\d){{14}})(?![0-9A-Za-z]|[.,]\d))"),
        is_valid=_is_fifteen,
        context=_ID_CARD,
    ),
    # The foreigner's permanent residence card until 2023: country, region, day of birth.
    _recognizer(r"[A-Z]{3} ?\d{12}", "永久居留|永居|居留[证證]|permanent|residence|身份[证證]"),
    # The check digit stands in brackets.
    Recognizer(
        PersonalKind.IDENTITY,
        re.compile(r"(?<![0-9A-Za-z\-])([A-Za-z]{1,2}\d{6} ?\( ?[\dAa] ?\))"),
        is_certain=_is_hong_kong,
        context=re.compile(rf"{_HONG_KONG}|{_ID_CARD.pattern}", re.IGNORECASE | re.ASCII),
    ),
    _recognizer(r"[A-Z]{1,2}\d{6}[\dA]", _HONG_KONG),
    _recognizer(r"[157]\d{6}(?: ?\( ?\d ?\)|\d)", "澳[门門]|maca[uo]"),
    Recognizer(
        PersonalKind.IDENTITY,
        re.compile(r"(?<![0-9A-Za-z\-])([A-Za-z][1289]\d{8})(?![0-9A-Za-z])"),
        is_certain=_is_taiwan,
        context=re.compile("台[湾灣]|臺灣|taiwan|身[份分][证證]", re.IGNORECASE | re.ASCII),
    ),
    # Travel permits of people from Hong Kong and Macao, and to there and to Taiwan.
    _recognizer(
        r"[HM] ?\d{4} ?\d{4}(?: ?\d{2})?", _PERMIT + f"|{_HONG_KONG}|澳[门門]", certain=True
    ),
    _recognizer(r"[CW][A-Z]? ?\d{7,8}|[LT] ?\d{8}", _PERMIT),
    _recognizer(
        r"\d{4} ?\d{4}(?:\d{2})?",
        "台胞[证證]|台[湾灣](?:居民|同胞).{0,12}[证證]|\\bMTP\\b|taiwan.{0,20}permit|compatriot",
    ),
    _recognizer(
        r"[A-Z]{1,2} ?\d(?: ?\d){5,7}[A-Z]?|\d{8,9}|(?=(?:[A-Z]*\d){3})[A-Z0-9]{9}",
        "护照|護照|passport",
    ),
    # Ordinary passports of China since 2012.
    _recognizer(r"E[A-HJ-NP-Z]?\d{7,8}|G\d{8}", "护照|護照|passport", certain=True, flags=0),
    _recognizer(r"[军士文兵警退残复][\u4e00-\u9fff]{0,2}字第? ?\d{5,12}号?"),
    _recognizer(r"\d{12}", "档案编号|驾驶[证證]"),
    _recognizer(r"(?=[A-Z]*\d)[A-Z0-9]{9}", "社保卡(?:卡?号|[:是])|社会保障卡号"),
)
"""The surest first."""

"""Amounts as people write them: 3,500, 3千5, 1.2万, 三千五, 5k, three thousand."""

from __future__ import annotations

import re

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6,
           "七": 7, "八": 8, "九": 9}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_LATIN_UNITS = {"千": 1000, "万": 10_000, "k": 1000, "w": 10_000}

_ENGLISH = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * tens
    for tens, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_ENGLISH_WORD = "|".join(sorted([*_ENGLISH, "hundred", "thousand"], key=len, reverse=True))

# Every repetition is bounded: a hundred thousand digits in a row must not cost more than they are.
_LATIN = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?(?:\s?[千万])?"
    r"|\d{1,12}(?:\.\d{1,4})?(?:\s?[千万]\d?|\s?[kKwW](?![a-zA-Z]))?)"
)
_HAN = "[零〇一二两三四五六七八九十百千万]{1,12}"
_WORDS = (
    rf"(?<![a-zA-Z])(?:{_ENGLISH_WORD})(?:[\s-](?:and\s)?(?:{_ENGLISH_WORD})){{0,6}}(?![a-zA-Z])"
)

AMOUNT = rf"(?:{_LATIN}|{_HAN}|{_WORDS})"
"""Pattern of one amount in folded text; no groups, so that it fits into other patterns."""

_LATIN_PARTS = re.compile(r"(\d+(?:\.\d+)?)\s*([千万kw])?(\d)?")


def amount(text: str) -> float | None:
    """
    The number that a match of AMOUNT stands for, or None if it is none.

    The last unit may be left away as in speech: 三千五 and 3千5 are 3500, 两万三 is 23000.
    """
    plain = text.strip().lower().replace(",", "")
    if not plain:
        return None
    if plain[0].isdigit():
        return _latin(plain)
    return _chinese(plain) if plain[0] in _DIGITS or plain[0] in _UNITS else _english(plain)


def _latin(plain: str) -> float | None:
    match = _LATIN_PARTS.fullmatch(plain)
    if match is None or len(match[1]) > 15:
        return None
    unit = _LATIN_UNITS.get(match[2] or "", 1)
    return float(match[1]) * unit + (int(match[3]) * unit / 10 if match[3] else 0)


def _chinese(plain: str) -> float | None:
    if any(char not in _DIGITS and char not in _UNITS for char in plain) or len(plain) > 15:
        return None
    if not any(char in _UNITS for char in plain):
        return float("".join(str(_DIGITS[char]) for char in plain))
    whole, section, digit, unit = 0, 0, 0, 1
    for char in plain:
        if char in _DIGITS:
            digit = _DIGITS[char]
            # After 零 the unit is never left away: 三千零五 is 3005.
            unit = 10 if char == "零" else unit
        elif char == "万":
            whole, section, digit, unit = (section + digit or 1) * 10_000, 0, 0, 10_000
        else:
            section += (digit or 1) * _UNITS[char]
            digit, unit = 0, _UNITS[char]
    # 十五 ends on a plain digit; 三千五 on one that stands for hundreds.
    return float(whole + section + digit * (unit // 10 if unit > 10 else 1))


def _english(plain: str) -> float | None:
    total, section = 0, 0
    for word in re.split(r"[\s-]+", plain):
        if word in _ENGLISH:
            section += _ENGLISH[word]
        elif word == "hundred":
            section = (section or 1) * 100
        elif word == "thousand":
            total, section = total + (section or 1) * 1000, 0
        elif word != "and":
            return None
    return float(total + section)

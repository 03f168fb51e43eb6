"""The year in which somebody left school, from words such as 去年6月, 2025届, 8 months ago."""

from __future__ import annotations

import re
from datetime import date

from knowledge.language.numerals import AMOUNT, amount

_RELATIVE = {
    "今年": 0, "去年": -1, "前年": -2, "大前年": -3, "明年": 1, "后年": 2,
    "this year": 0, "last year": -1, "next year": 1,
}  # fmt: skip
_RELATIVE_WORDS = re.compile("|".join(sorted(_RELATIVE, key=len, reverse=True)))
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SHORT = re.compile(r"(?<!\d)([0-3]\d)\s*(?:年|届|级)|^\s*([0-3]\d)\s*$")
_AGO = re.compile(
    rf"(?P<n>{AMOUNT}|半|half a|an?)\s*(?:个)?(?P<unit>月|年|months?|years?)"
    r"\s*(?:多)?(?:之?前|以前|了|ago|since|$)"
)
_HALF = {"半": 0.5, "half a": 0.5, "a": 1.0, "an": 1.0}
_EARLIEST, _YEARS_AHEAD = 1950, 8


def graduation_year(text: str, today: date) -> int | None:
    """The calendar year that the words mean on this day, or None if they name none."""
    low = text.lower()
    relative = _RELATIVE_WORDS.search(low)
    if relative:
        return today.year + _RELATIVE[relative[0]]
    written = _YEAR.search(low)
    short = _SHORT.search(low)
    if written or short:
        year = int(written[1]) if written else 2000 + int(short[1] or short[2])  # type: ignore[index]
        return year if _EARLIEST <= year <= today.year + _YEARS_AHEAD else None
    return _from_span(low, today)


def _from_span(low: str, today: date) -> int | None:
    ago = _AGO.search(low)
    if ago is None:
        return None
    count = _HALF.get(ago["n"]) or amount(ago["n"])
    if count is None or count > 60:
        return None
    months = round(count * (12 if ago["unit"][0] in "年y" else 1))
    return (today.year * 12 + today.month - 1 - months) // 12

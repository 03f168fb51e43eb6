"""Lengths of time as people write them: 5年3个月, 三年零七个月, 两年半, 5 and a half years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.language.numerals import AMOUNT, amount

_MONTHS = 12
_FIRST_CALENDAR_YEAR = 1900
_ZH = re.compile(
    rf"(?P<y>{AMOUNT}|半)\s*年(?P<half>半)?(?:[零又加]?\s*(?P<m>{AMOUNT})\s*个?月)?(?P<about>[多几来])?"
    rf"|(?P<only>{AMOUNT}|半)\s*个(?P<half_month>半)?月(?P<about_m>多)?"
)
_EN = re.compile(
    rf"(?P<y>{AMOUNT}|an?)(?P<half> and a half)?[\s-]*years?(?P<half_after> and a half)?"
    rf"(?:,? (?:and )?(?P<m>{AMOUNT}) months?)?(?![a-z -]*old|[a-z])"
    r"|(?P<half_year>half a year)"
    rf"|(?P<only>{AMOUNT}|a)(?P<half_month> and a half)? months?(?![a-z])"
)


_ABOUT = re.compile(
    r"(?:大|小|好|快|近|约|差不多|大概|(?<![a-z])(?:about|nearly|almost|over|around))\s*$"
)
_DONE = re.compile(r"[了满过干做作班交缴孕起签](?:刚|才|快)?\s*$")
_FOR = ("for", "worked", "only", "after", "been")


@dataclass(frozen=True, slots=True)
class Duration:
    """`text[start:end]` names so many months; `is_rough` where it says "and some more"."""

    start: int
    end: int
    months: float
    is_rough: bool = False


def durations(low: str) -> list[Duration]:
    """The lengths in years and months of a folded text, in reading order; 2026年 is none."""
    found = [one for match in _ZH.finditer(low) if (one := _zh(match)) is not None]
    found += [one for match in _EN.finditer(low) if (one := _en(match)) is not None]
    return sorted(found, key=lambda one: one.start)


def _zh(match: re.Match[str]) -> Duration | None:
    if match["only"] is not None:
        months = _value(match["only"], 0.5)
        is_one = months == 1 and not match["half_month"]
        if is_one and not _DONE.search(match.string, 0, match.start()):
            # 一个月4000 and 多少钱一个月 name a rate.
            return None
        is_rough, half = bool(match["about_m"]), bool(match["half_month"])
        return None if months is None else Duration(*match.span(), months + half / 2, is_rough)
    years = _value(match["y"], 0.5)
    if years is None or years >= _FIRST_CALENDAR_YEAR:
        return None
    months = years * _MONTHS + 6 * bool(match["half"]) + (_value(match["m"], 0) or 0)
    is_rough = bool(match["about"] or _ABOUT.search(match.string, 0, match.start()))
    return Duration(*match.span(), months, is_rough)


def _en(match: re.Match[str]) -> Duration | None:
    if match["half_year"] is not None:
        return Duration(*match.span(), 6)
    if match["only"] is not None:
        before = match.string[: match.start()].rstrip()
        if match["only"] in ("a", "1", "one") and not before.endswith(_FOR):
            return None
        months = _value(match["only"], 1)
        return (
            None
            if months is None
            else Duration(*match.span(), months + bool(match["half_month"]) / 2)
        )
    years = _value(match["y"], 1)
    if years is None or years >= _FIRST_CALENDAR_YEAR:
        return None
    half = bool(match["half"] or match["half_after"])
    months = years * _MONTHS + 6 * half + (_value(match["m"], 0) or 0)
    return Duration(
        *match.span(), months, _ABOUT.search(match.string, 0, match.start()) is not None
    )


def _value(written: str | None, other: float) -> float | None:
    """The figure; `other` for 半, "a", and where nothing is written."""
    if written is None or written in ("半", "a", "an"):
        return other
    return amount(written)

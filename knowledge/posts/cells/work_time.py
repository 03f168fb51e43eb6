"""When and how long the work is: the shift, the hours of a day, the days off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.numerals import amount
from knowledge.posts.cells.unread import Span, Unread
from knowledge.posts.post import Rest, Shift
from knowledge.sentence import Sentence
from knowledge.terms import folded


@dataclass(frozen=True, slots=True)
class WorkTime:
    """What a cell says of the time of work; None where it does not say."""

    shift: Shift | None = None
    hours: float | None = None
    rest: Rest | None = None
    span: Span = (0, 0)

    def __str__(self) -> str:
        """The time as a cell that says the same."""
        words = [_SHIFT_WORD[self.shift]] if self.shift else []
        words += [f"每天{self.hours:g}小时"] if self.hours is not None else []
        words += [_REST_WORD[self.rest]] if self.rest else []
        return "，".join(words) or "按公司安排"


_SHIFT_WORD = {
    Shift.DAY: "白班",
    Shift.NIGHT: "夜班",
    Shift.ROTATING: "倒班",
    Shift.FLEXIBLE: "弹性工作",
}
_REST_WORD = {
    Rest.TWO_DAYS: "双休",
    Rest.ONE_DAY: "单休",
    Rest.ALTERNATE: "大小周",
    Rest.FOUR_A_MONTH: "月休4天",
    Rest.SOME_A_MONTH: "月休若干天",
    Rest.EVERY_OTHER_DAY: "上一休一",
}
_N = r"(?:\d{1,2}|[一二两三四五六七八九十])"

# A shift in one cell may be said beside another: the first that fits counts.
_SHIFTS = (
    (Shift.FLEXIBLE, r"弹性|灵活|自由|不定时|flexible"),
    (
        Shift.ROTATING,
        rf"倒班|轮班|翻班|轮岗|轮换|轮休班|{_N}班(?:{_N}?倒|{_N}运转|制|轮)?(?=$|\D)|rotat|shifts",
    ),
    (Shift.NIGHT, r"夜班|晚班|通宵|night"),
    (Shift.DAY, r"白班|长白|常白|日班|早班|行政班|正常班|朝[八九]晚[五六]|day"),
)
_NOT_SHIFT = re.compile(
    r"不(?:上|用上|倒|需)[^,;]{0,3}(?:夜班|晚班|倒班)|无(?:夜班|晚班|倒班)|no nights?"
)
_RESTS = (
    (
        Rest.TWO_DAYS,
        r"(?<!不)双休|(?:做|上)[五5]休[二两2]|(?:周|每周)(?:末)?休(?:息)?[两二2]天"
        r"|five[- ]day|weekends off",
    ),
    (Rest.ALTERNATE, r"大小周|单双休|单双周"),
    (Rest.EVERY_OTHER_DAY, r"[上做][一1]天?休[一1]|[上做]24休24|[上做][二两2]休[二两2]"),
    (
        Rest.ONE_DAY,
        r"单休|(?:做|上)[六6]休[一1]|(?:周|每周|一周)(?:日)?(?:轮)?休(?:息)?[一1]天|周[日天]休",
    ),
)
_MONTHLY_REST = re.compile(
    rf"月\s*(?:轮|公)?休(?:息)?\s*({_N})(?:\s*[-~至到]\s*({_N}))?\s*天?"
    rf"|休(?:息)?\s*({_N})\s*天\s*/\s*月"
)
_SOME_REST = re.compile(r"月休若干天|轮休|排休|调休")
_HOURS = re.compile(
    r"(\d{1,2}(?:\.5)?|[一二两三四五六七八九十]{1,2})\s*(?:个)?\s*(?:小时|钟头"
    r"|h(?![a-z])|hours?)(?!以[内上]|后)"
    r"(?!\s*[-~/]\s*\d)"
)
_WEEKLY_HOURS = re.compile(r"(?:每?周|/周|week)")
_CLOCK = re.compile(
    r"(早上?|上午|下午|中午|晚上?|凌晨)?\s*(\d{1,2})(?:[:：.](\d{2})|点(半)?"
    r"|时)?\s*(?:-{1,2}|–|—|~|至|到)\s*"
    r"(次日|第二天)?(早上?|上午|下午|中午|晚上?|凌晨)?\s*(\d{1,2})(?:[:：.](\d{2})|点(半)?"
    r"|时)?(?!\s*(?:人|名|岁|元|天|小时|个|k))"
)
_LEFT_OPEN = re.compile(
    r"^(?:按|依|由|以|见|听从|服从)?[^\d]{0,6}(?:公司|单位|企业|岗位|工作|规定|安排|实际"
    r"|面议|面谈|详谈|另议|协商|待定)[^\d]*$|^面议$|^-+$"
)
_NOT_UNDERSTOOD = Sentence("看不懂工作时间", "the time of work is not understood")
_EARLIEST, _LATEST, _DAY = 5, 21, 24


@lru_cache(maxsize=5_000)
def read_time_cell(cell: str) -> WorkTime | Unread:
    """
    What the cell says of the time of work: 长白班, 8小时双休, 做六休一, 三班倒.

    The hours between two times of day (9:00-18:00) are not counted, since a break may lie in them.
    """
    low = folded(cell).strip()
    if low in set(Shift):
        return WorkTime(Shift(low), span=(0, len(cell)))
    said = _NOT_SHIFT.sub(" ", low)
    shift = next((value for value, words in _SHIFTS if re.search(words, said)), None)
    hours, rest = _hours(low), _rest(low)
    if shift is None and _CLOCK.search(low):
        shift = _shift_between(low)
    if shift is None and said != low:
        shift = Shift.DAY
    if shift is None and hours is None and rest is None and not _CLOCK.search(low):
        is_open = bool(_LEFT_OPEN.match(low) or _SOME_REST.search(low))
        return WorkTime() if is_open else Unread(_NOT_UNDERSTOOD)
    return WorkTime(shift, hours, rest, (0, len(cell)))


def _hours(low: str) -> float | None:
    """Hours a day where one number of them is said; a week's are not told apart by day."""
    if _WEEKLY_HOURS.search(low) and re.search(r"(?:周|week)[^,;]{0,6}\d{2}\s*(?:小时|h)", low):
        return None
    found = {match[1] for match in _HOURS.finditer(low)}
    if len(found) != 1:
        return None
    said = found.pop()
    hours = float(said) if said[0].isdigit() else amount(said)
    return hours if hours is not None and 1 <= hours <= _DAY else None


def _rest(low: str) -> Rest | None:
    rest = next((value for value, words in _RESTS if re.search(words, low)), None)
    monthly = _MONTHLY_REST.search(low)
    if rest is not None or monthly is None:
        return rest if rest or not re.search("月休若干天", low) else Rest.SOME_A_MONTH
    days = amount(monthly[1] or monthly[3])
    is_four = days == 4 and monthly[2] in (None, "4")
    return Rest.FOUR_A_MONTH if is_four else Rest.SOME_A_MONTH


def _shift_between(low: str) -> Shift | None:
    """By day where every stretch lies between early morning and evening, at night over midnight."""
    clocks = [
        (_clock(match[1], match[2]), _clock(match[6], match[7])) for match in _CLOCK.finditer(low)
    ]
    stretches = [(start, end) for start, end in clocks if start is not None and end is not None]
    if len(stretches) < len(clocks):
        return None
    if len(stretches) == 1:
        start, end = stretches[0]
        if end < start or start >= _LATEST:
            return Shift.NIGHT
    is_by_day = all(_EARLIEST <= start < end <= _LATEST for start, end in stretches)
    return Shift.DAY if is_by_day else None


def _clock(part: str | None, hour: str) -> int | None:
    number = int(hour)
    if number > _DAY:
        return None
    is_late = part is not None and part[:1] in ("下", "晚")
    return number + 12 if is_late and number < 12 else number

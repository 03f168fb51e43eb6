"""The inputs of a calculator as a message states them, and what cannot be true of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from knowledge.language.durations import Duration, durations
from knowledge.language.numerals import AMOUNT, amount
from knowledge.people.birth import BirthSaid
from knowledge.people.births import (
    DoubtKind,
    bare_date,
    counts_otherwise,
    dates_of_birth,
    plain_dates,
)
from knowledge.rules.calculators.calculator import Calculator
from knowledge.rules.calculators.schema import InputData, InputKind
from knowledge.terms import folded

_DAY_HOURS, _MOST_DAYS = 8, 31
_LEAST_WAGE = 100
_IN_YUAN = re.compile(r"\s*(?:元|块|yuan|rmb|cny)")
_ONCE = frozenset({InputKind.YUAN, InputKind.MONTHS})
_MONTHS = 12
_SIGN = r"(?P<sign>[-−–负]\s*)?"
_NOT_MONEY = r"(?!\s*(?:个?小时|钟头|hours?|天|级|岁|%|个百分点|人|号|月(?![薪工])|\.?\d))"
_NUMBER = rf"{_SIGN}(?P<n>{AMOUNT}){_NOT_MONEY}"
_PLAIN_NUMBER = rf"{_SIGN}(?P<n>{AMOUNT})"
_HOURS = (
    rf"{_SIGN}(?P<n>{AMOUNT})\s*(?P<u>个?(?:小时|钟头)|个钟|hours?|hrs?|h(?![a-z])|天|days?)"
    r"(?!\s*(?:倒班|轮班|两班|制|工作制|一班|除|来?算))"
)
_MARK = "⟦{}⟧"
_TIME = r"(?P<minus>[-−–负]\s*)?⟦(?P<t>\d+)⟧"
_ANY_MONEY = re.compile(
    rf"{_SIGN}(?P<n>{AMOUNT})\s*(?:元|块钱?|yuan|rmb|cny)(?!\s*/?\s*(?:小时|天|hour|day))"
    rf"|{_SIGN.replace('sign', 'sign2')}(?<![\d.-])"
    r"(?P<n2>(?!4050)\d{4,6}|\d{1,3},\d{3}|\d(?:\.\d)?[kKwW万千])(?![\d年%])"
)
_ANY_HOURS = re.compile(_HOURS)
_BARE = re.compile(
    rf"\W*(?P<minus>[-−–负]\s*)?(?P<n>{AMOUNT})\s*(?:元|块钱?|yuan|rmb|个|岁|级)?\W*"
)
_AGE = re.compile(
    rf"(?:{AMOUNT})\s*(?:周)?岁(?!退)|(?:{AMOUNT})[\s-]*years?[\s-]old|i(?:'| a)m \d\d"
)
_UNKNOWN = re.compile(
    r"\W*(?:我|还|也|真的?|都|i )*(?:不(?:知道|清楚|晓得|记得|确定)|记不(?:得|清)|不想说"
    r"|没(?:查|算)过"
    r"|don.?t know|not sure|no idea|can.?t (?:say|tell)|skip|跳过)(?:了|啊|哦|呢|the)?.{0,6}"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A figure that cannot be true of the input, as it was said."""

    name: str
    said: str
    doubt: DoubtKind | None = None
    """Of a birth: what is wrong with it."""


@dataclass(slots=True)
class Reading:
    """What a message states: values by the name of the input, and what cannot be."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    conflicts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Inputs of which two different things were said, each in its words."""
    hints: set[str] = field(default_factory=set)
    """Inputs of which something was said, but not enough: a year of birth, an age."""


def read_inputs(calculator: Calculator, text: str, today: date) -> Reading:
    """The inputs of the calculator that the message states, each at most once."""
    return _Reader(calculator, folded(text), today).read()


def read_answer(entry: InputData, name: str, text: str, today: date) -> Reading:
    """The answer to the question about one input; empty where the message gives none."""
    low = folded(text).strip()
    reading = Reading()
    if entry.kind is InputKind.CHOICE:
        chosen = _choice(entry, low)
        if chosen is not None:
            reading.values[name] = chosen
        return reading
    if entry.kind is InputKind.BIRTH:
        said = bare_date(low, today) or next(iter(dates_of_birth(low, today, of_child=True)), None)
        if said is not None and said.birth is not None and said.birth.month is not None:
            reading.values[name] = said.birth
        elif said is not None and said.birth is not None:
            reading.hints.add(name)
        elif said is not None or counts_otherwise(low):
            doubt = said.doubt if said is not None else counts_otherwise(low)
            reading.faults.append(Fault(name, text.strip(), doubt))
        return reading
    value = _plain_figure(entry, low)
    if value is not None:
        _keep(reading, entry, name, value, text.strip())
    return reading


def is_unknown(text: str) -> bool:
    """Whether the whole message says that the person cannot, or would not, tell."""
    return _UNKNOWN.fullmatch(folded(text).strip()) is not None


def _plain_figure(entry: InputData, low: str) -> Fraction | None:
    lengths = durations(low)
    if entry.kind is InputKind.MONTHS and len(lengths) == 1:
        one = lengths[0]
        sign = -1 if re.search(r"[-−–负]\s*$", low[: one.start]) else 1
        return None if one.is_rough else sign * Fraction(str(one.months))
    if entry.kind is InputKind.HOURS:
        match = _ANY_HOURS.search(low)
        if match is not None:
            return _hours(match)
    match = _BARE.fullmatch(low)
    value = None if match is None else amount(match["n"])
    if match is None or value is None:
        return None
    figure = Fraction(str(value)) * (-1 if match["minus"] else 1)
    return figure * _MONTHS if entry.plain_years else figure


class _Reader:
    """Reads one message; a length of time or an amount belongs to one input only."""

    def __init__(self, calculator: Calculator, low: str, today: date) -> None:
        self._calculator, self._low, self._today = calculator, low, today
        self._lengths = durations(low)
        self._marked = _marked(low, self._lengths)
        self._taken: set[int] = set()
        self._spans: list[tuple[int, int]] = []
        self._reading = Reading()

    def read(self) -> Reading:
        # From the last to the first: "wage of last month" is read before "wage".
        for name, entry in reversed(self._calculator.inputs.items()):
            if entry.kind is InputKind.CHOICE:
                value = _choice(entry, self._low)
                if value is not None:
                    self._reading.values[name] = value
            elif entry.kind is InputKind.BIRTH:
                self._birth(name)
            elif not self._word(name, entry):
                self._figure(name, entry)
        for name, use in self._calculator.uses.items():
            if use.alone and not self._has(name):
                self._alone(name, self._calculator.inputs[name])
        return self._reading

    def _has(self, name: str) -> bool:
        told = {*self._reading.values, *self._reading.conflicts}
        return name in told or any(fault.name == name for fault in self._reading.faults)

    def _birth(self, name: str) -> None:
        dates = dates_of_birth(self._low, self._today, of_child=True)
        dates = dates or plain_dates(self._low, self._today)
        said = next(iter(dates), None)
        if said is not None and said.birth is not None and said.birth.month is not None:
            self._reading.values[name] = said.birth
        elif said is not None and said.doubt is not None:
            words = self._low[said.start : said.end]
            self._reading.faults.append(Fault(name, words, said.doubt))
        elif said is not None or _AGE.search(self._low) or counts_otherwise(self._low):
            self._reading.hints.add(name)

    def _word(self, name: str, entry: InputData) -> bool:
        for word, value in entry.words.items():
            if word in self._low:
                self._reading.values[name] = value
                return True
        return False

    def _figure(self, name: str, entry: InputData) -> None:
        found = list(self._candidates(entry))
        if len({value for value, _ in found}) > 1 and entry.kind in _ONCE:
            self._reading.conflicts[name] = tuple(said for _, said in found)
        elif found:
            _keep(self._reading, entry, name, *found[0])

    def _candidates(self, entry: InputData) -> Iterator[tuple[Fraction, str]]:
        """Each figure that the patterns of the input find, with its words; none is found twice."""
        for pattern in _patterns(entry):
            for match in pattern.finditer(self._marked):
                is_length = entry.kind is InputKind.MONTHS
                value = self._length(match, entry) if is_length else self._amount(match, entry)
                if value is not None:
                    yield value, self._unmarked(match.group())

    def _length(self, match: re.Match[str], entry: InputData) -> Fraction | None:
        place = int(match["t"])
        if place in self._taken or not self._fits(place, entry):
            return None
        self._taken.add(place)
        return Fraction(str(self._lengths[place].months)) * (-1 if match["minus"] else 1)

    def _amount(self, match: re.Match[str], entry: InputData) -> Fraction | None:
        if any(a < match.end("n") and match.start("n") < b for a, b in self._spans):
            return None
        figure = _hours(match) if entry.kind is InputKind.HOURS else _signed(match)
        is_money = _IN_YUAN.match(self._marked, match.end("n")) is not None
        if figure is None or not _is_plausible(entry, figure, is_money=is_money):
            return None
        self._spans.append(match.span("n"))
        return figure

    def _alone(self, name: str, entry: InputData) -> None:
        """The only length, amount or hours of the message that no other input has taken."""
        if entry.kind is InputKind.MONTHS:
            left = [n for n, _ in enumerate(self._lengths) if n not in self._taken]
            if len(left) == 1 and self._fits(left[0], entry):
                one = self._lengths[left[0]]
                self._taken.add(left[0])
                minus = re.search(r"[-−–负]\s*$", self._low[: one.start])
                value = Fraction(str(one.months)) * (-1 if minus else 1)
                _keep(self._reading, entry, name, value, self._low[one.start : one.end])
            return
        pattern = _ANY_HOURS if entry.kind is InputKind.HOURS else _ANY_MONEY
        found = [m for m in pattern.finditer(self._marked) if self._is_free(m)]
        if entry.kind is InputKind.HOURS:
            # Days stand for many things; only hours are taken by themselves.
            found = [m for m in found if not m["u"].startswith(("天", "day"))]
        if len(found) == 1:
            match = found[0]
            figure = _hours(match) if entry.kind is InputKind.HOURS else _signed(match)
            if figure is not None:
                _keep(self._reading, entry, name, figure, match.group().strip())

    def _fits(self, place: int, entry: InputData) -> bool:
        """Whether the length is exact, and no word beside it makes it one of something else."""
        one = self._lengths[place]
        before, after = self._low[: one.start], self._low[one.end :]
        is_other = (
            entry.never_after is not None and re.search(entry.never_after, before) is not None
        ) or (entry.never_before is not None and re.search(entry.never_before, after) is not None)
        return not one.is_rough and not is_other

    def _is_free(self, match: re.Match[str]) -> bool:
        group = "n" if match["n"] is not None else "n2"
        start, end = match.span(group)
        return not any(a < end and start < b for a, b in self._spans)

    def _unmarked(self, words: str) -> str:
        def put_back(match: re.Match[str]) -> str:
            one = self._lengths[int(match[1])]
            return self._low[one.start : one.end]

        return re.sub(r"⟦(\d+)⟧", put_back, words).strip()


def _keep(reading: Reading, entry: InputData, name: str, value: Fraction, said: str) -> None:
    is_whole = entry.kind is not InputKind.COUNT or value.denominator == 1
    too_low = entry.least is not None and value < entry.least
    too_high = entry.most is not None and value > entry.most
    if too_low or too_high or not is_whole:
        reading.faults.append(Fault(name, said))
    else:
        reading.values[name] = value


def _is_plausible(entry: InputData, figure: Fraction, *, is_money: bool) -> bool:
    """A figure below a hundred is no wage unless it is said to be one in yuan."""
    return entry.kind is not InputKind.YUAN or abs(figure) >= _LEAST_WAGE or is_money


def _signed(match: re.Match[str]) -> Fraction | None:
    groups = match.groupdict()
    written = groups["n"] if groups["n"] is not None else groups.get("n2")
    value = None if written is None else amount(written)
    minus = groups.get("sign") or groups.get("sign2")
    return None if value is None else Fraction(str(value)) * (-1 if minus else 1)


def _hours(match: re.Match[str]) -> Fraction | None:
    """Hours; a day of work has eight."""
    figure = _signed(match)
    is_days = match["u"].startswith(("天", "day"))
    if figure is None or (is_days and figure > _MOST_DAYS):
        return None
    return figure * (_DAY_HOURS if is_days else 1)


def _choice(entry: InputData, low: str) -> str | None:
    """The one answer that the words name; None where they name none, or several."""
    named = [
        choice.value
        for choice in entry.answers
        if low in (choice.value, choice.zh.lower(), choice.en.lower())
        or any(re.search(one, low) for one in (*choice.said.zh, *choice.said.en))
    ]
    return named[0] if len(set(named)) == 1 else None


def _marked(low: str, lengths: list[Duration]) -> str:
    for place, one in reversed(list(enumerate(lengths))):
        low = low[: one.start] + _MARK.format(place) + low[one.end :]
    return low


@cache
def _compiled(sources: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    filled = (
        source.replace("{n}", _NUMBER)
        .replace("{g}", _PLAIN_NUMBER)
        .replace("{h}", _HOURS)
        .replace("{t}", _TIME)
        for source in sources
    )
    return tuple(re.compile(one) for one in filled)


def _patterns(entry: InputData) -> Iterator[re.Pattern[str]]:
    yield from _compiled((*entry.said.zh, *entry.said.en))


def restored(entry: InputData, value: Any) -> Any:  # noqa: ANN401 - a value of any kind
    """The value as a sum needs it, from what the state of a chat keeps."""
    if entry.kind is InputKind.CHOICE:
        return value
    if entry.kind is InputKind.BIRTH:
        year, month, day = (*(int(part) for part in str(value).split("-")), None, None)[:3]
        return BirthSaid(int(year or 0), month, day)
    return Fraction(str(value))

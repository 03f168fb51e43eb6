"""Which calculator a message is for: what it is about, that it asks for a sum, whose case it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.rules.calculators.calculator import Calculator
from knowledge.rules.calculators.reading import Reading, read_inputs
from knowledge.terms import folded

_ASKS = re.compile(
    r"多少|好多|几多|几个?月|几天|几年|几岁|多久|好久|多长|怎么算|咋(?:个)?算"
    r"|啷个算|如何算|怎样算|算一?下|算算|帮我算|给我算|哪年|哪月|哪天|什么时候|啥时候|何时"
    r"|(?:赔|补|领|拿|休|给)(?:几|好多)|退得(?:到|了|成)"
    r"|(?<![a-z])(?:how (?:much|many|long|is|do|old)|when|calculate|work out|what(?:.s| is| are"
    r"| would| will| can| do| am| should))(?![a-z])"
)
# What is asked of the rule itself, with figures that stand for nobody's case.
_OF_THE_RULE = re.compile(
    r"封顶|上限|最多(?:赔|领|算)|有没有(?:上限|限制)|什么意思|合法吗|对不对|对吗|对头|要得不|算不算|能不能|可不可以"
    r"|(?<![a-z])(?:cap|limit|maximum|is it (?:legal|lawful)|allowed)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Meant:
    """A calculator that a message is for, with what the message tells it."""

    calculator: Calculator
    reading: Reading


def meant(calculators: Sequence[Calculator], text: str, today: date) -> Meant | None:
    """
    The calculator for a message that asks how much, how long or when and gives figures of its own.

    None where it is about none of them, asks for no sum, or gives no figure of a case.
    """
    low = folded(text)
    if not _ASKS.search(low) or _OF_THE_RULE.search(low):
        return None
    best: Meant | None = None
    for calculator in about(calculators, low):
        reading = read_inputs(calculator, text, today)
        told = {*reading.values, *reading.hints, *reading.conflicts}
        told |= {fault.name for fault in reading.faults}
        own = [name for name in told if calculator.uses[name].own]
        if own and (best is None or len(told) > len(best.reading.values)):
            best = Meant(calculator, reading)
    return best


def about(calculators: Sequence[Calculator], text: str) -> list[Calculator]:
    """The calculators whose subject the text names."""
    low = folded(text)
    return [
        one
        for one in calculators
        if any(pattern.search(low) for pattern in one.asked)
        and not any(pattern.search(low) for pattern in one.not_asked)
    ]

"""Pay as people write it: how much, for what, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from knowledge.posts.cells.pay_clauses import Clause, Money, clauses_of, money_in
from knowledge.posts.cells.pay_tokens import Kind, Token, foreign_currency, tokens_of
from knowledge.posts.cells.unread import Span, Unread
from knowledge.posts.hold import HoldReason
from knowledge.posts.post import PayPart, PayPartKind, WageUnit
from knowledge.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Pay:
    """
    What a cell says about pay, in yuan; all None where pay is to be agreed on.

    Pay by the year or week is given by the month. Base pay, commission, allowances and the like
    that stand beside the figure are its parts; nothing is added up.
    """

    low: float | None = None
    high: float | None = None
    unit: WageUnit | None = None
    parts: tuple[PayPart, ...] = ()
    is_unit_said: bool = field(default=False, compare=False)
    """Whether the cell names the unit; else it was taken from the size of the figure."""
    span: Span = field(default=(0, 0), compare=False)


NEGOTIABLE = Pay()

# Without a unit it is not known whether more than this is paid a month or a year: plain figures
# (36000), and those in thousands (2-3万), which are pay by the month as a rule.
_MOST_A_MONTH = 30_000
_MOST_A_MONTH_ROUNDED = 100_000
_LEAST_A_MONTH = 1_000

_PLAUSIBLE = {
    WageUnit.MONTH: (300, 500_000),
    WageUnit.DAY: (20, 5_000),
    WageUnit.HOUR: (5, 1_000),
    WageUnit.PIECE: (0.01, 10_000),
}
"""A figure outside says that its unit was read wrongly."""

_WIDEST_RANGE = 50
"""In 25-31000 the first figure is not what it says."""

_MONTHLY = {"year": 1 / 12, "week": 52 / 12}
_UNITS = {
    "month": WageUnit.MONTH,
    "day": WageUnit.DAY,
    "hour": WageUnit.HOUR,
    "piece": WageUnit.PIECE,
    "year": WageUnit.MONTH,
    "week": WageUnit.MONTH,
}
_PARTS = {
    "base": PayPartKind.BASE,
    "commission": PayPartKind.COMMISSION,
    "piecework": PayPartKind.PIECEWORK,
    "bonus": PayPartKind.BONUS,
    "allowance": PayPartKind.ALLOWANCE,
    "overtime": PayPartKind.OVERTIME,
    "trial": PayPartKind.TRIAL,
}
_WHOLE_PAY = frozenset({"", "total", "piecework", "regular"})
_GROWS_WITH_WORK = frozenset({"commission", "bonus", "piecework"})

_NO_FIGURE = Sentence("没有写金额", "no amount is given")
_FEE = Sentence("要求应聘者交钱", "the applicant is to pay money")
_SEVERAL = Sentence(
    "有几个金额，分不清哪个是工资", "several amounts, and which is the pay is not clear"
)
_NO_UNIT = Sentence(
    "看不出是按月、按天还是按小时", "whether a month, a day or an hour is meant is not clear"
)
_BAD_NUMBER = Sentence("数字写得不清楚", "a number is not clear")
_ODD_UNIT = Sentence("计薪单位不清楚", "what the amount is paid for is not clear")
_IMPLAUSIBLE = Sentence("金额与计薪单位对不上", "the amount does not go with its unit")
_UPSIDE_DOWN = Sentence("前一个数比后一个大", "the first amount is above the second")
_WIDE = Sentence("两个数相差太大", "the two amounts lie too far apart")
_PARTS_ONLY = Sentence(
    "只写了补贴或奖金，没有写工资", "only allowances or bonuses are given, no pay"
)


@lru_cache(maxsize=20_000)
def read_pay_cell(cell: str, column_unit: WageUnit | None = None) -> Pay | Unread:
    """
    What the cell says about pay, or why it is not certain; an empty cell is NEGOTIABLE.

    :param column_unit: what pay is for where the cell does not say it.
    """
    currency = foreign_currency(cell)
    if currency is not None:
        told = Sentence(
            f"币种（{currency}）不是人民币", f"the currency ({currency}) is not the yuan"
        )
        return Unread(told, kind=HoldReason.FOREIGN_CURRENCY)
    tokens = tokens_of(cell)
    if not cell.strip():
        return NEGOTIABLE
    bad = next((token for token in tokens if token.kind is Kind.BAD_NUMBER), None)
    if bad is not None:
        return Unread(_BAD_NUMBER, bad.span)
    clauses = clauses_of(tokens)
    fee = next((role for clause in clauses for role in clause.roles if role.name == "fee"), None)
    if fee is not None:
        return Unread(_FEE, fee.span, HoldReason.FEE_ASKED)
    moneys = [money for clause in clauses for money in money_in(cell, clause)]
    faults = [money.fault for money in moneys if isinstance(money.fault, Unread)]
    if faults:
        return faults[0]
    if not moneys:
        return _without_figure(tokens, clauses)
    return _pay_of(moneys, _label_of(clauses, tokens) or str(column_unit or ""), clauses, tokens)


def _without_figure(tokens: list[Token], clauses: list[Clause]) -> Pay | Unread:
    parts = tuple(_part(role) for clause in clauses for role in clause.roles if role.name in _PARTS)
    is_open = any(token.kind is Kind.FLAG and token.name == "open" for token in tokens)
    return Pay(parts=parts) if parts or is_open else Unread(_NO_FIGURE)


def _pay_of(
    moneys: list[Money], label: str, clauses: list[Clause], tokens: list[Token]
) -> Pay | Unread:
    moneys = [_with_unit(money, label) for money in moneys]
    main = _main(moneys)
    if isinstance(main, Unread):
        return main
    fault = _fault_of(main)
    if fault is not None:
        return fault
    loose = [role for clause in clauses for role in clause.loose_roles if role.name in _PARTS]
    low, high = main.low, main.high
    if high is not None and high == low and _grows(main, moneys, clauses):
        high = None
    factor = _MONTHLY.get(main.unit)
    pay = Pay(
        _monthly(low, factor),
        _monthly(high, factor),
        _UNITS[main.unit],
        (*_beside(main, moneys, loose), *_flags(main, tokens)),
        is_unit_said=main.is_unit_said,
        span=main.span,
    )
    return _with_trial(pay, main, moneys)


def _label_of(clauses: list[Clause], tokens: list[Token]) -> str:
    """A unit that stands in a clause of its own and so is said of every figure."""
    for clause in clauses:
        kinds = {token.kind for token in clause.tokens}
        if kinds == {Kind.PER}:
            return clause.tokens[0].name
    has_daily = any(t.kind is Kind.FLAG and t.name == "paid daily" for t in tokens)
    return "paid daily" if has_daily else ""


def _with_unit(money: Money, label: str) -> Money:
    if money.unit:
        return replace(money, is_unit_said=True)
    if label and label != "paid daily":
        return replace(money, unit=label, is_unit_said=True)
    most = max(bound for bound in (money.low, money.high) if bound is not None)
    limit = _MOST_A_MONTH_ROUNDED if money.is_rounded else _MOST_A_MONTH
    if _LEAST_A_MONTH <= most < limit:
        return replace(money, unit="month")
    if most < _LEAST_A_MONTH and label == "paid daily":
        return replace(money, unit="day")
    if most < _LEAST_A_MONTH and money.role == "piecework":
        return replace(money, unit="piece")
    return money


def _main(moneys: list[Money]) -> Money | Unread:
    """The figure that the post pays, among all that the cell names."""
    whole = [money for money in moneys if money.role in _WHOLE_PAY]
    bases = [money for money in moneys if money.role == "base"]
    if len(bases) == 1 and all(money.unit == "piece" for money in whole):
        return bases[0]
    if any(money.is_gross for money in whole):
        whole = [money for money in whole if not money.is_net] or whole
    stages = [money for money in moneys if money.role == "stage"]
    if stages and len(whole) <= 1:
        return _spread([*whole, *stages])
    if len(whole) > 1:
        return _one_of(whole)
    if whole:
        return whole[0]
    trials = [money for money in moneys if money.role == "trial"]
    if len(bases) == 1 or (not bases and len(trials) == 1):
        return (bases or trials)[0]
    return Unread(_SEVERAL if bases or trials else _PARTS_ONLY, moneys[0].span)


def _one_of(whole: list[Money]) -> Money | Unread:
    totals = [money for money in whole if money.role == "total"]
    if len(totals) == 1:
        return totals[0]
    bounds = {(money.low, money.high, money.unit) for money in whole}
    return whole[0] if len(bounds) == 1 else Unread(_SEVERAL, whole[1].span)


def _spread(stages: list[Money]) -> Money | Unread:
    """Pay that differs by year, grade or shift, as one range."""
    lows = [money.low for money in stages if money.low is not None]
    highs = [money.high for money in stages if money.high is not None]
    units = {money.unit for money in stages}
    if len(units) == 1 and len(lows) == len(highs) == len(stages) > 1:
        return replace(stages[0], low=min(lows), high=max(highs), role="")
    return Unread(_SEVERAL, stages[-1].span) if len(stages) > 1 else replace(stages[0], role="")


def _fault_of(main: Money) -> Unread | None:
    if main.unit not in _UNITS:
        return Unread(_ODD_UNIT if main.unit else _NO_UNIT, main.span)
    low, high = main.low, main.high
    if low is not None and high is not None and low > high:
        return Unread(_UPSIDE_DOWN, main.span)
    if low is not None and high is not None and 0 < low * _WIDEST_RANGE < high:
        return Unread(_WIDE, main.span)
    factor, unit = _MONTHLY.get(main.unit), _UNITS[main.unit]
    least, most = _PLAUSIBLE[unit]
    stated = [_monthly(bound, factor) or 0 for bound in (low, high) if bound is not None]
    return (
        None if all(least <= bound <= most for bound in stated) else Unread(_IMPLAUSIBLE, main.span)
    )


def _grows(main: Money, moneys: list[Money], clauses: list[Clause]) -> bool:
    """Whether more is paid on top of the one figure: commission, a bonus, more than the base."""
    loose = [(role.name, clause) for clause in clauses for role in clause.loose_roles]
    added = {name for name, clause in loose if clause.is_added}
    added |= {money.role for money in moneys if money.is_added and money is not main}
    if "commission" in {name for name, _ in loose} or added & _GROWS_WITH_WORK:
        return True
    others = {money.role for money in moneys if money is not main} | {name for name, _ in loose}
    return main.role == "base" and not others & {"allowance"}


def _beside(main: Money, moneys: list[Money], loose: list[Token]) -> list[PayPart]:
    """The other figures and the words without one, each kind of word once."""
    parts: list[PayPart] = []
    if main.role in ("base", "piecework", "trial"):
        parts.append(PayPart(_PARTS[main.role]))
    for money in moneys:
        role = "piecework" if money.unit == "piece" and not money.role else money.role
        if money is not main and role in _PARTS:
            unit = _UNITS.get(money.unit)
            unit = WageUnit.DAY if money.unit == "night" else unit
            factor = _MONTHLY.get(money.unit)
            low, high = _monthly(money.low, factor), _monthly(money.high, factor)
            parts.append(PayPart(_PARTS[role], low, high, unit))
    known = {part.kind for part in parts}
    parts += [part for part in dict.fromkeys(map(_part, loose)) if part.kind not in known]
    return parts


def _part(role: Token) -> PayPart:
    return PayPart(_PARTS[role.name])


def _flags(main: Money, tokens: list[Token]) -> list[PayPart]:
    flags: list[PayPart] = []
    if main.unit == "year":
        flags.append(PayPart(PayPartKind.YEAR, main.low, main.high))
    months = next((token for token in tokens if token.name == "months"), None)
    if months is not None:
        flags.append(PayPart(PayPartKind.MONTHS, _months(months)))
    is_net = main.is_net or (
        not main.is_gross
        and any(token.name == "net" for token in tokens)
        and not any(token.name == "gross" for token in tokens)
    )
    return [*flags, PayPart(PayPartKind.NET)] if is_net else flags


def _months(token: Token) -> float:
    said = next(part for part in token.parts if part)
    return float(said) if said.isdigit() else 10.0 + "一二三四五六七八九".index(said[1]) + 1


def _with_trial(pay: Pay, main: Money, moneys: list[Money]) -> Pay:
    """Of a trial wage and a later one the lower is the low end."""
    trial = next((money for money in moneys if money.role == "trial" and money is not main), None)
    if trial is None or trial.low is None or pay.low is None or trial.unit != main.unit:
        return pay
    return replace(pay, low=min(pay.low, trial.low)) if trial.low * 3 > pay.low else pay


def _monthly(value: float | None, factor: float | None) -> float | None:
    return value if value is None or factor is None else round(value * factor, 2)

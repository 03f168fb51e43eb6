"""The clauses of a pay cell, and each figure with the unit and the role that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.language.numerals import amount
from knowledge.posts.cells.pay_tokens import Kind, Token
from knowledge.posts.cells.unread import Span, Unread
from knowledge.sentence import Sentence
from knowledge.terms import folded

_CURRENCY = re.compile(
    r"(?:\s|元|块|钱|整|￥|¥|:|人民币|yuan|rmb|cny|左右|上下|大约|大概|约|近|about|around)*"
)
_BEFORE_ROLE = re.compile(rf"{_CURRENCY.pattern}[(的]?\s*")
_MULTIPLES = {"千": 1000, "k": 1000, "万": 10_000, "w": 10_000, "百": 100, "毛": 0.1, "角": 0.1}
_SCHEDULE = frozenset({Kind.HOURS, Kind.DURATION, Kind.WORD})
_BOUND_FROM_BEHIND = frozenset(
    {"allowance", "bonus", "fee", "overtime", "base", "trial", "total", "stage"}
)
_WORKING_HOURS = range(6, 13)
"""Hours that 150元/8小时 can mean as one day's work."""

_DECIMALS_OF_MONEY = 2
_TAIL_OF_A_FORMULA = 6
"""3300.0000000000005 is what a spreadsheet stores for 3000*1.1; 4000.6000 is a slip."""

_TWO_FIGURES = Sentence(
    "两个数之间的“/”意思不清楚", "what '/' between two amounts means is not clear"
)
_OPEN_RANGE = Sentence("范围只写了一头", "one end of the range is missing")
_ODD_PER = Sentence("计薪单位不清楚", "what the amount is paid for is not clear")
_BAD_NUMBER = Sentence("数字写得不清楚", "a number is not clear")


@dataclass(slots=True)
class Clause:
    """Words up to a comma, a bracket or a plus; `is_added` says that a plus stands before them."""

    tokens: list[Token] = field(default_factory=list)
    is_added: bool = False
    is_included: bool = False
    loose_roles: list[Token] = field(default_factory=list)
    """Parts of the pay that are named without a figure; filled by money_in."""

    @property
    def roles(self) -> list[Token]:
        """Every part of the pay that the clause names."""
        return [token for token in self.tokens if token.kind is Kind.ROLE]


@dataclass(frozen=True, slots=True)
class Money:
    """A figure or range in yuan with its unit ('' where not said) and role ('' for the pay)."""

    low: float | None
    high: float | None
    span: Span
    unit: str = ""
    role: str = ""
    is_added: bool = False
    is_net: bool = False
    is_gross: bool = False
    is_unit_said: bool = False
    is_rounded: bool = False
    """Whether it is written in thousands (6K, 1.2万), as pay by the month often is."""
    fault: Unread | None = None


@dataclass(frozen=True, slots=True)
class _Figure:
    """A range as tokens: positions in the clause of its first and last word."""

    first: int
    last: int
    low: float
    high: float
    fault: Unread | None = None


def clauses_of(tokens: list[Token]) -> list[Clause]:
    """The clauses in order; a bracket without a figure belongs to what stands before it."""
    clauses = [Clause()]
    is_aside = False
    for position, token in enumerate(tokens):
        if token.text == "(" and clauses[-1].tokens and _is_aside(tokens, position):
            is_aside = True
        elif token.text == ")" and is_aside:
            is_aside = False
        elif token.kind is Kind.STOP and not is_aside:
            clauses.append(Clause())
        elif token.kind is Kind.PLUS and not is_aside:
            clauses.append(Clause(is_added=True))
        elif token.kind is Kind.INCLUDING and not is_aside:
            clauses.append(Clause(is_included=True))
        elif token.kind is not Kind.STOP:
            clauses[-1].tokens.append(token)
    return [clause for clause in clauses if clause.tokens]


def _is_aside(tokens: list[Token], bracket: int) -> bool:
    """Whether what stands in the bracket names no figure and does not say what is included."""
    for token in tokens[bracket + 1 :]:
        if token.text == ")":
            return True
        if token.kind in (Kind.AMOUNT, Kind.INCLUDING):
            return False
    return True


def money_in(cell: str, clause: Clause) -> list[Money]:
    """The figures of the clause; what it names without a figure is put into loose_roles."""
    text = folded(cell)
    figures = _figures(text, clause.tokens)
    bound: set[int] = set()
    found = []
    for number, figure in enumerate(figures):
        before = figures[number - 1].last + 1 if number else 0
        after = figures[number + 1].first if number + 1 < len(figures) else len(clause.tokens)
        is_last = number + 1 == len(figures)
        money, used = _money(text, clause, figure, (before, after), is_last=is_last)
        if used & bound:
            # Its unit was the one of the figure before.
            money, used = _money(text, clause, figure, (max(bound) + 1, after), is_last=is_last)
        bound |= used
        found.append(money)
    clause.loose_roles = [
        token
        for position, token in enumerate(clause.tokens)
        if token.kind is Kind.ROLE and position not in bound and not clause.is_included
    ]
    return found


def _money(
    text: str, clause: Clause, figure: _Figure, within: tuple[int, int], *, is_last: bool
) -> tuple[Money, set[int]]:
    """The figure with what belongs to it, and the positions of the words used for that."""
    tokens = clause.tokens
    left = range(figure.first - 1, within[0] - 1, -1)
    right = range(figure.last + 1, within[1])
    unit, unit_at = _unit(text, tokens, figure, left, right)
    behind = _next_behind(text, tokens, figure, right) if is_last else None
    role, role_at = _role(tokens, left, behind)
    flags = {tokens[at].name for at in (*left, *right) if tokens[at].kind is Kind.FLAG}
    low, high = _bounds(tokens, figure, left, right)
    money = Money(
        low,
        high,
        (tokens[figure.first].span[0], tokens[figure.last].span[1]),
        unit=unit,
        role=role,
        is_added=clause.is_added,
        is_net="net" in flags,
        is_gross="gross" in flags,
        is_rounded=any(_is_rounded(tokens[at]) for at in (figure.first, figure.last)),
        fault=figure.fault or _odd_unit(text, tokens, figure, right),
    )
    return money, {at for at in (unit_at, role_at) if at is not None}


def _unit(
    text: str, tokens: list[Token], figure: _Figure, left: range, right: range
) -> tuple[str, int | None]:
    """What the figure is paid for: the unit behind it first, then the one before it."""
    inner = [at for at in range(figure.first, figure.last) if tokens[at].kind is Kind.PER]
    for at in (*inner, *right):
        if tokens[at].kind is Kind.PER and not _is_of_schedule(tokens, at):
            return tokens[at].name, at
        if tokens[at].kind is Kind.HOURS and _is_next(text, tokens, figure, at):
            if _is_a_days_work(tokens[at]) and (figure.high < 1000 or "/" in tokens[at].text):
                return "day", at
            break
    for at in left:
        if tokens[at].kind is Kind.PER and not _is_of_schedule(tokens, at):
            return tokens[at].name, at
    is_monthly = any(tokens[at].text.startswith("月") for at in left if tokens[at].name == "total")
    return ("month", None) if is_monthly else ("", None)


def _is_of_schedule(tokens: list[Token], at: int) -> bool:
    """Whether 每天 belongs to 每天8小时, and 天 to 8小时/天."""
    beside = (tokens[near] for near in (at - 1, at + 1) if 0 <= near < len(tokens))
    for token in beside:
        touches = token.span[1] == tokens[at].span[0] or tokens[at].span[1] == token.span[0]
        if token.kind in _SCHEDULE and token.name != "people" and touches:
            return not token.text.startswith("/")
    return False


def _role(tokens: list[Token], left: range, behind: int | None) -> tuple[str, int | None]:
    """The part of the pay named before the figure, or right behind it (500餐补)."""
    for at in left:
        if tokens[at].kind is Kind.ROLE:
            return tokens[at].name, at
    if behind is not None and tokens[behind].kind is Kind.ROLE:
        if tokens[behind].name in _BOUND_FROM_BEHIND:
            return tokens[behind].name, behind
    return "", None


def _next_behind(text: str, tokens: list[Token], figure: _Figure, right: range) -> int | None:
    """The word behind the figure and its unit, if only a currency or a bracket parts them."""
    last = figure.last
    for at in right:
        if _BEFORE_ROLE.fullmatch(text, tokens[last].span[1], tokens[at].span[0]) is None:
            return None
        if tokens[at].kind not in (Kind.PER, Kind.AND_MORE):
            return at
        last = at
    return None


def _bounds(
    tokens: list[Token], figure: _Figure, left: range, right: range
) -> tuple[float | None, float | None]:
    if figure.low != figure.high:
        return figure.low, figure.high
    behind = [tokens[at].kind for at in right if tokens[at].kind is not Kind.PER][:1]
    before = [tokens[at].kind for at in left][:1]
    if Kind.UP_TO in (*behind, *before):
        return None, figure.high
    if Kind.AND_MORE in behind or Kind.FROM in before:
        return figure.low, None
    return figure.low, figure.high


def _odd_unit(text: str, tokens: list[Token], figure: _Figure, right: range) -> Unread | None:
    """5000两个月, 200元/3天 and 200元/某某 say for what the money is, and it is no unit of ours."""
    before = figure.first - 1
    if before >= 0 and tokens[before].kind is Kind.TO and not tokens[before].text.isalpha():
        return Unread(_OPEN_RANGE, tokens[before].span)
    at = right.start
    if at >= len(tokens) or not _is_next(text, tokens, figure, at):
        return None
    token = tokens[at]
    if token.kind is Kind.TO:
        return Unread(_OPEN_RANGE, token.span)
    if token.kind is Kind.DURATION and not token.text.endswith("经验"):
        return Unread(_ODD_PER, token.span)
    if token.kind is not Kind.SLASH:
        return None
    behind = token.span[1]
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if follows is not None and follows.kind is Kind.AMOUNT:
        return Unread(_TWO_FIGURES, token.span)
    is_known = behind >= len(text) or (follows is not None and follows.span[0] == behind)
    return None if is_known else Unread(_ODD_PER, token.span)


def _is_next(text: str, tokens: list[Token], figure: _Figure, at: int) -> bool:
    """Whether nothing but a currency stands between the figure and the word."""
    return at == figure.last + 1 and _is_currency(text, tokens[figure.last], tokens[at])


def _is_currency(text: str, one: Token, other: Token) -> bool:
    return _CURRENCY.fullmatch(text, one.span[1], other.span[0]) is not None


def _is_a_days_work(token: Token) -> bool:
    return token.parts[0] is not None and float(token.parts[0]) in _WORKING_HOURS


def _figures(text: str, tokens: list[Token]) -> list[_Figure]:
    figures: list[_Figure] = []
    at = 0
    while at < len(tokens):
        if tokens[at].kind is not Kind.AMOUNT:
            at += 1
            continue
        last = _end_of_range(text, tokens, at)
        figures.append(_figure(tokens, at, last))
        at = last + 1
    return figures


def _end_of_range(text: str, tokens: list[Token], first: int) -> int:
    """The position of the last word of a range that begins here: 3000元/月-5000."""
    at = first + 1
    if at < len(tokens) and tokens[at].kind is Kind.PER:
        at += 1
    if at + 1 >= len(tokens) or tokens[at].kind is not Kind.TO:
        return first
    is_range = tokens[at + 1].kind is Kind.AMOUNT and all(
        _is_currency(text, tokens[near], tokens[near + 1]) for near in range(first, at + 1)
    )
    return at + 1 if is_range else first


def _figure(tokens: list[Token], first: int, last: int) -> _Figure:
    low, high = _value(tokens[first]), _value(tokens[last])
    if low is None or high is None:
        return _Figure(first, last, 0, 0, Unread(_BAD_NUMBER, tokens[first].span))
    if first == last:
        return _Figure(first, last, low[0], high[1])
    return _Figure(first, last, low[0] * _shared(tokens[first], tokens[last]), high[1])


def _is_rounded(token: Token) -> bool:
    return bool(token.name) or token.parts[1] is not None


def _value(token: Token) -> tuple[float, float] | None:
    """The amount, twice; of 四五千 the two ends."""
    if token.name == "tens":
        tens, ones, unit = token.parts
        digits = "一二三四五六七八九"
        many = _MULTIPLES[unit or ""]
        return (digits.index(tens or "") + 1) * many, (digits.index(ones or "") + 1) * many
    if token.name == "han":
        value = amount(token.text.strip())
        return None if value is None else (value, value)
    number, unit, more = token.parts
    value = _number(number or "", has_unit=unit is not None)
    if value is None:
        return None
    multiple = _MULTIPLES[unit] if unit else 1
    value = round(value * multiple + (int(more) * multiple / 10 if more else 0), 4)
    return value, value


def _number(said: str, *, has_unit: bool) -> float | None:
    plain = said.replace(",", "")
    decimals = len(plain.partition(".")[2])
    if not has_unit and _DECIMALS_OF_MONEY < decimals < _TAIL_OF_A_FORMULA:
        return None
    return float(plain) if has_unit else round(float(plain), _DECIMALS_OF_MONEY)


def _shared(first: Token, last: Token) -> float:
    """In 1-1.4万 the unit behind the second figure is the first one's too, not in 8000-1万."""
    if first.name or last.name or first.parts[1] or not last.parts[1]:
        return 1
    bare = float((last.parts[0] or "0").replace(",", ""))
    return (
        _MULTIPLES[last.parts[1]] if float((first.parts[0] or "0").replace(",", "")) < bare else 1
    )

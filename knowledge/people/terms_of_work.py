"""For how much and under what terms somebody wants to work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.numerals import AMOUNT, amount
from knowledge.people.clauses import Clause
from knowledge.people.hearing import Heard, is_denied
from knowledge.people.profile import Fact
from knowledge.people.wishes import is_wish, says_wish
from knowledge.vocabulary import BoardLodging

_PAY = (
    r"(?:工资|月薪|薪资|薪水|待遇|收入|底薪|月入|每个?月|一个?月|salary|wages?|pay|paid"
    r"|earn\w*|income)"
)
_MONTHLY = r"\s*(?:块钱?|元|圆|yuan|rmb|cny)?\s*(?:/|一个|每个?|per|a|each|every)\s*(?:月|month)"
_WAGE = re.compile(
    rf"(?:不低于|不少于|至少|最少|起码|最低|不能低于|要|at least|minimum(?: of)?|no less than"
    rf"|not below|above|over|from|more than)\s*(?:要|有|是|给|拿|能有)?\s*(?:￥|¥"
    rf"|rmb)?\s*(?P<least>{AMOUNT})"
    rf"|{_PAY}[^，。,.\d一二两三四五六七八九]{{0,8}}?(?:￥|¥|rmb)?(?P<pay>{AMOUNT})"
    rf"|(?P<month>{AMOUNT})(?:[-~到至]{AMOUNT})?{_MONTHLY}"
    rf"|(?P<more>{AMOUNT})\s*(?:块钱?|元|yuan|rmb)?\s*(?:以上|起|往上|\+|or more|and up"
    rf"|and above|plus)"
)
_NOT_PAY = re.compile(
    r"补贴|补助|贷款|最低工资|失业金|低保金|红包|罚|押金|以前|原来|之前|上一份|被欠|欠|标准"
    r"|现在(?:的)?工资|现在(?:每月|一个月)?(?:拿|挣)"
    r"|养老金|退休金|subsid|loan|allowance|minimum wage|deposit|used to|i (?:earn|make|get)"
    r"|benefit|owed|previous"
)
_NOT_YUAN = re.compile(
    r"^\s*(?:周?岁|年|个月|人|公里|%|小时|天|点|years?|hours?|days?|months?|km|people"
    r"|元?/(?:小?时|天)|(?:元|块)?(?:一|每)(?:小时|天)|yuan (?:an hour|a day))"
)
_LEAST_MONTH, _MOST_MONTH = 800, 200_000


def wage(heard: Heard) -> Iterator[Fact]:
    """`wage_min_month`, the least that the person wants, yuan a month."""
    for clause in heard.clauses:
        if _NOT_PAY.search(clause.low):
            continue
        for match in _WAGE.finditer(clause.low):
            written = next(group for group in match.groups() if group)
            value = amount(written)
            fits = value is not None and _LEAST_MONTH <= value <= _MOST_MONTH
            looks_like_year = 1950 <= (value or 0) <= 2050 and match["least"] is not None
            if fits and not looks_like_year and not _NOT_YUAN.match(clause.low[match.end() :]):
                yield Fact("wage_min_month", value, heard.said(clause, match))
                return


_OFFERS = (
    (BoardLodging.BOTH, re.compile(
        r"(?:包|管)(?:吃住|食宿|吃包住|吃管住)|提供食宿|吃住全包"
        r"|(?:board|meals|food|room) (?:and|&) (?:lodging|board|housing|accommodation)"
    )),
    (BoardLodging.LODGING, re.compile(
        r"(?:包|管|提供)(?:住宿|住|宿舍)|有(?:地方住|住处|宿舍)|(?:with|need|provid\w*|includ\w*"
        r"|must have)[^.,]{0,12}"
        r"(?:lodging|housing|accommodation|dorm(?:itory)?|(?:free )?room)(?![a-z])"
        r"|(?<![a-z])(?:lodging|housing|accommodation|dorm(?:itory)?) provided"
        r"|(?:must|need to|have to) (?:live|sleep|stay) (?:in|on|there)(?![a-z])"
    )),
    (BoardLodging.BOARD, re.compile(
        r"(?:包|管)(?:吃|饭|餐)|(?:with|provid\w*|includ\w*) meals|meals provided"
    )),
)  # fmt: skip
_HEDGED = re.compile(
    r"最好|希望|如果|要是|的话更好|优先|(?<![a-z])(?:prefer\w*|ideally|if possible"
    r"|would be nice|hopefully)(?![a-z])"
)


def board_lodging(heard: Heard) -> Iterator[Fact]:
    """`board_lodging` that the post must give; a hope (最好, ideally) is no must."""
    for clause in heard.clauses:
        for value, words in _OFFERS:
            match = words.search(clause.low)
            if match is None:
                continue
            is_asked = clause.is_question and not says_wish(clause)
            is_hope = _HEDGED.search(clause.low) or _only_names_it(clause, match)
            if not is_asked and not is_hope and not _not_needed(clause, match):
                yield Fact("board_lodging", value, heard.said(clause, match))
            return


def _only_names_it(clause: Clause, match: re.Match[str]) -> bool:
    """保洁，包吃包住: one of the things that would be liked, as in an advertisement."""
    rest = clause.low[: match.start()] + clause.low[match.end() :]
    demands = re.search(r"must|need|[需必]", match.group())
    return demands is None and re.sub(r"[\s的]|with", "", rest) == ""


def _not_needed(clause: Clause, match: re.Match[str]) -> bool:
    return (
        re.search(
            r"不(?:用|需要|要求|要)?\s*$|(?:no need for|don't need)[^.,]{0,12}$",
            clause.low[: match.start()],
        )
        is not None
    )


_PART = re.compile(
    r"兼职|小时工|钟点工|非全日制(?:的)?(?:工作|岗|活|$)|(?:半天|半日)(?:的)?(?:班|工|活|工作)"
    r"|(?<![a-z])part[- ]?time(?![a-z])|a few hours a (?:day|week)"
)
_FULL = re.compile(r"全职|(?<!非)全日制(?:的)?(?:工作|岗|$)|(?<![a-z])full[- ]?time(?![a-z])")


def part_time(heard: Heard) -> Iterator[Fact]:
    """`part_time`: True or False where the hours were named in a wish."""
    for clause in heard.clauses:
        if not is_wish(heard, clause) and not heard.is_short:
            continue
        part, full = _PART.search(clause.low), _FULL.search(clause.low)
        if part and not is_denied(clause.low[: part.start()]):
            yield Fact("part_time", True, heard.said(clause, part))
            return
        if full and not is_denied(clause.low[: full.start()]):
            yield Fact("part_time", False, heard.said(clause, full))
            return

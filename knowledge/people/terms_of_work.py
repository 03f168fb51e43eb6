"""For how much and under what terms somebody wants to work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.language.numerals import AMOUNT, amount
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
    rf"(?:没有|没得|没|少于|少了|低于|不到|nothing (?:under|below|less than))\s*(?P<floor>{AMOUNT})"
    r"(?:块钱?|元)?(?:的|我|就|都|一律)*(?:不(?:干|去|做|考虑|看|谈)|免谈|算了|别|莫)?"
    rf"|(?P<below>{AMOUNT})(?:块钱?|元)?(?:一个月)?以下的?[^，。]{{0,3}}(?:不|别|莫|免谈)"
    rf"|(?:won't|will not|wouldn't|can't|cannot|not)(?: \w+){{0,4}} (?:under|below|less than)"
    rf"\s*(?P<under>{AMOUNT})"
    rf"|(?:under|below|less than)\s*(?P<no_less>{AMOUNT})[^.,\d]{{0,6}}"
    r"(?:no|not|don't|won't)(?![a-z])"
    rf"|(?:能|要|想)?(?:拿|挣|赚)(?:到)?\s*(?P<earn>{AMOUNT})"
    rf"|(?:不低于|不少于|至少|最少|起码|最低|不能低于|要|at least|minimum(?: of)?|not? (?:less"
    rf"|lower) than"
    rf"|not below|above|over|from|more than)\s*(?:要|有|是|给|拿|能有)?\s*(?:￥|¥"
    rf"|rmb)?\s*(?P<least>{AMOUNT})"
    rf"|{_PAY}[^，。,.\d一二两三四五六七八九]{{0,8}}?(?:￥|¥|rmb)?(?P<pay>{AMOUNT})"
    rf"|(?P<month>{AMOUNT})(?:[-~到至]{AMOUNT})?{_MONTHLY}"
    rf"|(?P<more>{AMOUNT})\s*(?:块钱?|元|yuan|rmb)?\s*(?:以上|起|往上|打底|\+|or (?:more|better"
    rf"|above)"
    rf"|and (?:up|above)|up(?![a-z])|plus|minimum|at least)"
    rf"|^\s*(?P<from>{AMOUNT})\s*(?:-|~|到|至|to)\s*{AMOUNT}(?:块钱?|元|yuan|rmb)?(?:都行|都可以"
    rf"|左右)?\s*$"
    r"|^\s*(?P<alone>\d{1,2}(?:\.\d)?k|(?!4050)[2-9]\d{3}|[1-2]\d{4})\s*$"
)
_NOT_PAY = re.compile(
    r"补贴|补助|贷款|最低工资|失业金|低保金|红包|罚|押金|以前|原来|之前|上一份|被欠|欠|标准"
    r"|现在(?:的)?工资|现在(?:每月|一个月)?(?:拿|挣)"
    r"|养老金|退休金|subsid|loan|allowance|minimum wage|deposit|used to|i (?:earn|make|get)"
    r"|benefit|owed|previous"
)
_NOT_YUAN = re.compile(
    r"^(?:块钱?|元)?以下[^，。不]{0,2}(?:也|都)(?:行|可以|得行|要得|干)"
    r"|^\s*(?:周?岁|年|个月|人|公里|%|小时|天|点|years?|hours?|days?|months?|km|people"
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
            # 三四千 is from three thousand on.
            pair = re.fullmatch(r"([一二三四五六七八])[二三四五六七八九]([千万])", written)
            value = amount("".join(pair.groups()) if pair else written)
            fits = value is not None and _LEAST_MONTH <= value <= _MOST_MONTH
            bare = (
                match["least"] or match["floor"] or match["from"] or match["more"] or match["alone"]
            )
            looks_like_year = 1950 <= (value or 0) <= 2050 and bare is not None
            if fits and not looks_like_year and not _NOT_YUAN.match(clause.low[match.end() :]):
                yield Fact("wage_min_month", value, heard.said(clause, match))
                return


_OFFERS = (
    (BoardLodging.BOTH, re.compile(
        r"(?:包|管)(?:吃住|食宿|吃包住|吃管住)|提供食宿|吃住全包"
        r"|(?:吃住|食宿)(?:都|全)?(?:必须|需要|要|得)(?:包|管|解决|提供|负责)"
        r"|full board|(?:board|meals?|food|room) (?:and|&)(?: an?)? (?:lodging|board|housing"
        r"|accommodation"
        r"|bed|room)"
    )),
    (BoardLodging.LODGING, re.compile(
        r"(?:包|管|提供)(?:住宿|住|宿舍)|有(?:地方住|住处|宿舍)|(?:要|得)有[^，。]{0,3}房(?:间|$)"
        r"|(?:with|need|provid\w*|includ\w*"
        r"|must have)[^.,]{0,12}"
        r"(?:lodging|housing|accommodation|dorm(?:itory)?|(?:free )?room|(?:place|bed) to sleep"
        r"|bed)(?![a-z])"
        r"|(?<![a-z])(?:dorm(?:itory)?|room|housing|lodging|accommodation|bed) (?:is |are )?"
        r"(?:an? must|needed|required|necessary)"
        r"|(?<![a-z])(?:lodging|housing|accommodation|dorm(?:itory)?|room) "
        r"(?:(?:must|has to|have to) be )?(?:provided|included)"
        r"|(?:must|need to|have to) (?:live|sleep|stay) (?:in|on|there)(?![a-z])"
    )),
    (BoardLodging.BOARD, re.compile(
        r"(?:包|管)(?:一|两|三)?[顿个]?(?:中|午|晚|中午|早)?(?:吃|饭|餐)"
        r"|(?:with|provid\w*|includ\w*|need|must have) (?:\w+ )?meals"
        r"|meals? (?:must be |should be )?(?:provided|included)"
    )),
)  # fmt: skip
_HEDGED = re.compile(
    r"最好|希望|如果|要是|的话更好|优先|(?<![a-z])(?:prefer\w*|ideally|if possible"
    r"|would be nice|hopefully)(?![a-z])"
)


_NOT_WANTED = re.compile(
    r"不(?:用|需要|要求|要)(?:包|管|提供)?(?:吃住|食宿|住宿|住|宿舍)|不住宿"
    r"|(?:no need (?:for|of)|(?:don't|do not|doesn't|does not) need)(?: an?| any)? (?:board"
    r"|lodging|housing"
    r"|accommodation|dorm(?:itory)?|room|bed)"
)
# 不管饭不去: no to the post that does not give it.
_TWICE_DENIED = re.compile(r"不(?=[包管提][^，。]{1,4}(?:不(?:去|干|做|考虑|行)|免谈))")


def board_lodging(heard: Heard) -> Iterator[Fact]:
    """
    `board_lodging` that the post must give; a hope (最好, ideally) is no must.

    NONE for somebody who says to need neither.
    """
    for clause in heard.clauses:
        unwanted = _NOT_WANTED.search(clause.low)
        if unwanted and not clause.is_question:
            yield Fact("board_lodging", BoardLodging.NONE, heard.said(clause, unwanted))
            return
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
    if _TWICE_DENIED.search(clause.low):
        return False
    return (
        re.search(
            r"不(?:用|需要|要求|要)?\s*$|(?:no need for|don't need)[^.,]{0,12}$",
            clause.low[: match.start()],
        )
        is not None
    )


_NOT_FULL = re.compile(r"not (?:looking for |wanting )?(?:a )?full[- ]?time"
                       r"|[两三四]天(?:一周)?就(?:够|行)"
                       r"|(?:two|three|2|3) days a week")  # fmt: skip
_NOT_PART = re.compile(r"not (?:a )?part[- ]?time|不(?:要|做|想做)兼职")
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
        part = _NOT_FULL.search(clause.low) or _PART.search(clause.low)
        full = _NOT_PART.search(clause.low) or _FULL.search(clause.low)
        if part and _NOT_PART.search(clause.low):
            part = None
        if part and not is_denied(clause.low[: part.start()]):
            yield Fact("part_time", True, heard.said(clause, part))
            return
        if full and not is_denied(clause.low[: full.start()]):
            yield Fact("part_time", False, heard.said(clause, full))
            return

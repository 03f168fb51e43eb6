"""Where, for how much and under what terms somebody wants to work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.numerals import AMOUNT, amount
from knowledge.people.hearing import Clause, Heard, is_denied
from knowledge.people.profile import Fact
from knowledge.people.wishes import is_wish
from knowledge.places import Place
from knowledge.vocabulary import BoardLodging

_ONLY = re.compile(
    r"只(?:要|想|能|考虑|去|在|找|做|接受)|就(?:要|想)?在|必须在|除了[^，。]{1,8}(?:都不"
    r"|哪(?:里|儿)都不)|别的地方不"
    r"|(?<![a-z])(?:only|nowhere else|must be in|strictly)(?![a-z])"
)
_ANYWHERE = re.compile(
    r"(?:哪里|哪儿|哪个区|哪|全重庆|全市|整个重庆)[^，。]{0,4}(?:都|均)(?:行|可以|得行|要得"
    r"|能去)|不限(?:地区|区县|地点)"
    r"|(?<![a-z])(?:anywhere|any district)(?![a-z])"
)
_LIVES = re.compile(
    r"(?:家住|住在?|家在|户籍|户口|人在)[^，。]{0,3}$|(?<![a-z])(?:live|living|hukou"
    r"|register\w*)(?: \w+){0,2}\s*$"
)
# What may stand around districts in a clause that holds nothing else: 最好在南岸或者巴南附近.
_ONLY_PLACES = re.compile(
    r"^(?:最好|就|想|要|在|去|到|或者?|和|、|/|的|区|县|镇|附近|周边|这边|那边|范围内?|一带"
    r"|上班|工作|也行|也可以|都行"
    r"|都可以|可以|anything|something|any|or|in|and|around|near|district|area|please|\s|\.)*$"
)


def districts(heard: Heard) -> Iterator[Fact]:
    """`districts` to work in, official names; `only_these_districts` where that was said."""
    found: dict[str, str] = {}
    is_only = False
    for clause in heard.clauses:
        for place in heard.glossary.places.find(heard.text[clause.start : clause.end]):
            if _is_wished_place(heard, clause, place):
                found.setdefault(place.official, heard.said(clause))
                is_only = is_only or _ONLY.search(clause.low) is not None
    said = "；".join(dict.fromkeys(found.values()))
    anywhere = _ANYWHERE.search(heard.low)
    if found:
        yield Fact("districts", tuple(found), said)
    if found and is_only:
        yield Fact("only_these_districts", True, said)
    elif anywhere:
        yield Fact("only_these_districts", False, anywhere.group())


def _is_wished_place(heard: Heard, clause: Clause, place: Place) -> bool:
    before, after = clause.low[: place.start], clause.low[place.end :]
    if is_denied(before) or _LIVES.search(before) or re.match(r"\s*(?:人$|户籍|户口|hukou)", after):
        return False
    if re.search(r"^\s*(?:我|我现在|我人|我们)在\s*$", before) and not is_wish(clause):
        return False
    if is_wish(clause) or _ONLY.search(clause.low):
        return True
    return not clause.is_question and _ONLY_PLACES.match(_without_places(heard, clause)) is not None


def _without_places(heard: Heard, clause: Clause) -> str:
    rest = clause.low
    for place in reversed(heard.glossary.places.find(heard.text[clause.start : clause.end])):
        rest = rest[: place.start] + rest[max(place.end, place.start) :]
    return rest


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


_NO_NIGHTS = re.compile(
    r"(?:不(?:能|想|愿意?|要|可以|得)?(?:上|倒|做|值|干)?(?:大)?|别|没法上|上不了"
    r"|熬不了)(?:夜班|晚班|夜|倒班|翻班)|不(?:能|想|要)?熬夜"
    r"|(?:只|要|想)(?:能|想)?(?:上|做|要|找)?(?:长)?白班|^\s*(?:上)?白班\s*$|只能白天|白天的?(?:班|工作)|长白班"
    r"|(?<![a-z])(?:no|not|without|don't want|can't (?:work|do)|cannot (?:work|do)"
    r"|never)(?: \w+){0,3} night(?:s|[- ]shifts?| work)?(?![a-z])"
    r"|(?<![a-z])(?:only|want|prefer)?\s*day[- ]?(?:shifts?|time) (?:only|work|job)"
    r"|only days?(?: shifts?)?(?![a-z])|(?<![a-z])day shifts?(?![a-z])"
)
_NIGHTS_FINE = re.compile(
    r"(?:可以|能|愿意|接受|可)(?:上|倒)?(?:夜班|晚班|倒班)|夜班(?:也|都)(?:行|可以)|night(?:s"
    r"|[- ]shifts?)? (?:is|are) (?:fine|ok)|can work nights"
)


def night_shift(heard: Heard) -> Iterator[Fact]:
    """`no_night_shift`: True for no nights, False for nights are fine."""
    for clause in heard.clauses:
        match = _NO_NIGHTS.search(clause.low)
        if match and not clause.is_question:
            yield Fact("no_night_shift", True, heard.said(clause, match))
            return
        fine = _NIGHTS_FINE.search(clause.low)
        if fine and not clause.is_question:
            yield Fact("no_night_shift", False, heard.said(clause, fine))
            return


_OFFERS = (
    (BoardLodging.BOTH, re.compile(
        r"(?:包|管)(?:吃住|食宿|吃包住|吃管住)|提供食宿|吃住全包"
        r"|(?:board|meals|food|room) (?:and|&) (?:lodging|board|housing|accommodation)"
    )),
    (BoardLodging.LODGING, re.compile(
        r"(?:包|管|提供)(?:住宿|住|宿舍)|有宿舍|(?:with|need|provid\w*|includ\w*"
        r"|must have)[^.,]{0,12}"
        r"(?:lodging|housing|accommodation|dormitory)|(?:lodging|housing|accommodation"
        r"|dormitory) provided"
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
            is_asked = clause.is_question and not is_wish(clause)
            if not is_asked and not _HEDGED.search(clause.low) and not _not_needed(clause, match):
                yield Fact("board_lodging", value, heard.said(clause, match))
            return


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
        if not is_wish(clause) and not heard.is_short:
            continue
        part, full = _PART.search(clause.low), _FULL.search(clause.low)
        if part and not is_denied(clause.low[: part.start()]):
            yield Fact("part_time", True, heard.said(clause, part))
            return
        if full and not is_denied(clause.low[: full.start()]):
            yield Fact("part_time", False, heard.said(clause, full))
            return

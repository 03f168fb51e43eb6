"""Where somebody wants to work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.people.clauses import Clause
from knowledge.people.hearing import Heard, is_denied
from knowledge.people.profile import Fact
from knowledge.people.where import LIVES_BEHIND
from knowledge.people.wishes import is_wish, says_wish
from knowledge.places import Place

# Only beside the place: "daytime only" and 只上白班 say nothing of districts.
_ONLY_BEFORE = re.compile(
    r"(?:只(?:要|想|能|考虑|去|在|找|接受|愿意|到)+|必须在|除了)\s*$"
    r"|(?<![a-z])(?:only(?! (?:days?|nights?|part|full|finish\w*|ha(?:ve|d)|junior|primary)"
    r"(?![a-z]))(?: [a-z]+){0,5}|must be in|strictly in)\s*$"
)
_ONLY_AFTER = re.compile(
    r"^[^，。,]{0,8}[，,]? ?(?:别|其他|其它)的?(?:地方|区县?|县)[^，。]{0,2}(?:不去|不得行|不行"
    r"|不考虑)|^[^，。]{0,4}(?:以外|之外)?(?:都不|哪(?:里|儿)都不)|^ only\s*$"
    r"|^ only, no other|^[^.,]{0,3},? (?:nowhere else|no other (?:place|district))"
)
_ANYWHERE = re.compile(
    r"(?:哪里|哪儿|哪个区|哪|全重庆|全市|整个重庆)[^，。]{0,4}(?:都|均)(?:行|可以|得行|要得"
    r"|能去)|不限(?:地区|区县|地点|地方|区域)|(?:地方|地区|区县|地点)不限"
    r"|(?<![a-z])(?:anywhere|any district)(?![a-z])"
)
_NOT_THERE = re.compile(
    r"[^，。]{0,4}(?:太远|不去|不考虑|不要|去不了|不行|不得行|除外)|(?:,? )?(?:is )?too far"
)
_LIVES = re.compile(
    r"(?:家住|住在?|家在|户籍|户口|人在)[^，。]{0,3}$|(?<![a-z])(?:live|living|hukou|rent"
    r"|renting|flat|house"
    r"|register\w*)(?: \w+){0,2}\s*$"
)
# What may stand around districts in a clause that holds nothing else: 最好在南岸或者巴南附近.
_ONLY_PLACES = re.compile(
    r"^(?:最好|就|想|要|在|去|到|或者?|和|、|/|的|区|县|镇|附近|周边|步行街|商圈|轻轨站|地铁站"
    r"|广场|工业园|园区|城区|县城|街上|场镇|这边|那边|范围内?|一带"
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
                is_only = is_only or _is_only(heard, clause, place)
    said = "；".join(dict.fromkeys(found.values()))
    anywhere = _ANYWHERE.search(heard.low)
    if found:
        yield Fact("districts", tuple(found), said)
    if found and is_only:
        yield Fact("only_these_districts", True, said)
    elif anywhere:
        yield Fact("only_these_districts", False, anywhere.group())


def _is_only(heard: Heard, clause: Clause, place: Place) -> bool:
    """Whether no other district will do."""
    # 渝中区保安，别的区不去: the other districts stand behind the comma.
    before, after = clause.low[: place.start], heard.low[clause.start + place.end :]
    return _ONLY_BEFORE.search(before) is not None or _ONLY_AFTER.search(after) is not None


def _is_wished_place(heard: Heard, clause: Clause, place: Place) -> bool:
    before, after = clause.low[: place.start], clause.low[place.end :]
    if before.endswith("除了") and _ONLY_AFTER.search(after):
        return True
    if is_denied(before) or _LIVES.search(before) or re.match(r"\s*(?:人$|户籍|户口|hukou)", after):
        return False
    if _NOT_THERE.match(after) or (LIVES_BEHIND.match(after) and not says_wish(clause)):
        return False
    if re.search(r"^\s*(?:我|我现在|我人|我们)在\s*$", before) and not says_wish(clause):
        return False
    if is_wish(heard, clause) or _is_only(heard, clause, place):
        return True
    return not clause.is_question and _ONLY_PLACES.match(_without_places(heard, clause)) is not None


def _without_places(heard: Heard, clause: Clause) -> str:
    rest = clause.low
    for place in reversed(heard.glossary.places.find(heard.text[clause.start : clause.end])):
        rest = rest[: place.start] + rest[max(place.end, place.start) :]
    return rest

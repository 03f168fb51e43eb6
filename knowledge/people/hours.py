"""When somebody can work: days of the week, times of the day, hours a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.language.numerals import AMOUNT, amount
from knowledge.people.hearing import Heard
from knowledge.people.profile import Fact
from knowledge.people.wishes import says_wish
from knowledge.vocabulary import TimeOfDay

_WEEKEND_ZH = r"(?:周末|礼拜天|星期[六天日]+|周[六日]+|双休)"
_HOPED = re.compile(r"最好|希望|如果|要是|优先|(?<![a-z])(?:ideally|prefer\w*|if possible|hope)")
_WEEKENDS_OFF = re.compile(
    r"双休|做五休二|(?<![a-z])(?:five|5)[- ]day week|"
    rf"{_WEEKEND_ZH}[^，。]{{0,10}}?(?:要|能|可以|得|必须)?(?:休息|休|放假|陪|带|照顾|不上|不加"
    r"|不做|不行|不得行|没空|没时间|有事)"
    r"|(?<![a-z])(?:weekends?|saturdays?(?: and sundays?)?)"
    r"(?: (?:must|need to|have to|should))?(?: be)? (?:off|free)(?![a-z])"
    r"|(?<![a-z])(?:no|not|never|can't|cannot|won't|without|off|free) (?:\w+ ){0,3}?"
    r"(?:or )?weekends?(?![a-z])|nights? or weekends?|two days off a week"
)
_WEEKENDS_FINE = re.compile(
    r"单休(?:也|都)?(?:行|可以|要得|能|接受)|做六休一(?:也|都)?(?:行|可以|要得|能|接受)"
    rf"|没有?{_WEEKEND_ZH}(?:也|都)?(?:行|可以|要得)"
    rf"|{_WEEKEND_ZH}(?:上班|加班)?(?:也|都)(?:行|可以|要得|能上|没问题)"
    r"|(?:working |work )?(?:on )?weekends? (?:is|are|work is) (?:fine|ok|okay|no problem)"
    r"|(?:can|happy to|willing to) work (?:on )?weekends"
)
_PARTS = (
    (TimeOfDay.MORNING, r"上午|早上|早晨", r"mornings?"),
    (TimeOfDay.AFTERNOON, r"下午", r"afternoons?"),
    (TimeOfDay.EVENING, r"晚上|夜里", r"evenings?"),
    (TimeOfDay.WEEKEND, r"周末|星期[六天]|礼拜天", r"weekends?"),
)
_PART_ZH = "|".join(zh for _, zh, _ in _PARTS)
_PART_EN = "|".join(en for _, _, en in _PARTS)
_ONLY_THEN = re.compile(
    rf"(?:只|就|仅)(?:能|想|有|做|在|上|得)*(?:{_PART_ZH})"
    rf"|(?:{_PART_ZH})[^，。]{{0,8}}(?:才|跑|做兼职)(?:有|能|得)?(?:空|时间|做|来)?"
    rf"|(?<![a-z])(?:only|just)(?: \w+){{0,4}}? (?:in the |on )?(?:{_PART_EN})(?![a-z])"
    rf"|(?<![a-z])(?:{_PART_EN})(?: (?:and|or) (?:{_PART_EN}))* only(?![a-z])"
    rf"|(?:{_PART_ZH})(?:做|干|上班)的(?:兼职|工作|活|班)"
    rf"|^\s*(?:{_PART_EN})\s*$"
)
_HOURS = re.compile(
    rf"(?:每天|一天|每日|天天|不超过|最多|顶多)[^，。\d一二三四五六七八九十两]{{0,6}}"
    rf"(?P<zh>{AMOUNT})\s*(?:个)?(?:半)?(?:小时|钟头)"
    rf"|(?:no more than|at most|max(?:imum)?(?: of)?|up to|only|about)?\s*(?P<en>{AMOUNT})[ -]*"
    r"(?:hours?|hrs?) (?:a|per|each|every) day"
)
_WAY = re.compile(r"通勤|坐车|路上|单程|骑车|走路|开车|以内到|commut|each way|away|trip|ride")
_MOST_HOURS = 14


def weekends(heard: Heard) -> Iterator[Fact]:
    """`weekends_off`: True where they must be free, False where work then is fine."""
    for clause in heard.clauses:
        if clause.is_question and not says_wish(clause):
            continue
        fine = _WEEKENDS_FINE.search(clause.low)
        off = None if fine else _WEEKENDS_OFF.search(clause.low)
        if (match := fine or off) and not _HOPED.search(clause.low):
            yield Fact("weekends_off", off is not None, heard.said(clause, match))
            return


def hours_a_day(heard: Heard) -> Iterator[Fact]:
    """`hours_a_day`, the most that the person would work."""
    for clause in heard.clauses:
        match = _HOURS.search(clause.low)
        if match is None or _WAY.search(clause.low):
            continue
        hours = _most(match["zh"] or match["en"])
        if hours is not None and 0 < hours <= _MOST_HOURS:
            yield Fact("hours_a_day", hours, heard.said(clause, match))
            return


def times_of_day(heard: Heard) -> Iterator[Fact]:
    """`times_of_day` at which alone the person is free."""
    found: dict[TimeOfDay, str] = {}
    for clause in heard.clauses:
        match = _ONLY_THEN.search(clause.low)
        if match is None or (clause.is_question and not says_wish(clause)):
            continue
        for part, zh, en in _PARTS:
            if re.search(rf"{zh}|(?<![a-z]){en}(?![a-z])", match.group()):
                found.setdefault(part, heard.said(clause, match))
    if found:
        yield Fact("times_of_day", tuple(found), "；".join(dict.fromkeys(found.values())))


def _most(written: str) -> float | None:
    # 四五个小时: from four to five.
    pair = re.fullmatch(r"[一二三四五六七八]([二三四五六七八九])", written)
    return amount(pair[1] if pair else written)

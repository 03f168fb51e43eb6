"""How far somebody would go to work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.language.numerals import AMOUNT, amount
from knowledge.people.hearing import Heard
from knowledge.people.profile import Fact
from knowledge.people.wishes import says_wish

_HOME_ZH = r"(?:家|屋头|屋里|住的地方|学校|小区)"
_NEAR = re.compile(
    rf"离{_HOME_ZH}?(?:要|得|越|稍微|比较)*(?:近|不远)|{_HOME_ZH}(?:门口)?(?:附近|旁边|周边|边上"
    rf"|跟前)"
    r"|离[^，。]{2,6}(?:近|不远)的|就近|(?:每天|天天|下班|晚上|中午)(?:就|都)?(?:要|能|得|可以"
    r"|必须)?(?:能)?"
    r"(?:回家|回屋|到家|回得了家|回得来)|不(?:想|能|愿意?|得)?(?:跑|走|去)(?:得)?太?远|不出远门"
    r"|不出差"
    r"|(?<![a-z])(?:close|near|nearer|next) to (?:my )?(?:home|house|flat|place|where i live)"
    r"|(?<![a-z])near (?:my )?(?:home|house|flat|place)(?![a-z])|(?<![a-z])(?:near ?by"
    r"|close by)(?![a-z])"
    r"|(?<![a-z])(?:walking distance|not (?:too )?far (?:from|away))"
    r"|(?<![a-z])(?:come|get|go|be|back|return)\w* (?:back )?home (?:after|every|each|by|in the"
    r"|for)"
    r"(?! (?:chinese|spring))"
)
_FAR_FINE = re.compile(
    r"远(?:一)?点(?:也|都)?(?:没关系|无所谓|可以|行|不怕|没得事|要得)|(?:外地|外省|外区|外县"
    r"|远处)(?:也|都)"
    r"(?:可以|能|行|得行|要得|愿意)|远近(?:都|不)|不怕远|去哪(?:里|儿)都(?:行|可以)"
    r"|(?<![a-z])(?:willing|happy|ready|able|can) (?:to )?(?:relocate|move|go anywhere)"
    r"|(?<![a-z])far(?: away)? is (?:fine|ok|okay|no problem)|distance (?:is not|does(?:n't| not))"
)
_MINUTES = (
    rf"(?P<n>{AMOUNT}|半|half an|an|one)\s*(?:个)?(?P<half>半)?(?:\s*多)?"
    r"\s*(?P<unit>小时|钟头|分钟|minutes?|mins?|hours?|hrs?|hour's|hours')"
)
_LIMIT = re.compile(
    r"最多|不超过|以内|之内|内(?!部)|顶多|不能超|别超|up to|at most|no more than|not more than"
    r"|max|under"
    r"|within|less than|below"
)
_WAY = re.compile(
    r"通勤|坐车|路上|单程|骑车|走路|开车|车程|公交|地铁|轻轨|步行|commut|each way|one way|from"
    r"|by (?:bus"
    r"|metro|bike|car|foot)|away|trip|ride|walk|drive"
)
_MOST_MINUTES = 240


def stays_near(heard: Heard) -> Iterator[Fact]:
    """`stays_near`: True for close to home and back after work, False where far is fine."""
    for clause in heard.clauses:
        fine = _FAR_FINE.search(clause.low)
        near = None if fine else _NEAR.search(clause.low)
        if (match := fine or near) and (not clause.is_question or says_wish(clause)):
            yield Fact("stays_near", near is not None, heard.said(clause, match))
            return


def commute(heard: Heard) -> Iterator[Fact]:
    """`commute_minutes`, the longest way to work that is fine, one way."""
    for clause in heard.clauses:
        match = re.search(_MINUTES, clause.low)
        if match and _LIMIT.search(clause.low) and _WAY.search(clause.low):
            minutes = _minutes(match)
            if minutes is not None and 0 < minutes <= _MOST_MINUTES:
                yield Fact("commute_minutes", minutes, heard.said(clause))
                return


def _minutes(match: re.Match[str]) -> int | None:
    is_hours = match["unit"][0] in "小钟h"
    words = {"半": 0.5, "half an": 0.5, "an": 1.0, "one": 1.0}
    number = words.get(match["n"]) or amount(match["n"])
    if number is None:
        return None
    number += 0.5 if match["half"] else 0
    return int(number * 60) if is_hours else int(number)

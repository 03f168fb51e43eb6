"""Whether somebody works at night."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.people.hearing import Heard
from knowledge.people.profile import Fact
from knowledge.people.wishes import says_wish

_NIGHT_ZH = r"(?:大?夜班|晚班|倒班|翻班|晚上|夜里|夜晚|夜间|半夜|夜头|通宵|过夜)"
_NO_NIGHTS = re.compile(
    r"(?:不(?:能|想|愿意?|要|可以|得)?(?:上|倒|做|值|干|加)?(?:大)?|别|没法上|上不了"
    r"|熬不了)(?:夜班|晚班|夜|倒班|翻班)|不(?:能|想|要)?熬夜"
    # 夜班上不得, 晚上要回屋, 晚上莫喊我上班: nights first, then the no or what is in the way.
    rf"|{_NIGHT_ZH}[^，。]{{0,6}}?(?:不(?!不)(?:上|能|行|得|可以|方便|要|做|干|考虑|想|成|来)"
    rf"|上不|来不|干不|做不|熬不"
    r"|莫|没法|没得办法|不行|(?:要|得|必须)(?:回|带|照|陪|接|管|顾|守))"
    r"|(?:只|要|想)(?:能|想)?(?:上|做|要|找)?(?:长)?白班|^\s*(?:上)?白班\s*$|长白班"
    r"|(?:只|就)(?:能|要|想|做|上|得)?白天|白天的"
    r"|(?<![a-z])(?:no|not|without|don't (?:want|work|do|drive)|never|(?:can't|cant|cannot"
    r"|do not|can not|don't|dont)"
    r"(?! (?:mind|care|object)))(?: \w+){0,3} (?:over)?night(?:s|[- ]shifts?| work)?(?![a-z])"
    r"|(?<![a-z])(?:evenings?|night(?:s|[- ]shifts?| work)?) (?:(?:is|are) )?"
    r"(?:not (?:possible|ok(?:ay)?)|impossible|out of the question|no good|no way)(?![a-z])"
    r"|(?<![a-z])(?:nights?|evenings?) (?:i|we) (?:look|take|must|have to|need|care|study|go"
    r"|sleep|can't|cannot)"
    r"|(?<![a-z])(?:only|want|prefer)?\s*day[- ]?(?:shifts?|times?)? (?:only|work|job)"
    r"|(?<![a-z])(?:only|just) (?:in )?(?:the )?days?(?:[- ]?times?)?(?: shifts?)?(?![a-z])"
    r"|(?<![a-z])day shifts?(?![a-z])"
    r"|(?<![a-z])(?:home|back) (?:at|by|before|every|each) (?:the )?(?:night|evening)"
)
_NIGHTS_FINE = re.compile(
    r"(?:可以|能|愿意|接受|可)(?:上|倒)?(?:夜班|晚班|倒班)|夜班(?:也|都)(?:行|可以)|night(?:s"
    r"|[- ]shifts?)? (?:is|are) (?:fine|ok)|can work nights"
)


def night_shift(heard: Heard) -> Iterator[Fact]:
    """`no_night_shift`: True for no nights, False for nights are fine."""
    for clause in heard.clauses:
        match = _NO_NIGHTS.search(clause.low)
        if match and (not clause.is_question or says_wish(clause)):
            yield Fact("no_night_shift", True, heard.said(clause, match))
            return
        fine = _NIGHTS_FINE.search(clause.low)
        if fine and not clause.is_question:
            yield Fact("no_night_shift", False, heard.said(clause, fine))
            return

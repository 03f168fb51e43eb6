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
    rf"|上不|来不|干不|做不|熬不|遭不住|受不了|受不住|顶不住|扛不住|吃不消"
    r"|莫|没法|没得办法|不行|(?:要|得|必须)(?:回|带|照|陪|接|管|顾|守))"
    rf"|(?:莫|别|不要|不用|不得|不|没法)(?:喊我|让我|叫我|安排|排|给我|能|想|愿意?)*(?:上|值|倒"
    rf"|熬|排)*"
    rf"(?:{_NIGHT_ZH}|夜(?!宵|市|景))|(?:黑了|天黑)[^，。]{0, 3}(?:回|到)(?:家|屋)"
    r"|(?:三|两|二)班倒[^，。]{0,4}?(?:不(?!怕|用)|莫|免谈)"
    r"|白天(?:那种|上班)|(?:日|白)班的|朝九晚[五六]"
    r"|(?:只|要|想)(?:能|想)?(?:上|做|要|找)?(?:长)?白班|^\s*(?:上)?白班\s*$|长白班"
    r"|(?:只|就)(?:能|要|想|做|上|得)?白天|白天的"
    r"|(?<![a-z])(?:no|not|without|don't (?:want|work|do|drive)|never|(?:can't|cant|cannot"
    r"|do not|can not|don't|dont)"
    r"(?! (?:mind|care|object)))(?: \w+){0,3} (?:(?:over)?night|evening|graveyard"
    r"|late(?=[- ]shift))(?:s|[- ]shifts?"
    r"| work)?(?![a-z])"
    r"|(?<![a-z])(?:evenings?|night(?:s|[- ]shifts?| work)?) (?:(?:is|are) )?"
    r"(?:not (?:possible|ok(?:ay)?)|impossible|out of the question|no good|no way)(?![a-z])"
    r"|(?<![a-z])(?:night|shift|rotating)(?:[- ]?shifts?| work)? (?:\w+ ){0,3}"
    r"(?:not (?:for|possible)|kills?|out of)(?![a-z])|(?<![a-z])no (?:rotating )?shift(?: ?work"
    r"|s)(?![a-z])"
    r"|(?<![a-z])no (?:three[- ]?shifts?|all[- ]?nights?|3[- ]?shifts?)(?![a-z])"
    r"|(?<![a-z])nights? (?:is|are) out(?! of)(?![a-z])"
    r"|(?<![a-z])(?:can't|cannot|can not|unable to|won't) (?:cope with|stand|take|handle|manage"
    r"|bear)(?: \w+){0,3} (?:rotating|shift work|all[- ]nighters?)(?![a-z])"
    r"|(?<![a-z])sleep (?:at|in) (?:my|our)(?: own)? (?:home|house|bed|flat)(?![a-z])"
    r"|(?<![a-z])nothing (?:with|at) nights?(?![a-z])"
    r"|(?<![a-z])(?:nights?|evenings?) (?:i|we) (?:look|take|must|have to|need|care|study|go"
    r"|sleep|can't|cannot)"
    r"|(?<![a-z])(?:only|want|prefer)?\s*day[- ]?(?:shifts?|times?)?(?: hours?)? (?:only|work|job)"
    r"|(?<![a-z])(?:only|just) (?:in )?(?:the )?days?(?:[- ]?times?)?(?: shifts?)?(?![a-z])"
    r"|(?<![a-z])day shifts?(?![a-z])"
    r"|(?<![a-z])(?:home|back) (?:at|by|before|every|each) (?:the )?(?:night|evening)"
)
_NIGHTS_FINE = re.compile(
    r"(?:可以|(?<!不)能|愿意|接受|可)(?:上|倒)?(?:夜班|晚班|倒班)"
    r"|(?:上)?(?:夜班|晚班|倒班|两班倒|三班倒)(?:我|也|都|上班)*(?:行|可以|能|接受|没问题"
    r"|没得问题|没关系|无所谓"
    r"|要得|不怕|愿意)"
    r"|(?<![a-z])(?:nights?|night[- ]?(?:shifts?|work)|shifts?)(?: work)? (?:is|are"
    r"|would be)? ?(?:fine|ok|okay|welcome"
    r"|no problem|all right|good)|can work nights"
    r"|(?:don't|do not|dont) mind (?:\w+ ){0,2}(?:nights?|late|shifts?)"
    r"|(?:happy|willing|ready|able) to (?:work|do) "
    r"(?:\w+ ){0,3}nights?(?![a-z])"
)


def night_shift(heard: Heard) -> Iterator[Fact]:
    """`no_night_shift`: True for no nights, False for nights are fine."""
    for clause in heard.clauses:
        # 夜班也能上 and "don't mind nights" hold words of a no as well.
        match = None if _NIGHTS_FINE.search(clause.low) else _NO_NIGHTS.search(clause.low)
        if match and (not clause.is_question or says_wish(clause)):
            yield Fact("no_night_shift", True, heard.said(clause, match))
            return
        fine = _NIGHTS_FINE.search(clause.low)
        if fine and not clause.is_question:
            yield Fact("no_night_shift", False, heard.said(clause, fine))
            return

"""The work that a CV looks for, and the trades and skills that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.glossary import Glossary
from knowledge.people.cv.layout import Cv, CvLine
from knowledge.people.profile import Fact
from knowledge.people.spoken_trades import spoken_trades
from knowledge.terms import Mention, TermKind

_TRADES = (TermKind.JOB_TITLE, TermKind.PWP_POST_TYPE)
_BETWEEN = re.compile(r"[、/,，;；|｜\t]+|\s{2,}|或者?|和| or | and ")
_NO_WISH = re.compile(
    r"\d|元|面议|全职|兼职|不限|重庆|薪|地点|均可|都可|工作性质|尽快|随时|negotiable"
    r"|full[- ]?time|part[- ]?time|yuan|chongqing|"
    r"anywhere|month|asap|immediately|^(?:a|an|the|to|any|position|job|work)$"
)
_LEAD_EN = re.compile(
    r"^(?:seeking|looking for|to (?:obtain|find|get|secure|work as)|i (?:am looking"
    r"|would like) for?|work as)?\s*"
    r"(?:an? |the )?(?:position|job|role|work|post)?\s*(?:as|of|in)?\s*(?:an? |the )?",
    re.IGNORECASE,
)
_SKILL_LEAD = re.compile(
    r"^(?:熟练(?:掌握|使用|操作|运用)?|精通|掌握|会(?:使用|用|操作)?|能(?:够)?(?:熟练)?(?:使用"
    r"|操作)?|了解|熟悉|良好的|较强的|"
    r"proficient in|skilled in|good at|familiar with|experienced in|knowledge of|fluent|basic"
    r"|good|able to use|use of)\s*",
    re.IGNORECASE,
)
_NO_SKILL = re.compile(
    r"证|照|licen[cs]e|certificate|等级|级$|能力强|认真|责任|吃苦|沟通|团队|耐劳|服从|honest"
    r"|hard[- ]?working|team|communicat|"
    r"\[|@|\d{3}|水平|普通话|responsib|punctual"
)
# 某物业公司 is whom somebody worked for, and not what they did.
_EMPLOYER = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:公司|集团|有限|中心|厂(?!长))|,? (?:ltd|co\.|company|group)",
    re.IGNORECASE,
)
_MOST_SKILLS = 12
_LONGEST_ZH, _LONGEST_EN = 10, 3


def wishes(cv: Cv, glossary: Glossary) -> Iterator[Fact]:
    """`wishes` in the words of the CV."""
    told = [(one.value, one.said) for one in cv.of_kind("wish")]
    told += [(line.text, line.text) for line in cv.part("objective") if not _is_labelled(cv, line)]
    for value, said in told:
        named = _each_trade_once(_trades(value, glossary))
        found = named or list(_own_words(value, glossary))
        if found:
            yield Fact("wishes", tuple(dict.fromkeys(found)), said)
            return


def skills(cv: Cv, glossary: Glossary) -> Iterator[Fact]:
    """`skills`: official names of the trades worked in, then what the CV lists as skills."""
    found: dict[str, str] = {}
    for line in cv.part("work"):
        for mention in _trades(line.text, glossary):
            if (trade := mention.of_kind(*_TRADES)) is not None:
                found.setdefault(trade.zh, line.text)
    listed = [(one.value, one.said) for one in cv.of_kind("skill")]
    listed += [(line.text, line.text) for line in cv.part("skills") if not _is_labelled(cv, line)]
    for value, said in listed:
        for item in _items(value):
            found.setdefault(item, said)
    if found:
        kept = dict(list(found.items())[:_MOST_SKILLS])
        yield Fact("skills", tuple(kept), "；".join(dict.fromkeys(kept.values())))


def _trades(text: str, glossary: Glossary) -> Iterator[Mention]:
    known = glossary.find(text)
    mentions = sorted([*known, *spoken_trades(text, known, glossary)], key=lambda one: one.start)
    end = -1
    for mention in mentions:
        is_employer = _EMPLOYER.match(text[mention.end :]) is not None
        if mention.of_kind(*_TRADES) is not None and mention.start >= end and not is_employer:
            end = mention.end
            yield mention


def _each_trade_once(mentions: Iterator[Mention]) -> list[str]:
    """The words for each trade that were written first; English in lower case."""
    found: dict[str, str] = {}
    for mention in mentions:
        found.setdefault(mention.entry.zh, mention.said.lower())
    return list(found.values())


def _own_words(value: str, glossary: Glossary) -> Iterator[str]:
    for part in _BETWEEN.split(value):
        words = _LEAD_EN.sub("", part.strip(" .。"))
        is_short = len(words.split()) <= 4 if words.isascii() else len(words) <= 12
        is_place = bool(glossary.places.find(words))
        if len(words) > 1 and is_short and not is_place and not _NO_WISH.search(words.lower()):
            yield words


def _items(value: str) -> Iterator[str]:
    for part in re.split(r"[、,，;；。.\t|｜]+|\s{2,}|和|及| and ", value):
        words = _SKILL_LEAD.sub("", part.strip(" -•·*:：")).strip()
        is_short = (
            len(words.split()) <= _LONGEST_EN if words.isascii() else len(words) <= _LONGEST_ZH
        )
        if len(words) > 1 and is_short and not _NO_SKILL.search(words.lower()):
            yield words


def _is_labelled(cv: Cv, line: CvLine) -> bool:
    return any(value.line is line for value in cv.values)

"""Certificates and licences that a person says to hold, or not to hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from knowledge.people.clauses import Clause
from knowledge.people.hearing import Heard, is_denied
from knowledge.people.profile import Fact
from knowledge.terms import Mention, TermKind

NO_CERTIFICATES = ("none",)
"""The value of `Profile.certificates` for somebody who said that they have none."""


class _Paper(Enum):
    HELD = "held"
    LACKED = "lacked"
    NOT_SAID = "not said"


_HAS_PAPER = re.compile(
    r"(?:有|持有?|考了|考过|考到了?|考取了?|拿到了?|拿了|办了|带|证件[:：]?"
    r"|证书[:：]?)[^，。想不没]{0,8}$"
    r"|(?:have|has|hold|holding|got|with|own|possess)(?: (?:an?|my|the|valid|both|also"
    r"|current))*\s*$"
)
# B2有, 船员证在手, 电工证还没考到: said behind the paper.
_HELD_BEHIND = re.compile(
    r"^\s*(?:驾?照|驾驶证|证|本)?\s*(?:我|都|也|已经?)*(?:有(?!没)|在手|在身|到手|齐|考(?:到|了"
    r"|过)|拿到|办(?:了|好))|^ (?:in hand|and \d|since|is (?:still )?valid)"
)
_LACKED_BEHIND = re.compile(
    r"^\s*(?:驾?照|驾驶证|证书?|本)?\s*(?:我|都|也|还|暂时|现在|目前|就|从来|一直|压根|根本)*"
    r"(?:没(?!问题|[得有]?\s*(?:[abc][1-3]|[\u4e00-\u9fff]{2,6}证))|未|差|莫得|冇|木有|不在|过期"
    r"|掉了|丢了|办不|考不|拿不)"
    r"|^\s*(?:证书?)?(?:还|正)*在(?:考|办|学)"
    r"|^ (?:has |have |is )?(?:run out|lapsed)|^:? ?(?:is )?not (?:passed|held|there)(?![a-z])"
    r"|^\s*(?:证书?)?[^，。有]{0,5}才(?:拿|考|办|下|发)"
    r"|^ (?:licen[cs]e |certificate )?(?:only |not before )?next (?:week|month|year)"
    r"|^\s*(?:licen[cs]e |certificate )?(?:is )?(?:not yet|expired|missing|still (?:missing"
    r"|to come))"
)
_NEVER_HELD = re.compile(
    r"(?<![a-z])never (?:had|held|got|took|made)(?: an?| the| my)?\s*$"
    r"|(?<![a-z])(?:lapsed|expired|out[- ]of[- ]date|lost my|revoked)\s*$"
    r"|(?<![a-z])(?:studying|preparing|training|learning) for(?: an?| the| my)?\s*$"
    r"|(?:没|未|莫得)(?:有|得)?去?(?:考|办|拿)(?:过|到|了)?\s*$"
)
_JOINED = re.compile(
    r"^\s*(?:、|和|及|以及|与|/|跟|and|and an?|&|,|驾照|驾驶证|证|本|(?:driving )?licen[cs]es?"
    r"|\s)*$"
)
_PAPER_PLANNED = re.compile(
    r"想考|要考|怎么|如何|准备考|需要|要求|必须|想办|去考|(?<![a-z])(?:want to (?:get|take|pass)"
    r"|how|require\w*|need\w*)(?![a-z])"
)
# Papers that say who somebody is, not what they may do.
_NO_CERTIFICATE = frozenset({"户口簿", "社会保障卡", "就业创业证", "职业技能等级证书"})
_CLASS_ALONE = re.compile(r"^[abc][1-3]$")
# The classes that the glossary does not list.
_CLASS_NAMED = re.compile(r"(?<![a-z0-9])(a[23]|b1|c2)(?![a-z0-9])")
_NONE_AT_ALL = re.compile(
    r"(?:没有?|没得|无)(?:任何|什么|啥子?)?(?:证书|证件|资格证|证)(?:的)?\s*$|(?:什么|啥子?"
    r"|任何)证(?:书|件)?都(?:没有|没得|没)"
    r"|(?:no|without(?: any)?|don't (?:have|hold) any|have no|haven't any) (?:certificates?"
    r"|licen[cs]es?|qualifications?)(?! (?:in|of|for))"
)
# 护理员，证还没有考: "the" paper is the one of the trade that the message names.
_THE_PAPER_LACKED = re.compile(
    r"(?:^|[^\u4e00-\u9fff])(?:资格|上岗)?证(?:书|件)?(?:我|也|都|还)*(?:没|未|莫得)"
    r"|(?:还)?没(?:有)?(?:考|拿)(?:到)?(?:过)?证"
    r"|(?:haven't|have not|not) (?:got |passed )?(?:the |my |a )?(?:certificate|licen[cs]e)"
)
_THE_PAPER_HELD = re.compile(
    r"^\s*(?:我)?有(?:资格|上岗)?证(?:书)?$|^\s*证(?:书)?是低压的$|with (?:an? "
    r"|the )?certificate\s*$|^\s*证(?:书)?(?:我|都|也)*(?:有|在手)"
    r"|^\s*(?:and )?(?:i )?(?:have|hold|got|with) (?:an? |the |my )?(?:certificate"
    r"|licen[cs]e)s?\s*$"
)
# Who does not drive at all holds no driving licence.
_CANNOT_DRIVE = re.compile(
    r"不会开车|开不来车|没学过(?:开)?车|车都没摸过"
    r"|(?<![a-z])(?:don't|do not|can't|cannot|never learn(?:ed|t)(?: how)? to) drive"
    r"(?=\s*$| (?:at all|yet|myself)| or )"
)
_PAPER_OF_TRADE = {
    "养老护理员": "养老护理员证",
    "护士": "护士执业证",
    "教师": "教师资格证",
    "幼儿教师": "教师资格证",
    "会计": "会计证",
    "电工": "电工证",
    "焊工": "焊工证",
    "叉车司机": "叉车证",
    "保安": "保安员证",
    "船员": "船员证",
    "船舶驾驶员": "船员证",
    "货车司机": "B2驾驶证",
    "公交车司机": "A1驾驶证",
    "网约车驾驶员": "C1驾驶证",
}


def certificates(heard: Heard) -> Iterator[Fact]:
    """
    `certificates` and `no_certificates` under their official Chinese names.

    NO_CERTIFICATES are the certificates of somebody who said to have none at all.
    """
    found: dict[_Paper, dict[str, str]] = {paper: {} for paper in _Paper}
    for clause in heard.clauses:
        for name, paper in _papers(heard, clause):
            found[paper].setdefault(name, heard.said(clause))
    held, lacked = found[_Paper.HELD], found[_Paper.LACKED]
    if held:
        yield Fact("certificates", tuple(held), "；".join(dict.fromkeys(held.values())))
    if lacked:
        yield Fact("no_certificates", tuple(lacked), "；".join(dict.fromkeys(lacked.values())))
    if not held and not lacked:
        yield from _none_at_all(heard)


def _none_at_all(heard: Heard) -> Iterator[Fact]:
    for clause in heard.clauses:
        none = _NONE_AT_ALL.search(clause.low)
        if none and not clause.is_question:
            yield Fact("certificates", NO_CERTIFICATES, heard.said(clause, none))
            return


def _papers(heard: Heard, clause: Clause) -> Iterator[tuple[str, _Paper]]:
    if _PAPER_PLANNED.search(clause.low):
        return
    previous_end: int | None = None
    for mention in heard.mentions_in(clause):
        licence = mention.of_kind(TermKind.LICENCE)
        if licence is None or licence.zh in _NO_CERTIFICATE:
            continue
        paper = _said_of(heard, clause, mention, previous_end)
        if paper is _Paper.HELD:
            previous_end = mention.end
        if not _is_behind_a_class(heard, clause, mention):
            yield licence.zh, paper
    for match in _CLASS_NAMED.finditer(clause.low):
        denied = is_denied(clause.low[: match.start()])
        if not clause.is_question:
            paper = _Paper.LACKED if denied or _lacked_behind(clause, match) else _Paper.HELD
            yield f"{match[1].upper()}驾驶证", paper
    if _CANNOT_DRIVE.search(clause.low) and not clause.is_question:
        yield "C1驾驶证", _Paper.LACKED
    yield from _paper_of_trade(heard, clause)


def _paper_of_trade(heard: Heard, clause: Clause) -> Iterator[tuple[str, _Paper]]:
    """The paper that the named trades ask for, where the clause speaks of "the" certificate."""
    if clause.is_question:
        return
    if _THE_PAPER_LACKED.search(clause.low):
        paper = _Paper.LACKED
    elif _THE_PAPER_HELD.search(clause.low):
        paper = _Paper.HELD
    else:
        return
    entries = (entry.zh for mention in heard.mentions for entry in mention.entries)
    for trade in entries:
        if trade in _PAPER_OF_TRADE:
            yield _PAPER_OF_TRADE[trade], paper


def _said_of(heard: Heard, clause: Clause, mention: Mention, previous_end: int | None) -> _Paper:
    before, after = heard.before(clause, mention), heard.after(clause, mention)
    if is_denied(before) or _NEVER_HELD.search(before) or _LACKED_BEHIND.search(after):
        return _Paper.NOT_SAID if clause.is_question else _Paper.LACKED
    if _HAS_PAPER.search(before) or _HELD_BEHIND.search(after):
        is_told = not clause.is_question or re.search(heard.subject, before) is not None
        return _Paper.HELD if is_told else _Paper.NOT_SAID
    if previous_end is not None:
        joined = _JOINED.match(clause.low[previous_end - clause.start : len(before)])
        return _Paper.HELD if joined else _Paper.NOT_SAID
    alone = not before.strip() and len(clause.low.strip()) <= len(mention.said) + 2
    is_class = _CLASS_ALONE.match(mention.said.lower()) is not None
    is_held = (alone or is_class) and not clause.is_question
    return _Paper.HELD if is_held else _Paper.NOT_SAID


def _lacked_behind(clause: Clause, match: re.Match[str]) -> bool:
    return _LACKED_BEHIND.search(clause.low[match.end() :]) is not None


def _is_behind_a_class(heard: Heard, clause: Clause, mention: Mention) -> bool:
    """B2驾照 is one licence, though 驾照 alone means C1."""
    before = heard.before(clause, mention)
    is_general = mention.said.lower() in _GENERAL_LICENCE
    return is_general and re.search(r"[abc][1-3] ?$", before) is not None


_GENERAL_LICENCE = frozenset(
    {"驾照", "小车驾照", "驾驶证", "driving licence", "driving license", "driver's licence",
     "driver's license", "driver licence"}
)  # fmt: skip

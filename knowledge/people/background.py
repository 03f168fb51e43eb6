"""Schooling, certificates, experience and skills, as a person says them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.numerals import AMOUNT, amount
from knowledge.people.hearing import Clause, Heard, is_denied
from knowledge.people.profile import Fact
from knowledge.posts.asker import NO_CERTIFICATES
from knowledge.schooling import SCHOOLING, level_of
from knowledge.terms import Mention, TermKind

_HAS_SCHOOLING = re.compile(
    r"(?:我|本人|他|她|是|有|读|读了?到|读过|读完了?|只有|只读|念到|念过|上过|上到|学历|文化|文化程度|程度|毕业于)[:：是为]?(?:了|个|过|的)?\s*$"
    r"|(?:have|has|hold|holding|with|finished|completed|graduated from|graduated with|only|left|went to|got|"
    r"education(?: level)?(?: is|:)?|i'm|i am)(?: (?:an?|my|only|just|through|the))*\s*$"
)
_SCHOOLING_GOES_ON = re.compile(
    r"\s*(?:毕业|学历|文化|文凭|水平|肄业|graduate|education|diploma|degree|leaver)"
)
_STUDENT = re.compile(r"(?:生)?$|生(?:$|[^的])")
_SCHOOLING_ASKED = re.compile(
    r"要求|需要|至少要|必须|招聘?|以上的|(?<![a-z])(?:requir\w*|need\w*|ask\w*|minimum)(?![a-z])|孩子|娃|小孩"
)


def education(heard: Heard) -> Iterator[Fact]:
    """`education`, the highest level that the person claims."""
    best: Fact | None = None
    for clause in heard.clauses:
        for match in SCHOOLING.finditer(clause.low):
            if _is_own_schooling(heard, clause, match):
                level = level_of(match)
                if best is None or level.rank > best.value.rank:
                    best = Fact("education", level, heard.said(clause))
    if best is not None:
        yield best


def _is_own_schooling(heard: Heard, clause: Clause, match: re.Match[str]) -> bool:
    before, after = clause.low[: match.start()], clause.low[match.end() :]
    if is_denied(before) or _SCHOOLING_ASKED.search(clause.low):
        return False
    if not before.strip() and not after.strip(" 的.，"):
        return not clause.is_question
    claimed = _HAS_SCHOOLING.search(before) is not None
    goes_on = _SCHOOLING_GOES_ON.match(after) is not None
    if clause.is_question and not re.search(heard.subject, before):
        return False
    return (
        claimed and (goes_on or re.match(r"生|\s*$|[\s/]|学历|的$|了", after) is not None)
    ) or goes_on


_HAS_PAPER = re.compile(
    r"(?:有|持有?|考了|考过|考到了?|考取了?|拿到了?|拿了|办了|带|证件[:：]?|证书[:：]?)[^，。想不没]{0,8}$"
    r"|(?:have|has|hold|holding|got|with|own|possess)(?: (?:an?|my|the|valid|both|also|current))*\s*$"
)
_JOINED = re.compile(
    r"^\s*(?:、|和|及|以及|与|/|跟|and|and an?|&|,|驾照|驾驶证|证|本|(?:driving )?licen[cs]es?|\s)*$"
)
_PAPER_PLANNED = re.compile(
    r"想考|要考|怎么|如何|准备考|需要|要求|必须|想办|去考|(?<![a-z])(?:want|how|require\w*|need\w*)(?![a-z])"
)
# Papers that say who somebody is, not what they may do.
_NO_CERTIFICATE = frozenset({"户口簿", "社会保障卡", "就业创业证", "职业技能等级证书"})
_CLASS_NAMED = re.compile(
    r"(?<![a-z0-9])([abc][1-3])\s*(?:驾照|驾驶证|照|证|本|(?:driving |driver's )?licen[cs]e)"
)
_NONE_AT_ALL = re.compile(
    r"(?:没有?|没得|无)(?:任何|什么|啥子?)?(?:证书|证件|资格证|证)(?:的)?\s*$|(?:什么|啥子?|任何)证(?:书|件)?都(?:没有|没得|没)"
    r"|(?:no|without(?: any)?|don't (?:have|hold) any|have no|haven't any) (?:certificates?|licen[cs]es?|qualifications?)(?! (?:in|of|for))"
)


def certificates(heard: Heard) -> Iterator[Fact]:
    """`certificates` under their official Chinese names; NO_CERTIFICATES for "none"."""
    found: dict[str, str] = {}
    for clause in heard.clauses:
        for name in _own_papers(heard, clause):
            found.setdefault(name, heard.said(clause))
    if found:
        yield Fact("certificates", tuple(found), "；".join(dict.fromkeys(found.values())))
        return
    for clause in heard.clauses:
        none = _NONE_AT_ALL.search(clause.low)
        if none and not clause.is_question:
            yield Fact("certificates", NO_CERTIFICATES, heard.said(clause, none))
            return


def _own_papers(heard: Heard, clause: Clause) -> Iterator[str]:
    if _PAPER_PLANNED.search(clause.low):
        return
    previous_end: int | None = None
    for mention in heard.mentions_in(clause):
        licence = mention.of_kind(TermKind.LICENCE)
        if licence is None or licence.zh in _NO_CERTIFICATE:
            continue
        if _is_held(heard, clause, mention, previous_end):
            previous_end = mention.end
            if not _is_behind_a_class(heard, clause, mention):
                yield licence.zh
    for match in _CLASS_NAMED.finditer(clause.low):
        if not is_denied(clause.low[: match.start()]) and not clause.is_question:
            yield f"{match[1].upper()}驾驶证"


def _is_held(heard: Heard, clause: Clause, mention: Mention, previous_end: int | None) -> bool:
    before = heard.before(clause, mention)
    if is_denied(before):
        return False
    if _HAS_PAPER.search(before):
        return not clause.is_question or re.search(heard.subject, before) is not None
    if previous_end is not None:
        return _JOINED.match(clause.low[previous_end - clause.start : len(before)]) is not None
    alone = not before.strip() and len(clause.low.strip()) <= len(mention.said) + 2
    return alone and not clause.is_question


def _is_behind_a_class(heard: Heard, clause: Clause, mention: Mention) -> bool:
    """B2驾照 is one licence, though 驾照 alone means C1."""
    before = heard.before(clause, mention)
    return mention.said in {"驾照", "小车驾照"} and re.search(r"[abc][1-3]$", before) is not None


_YEARS = re.compile(
    rf"(?:做|干|当|从事|开|搞|跑|工作|经验|有|在)[^，。]{{0,12}}?(?P<zh>{AMOUNT}|半)几?\s*年(?P<more>多)?|(?P<zh2>{AMOUNT})\s*年(?:多)?(?:的)?(?:[^，。]{{0,6}})(?:工作)?(?:经验|工龄|驾龄)"
    rf"|(?P<en>{AMOUNT})\+?\s*(?:years?|yrs?)(?:'|s')?(?: of)?(?: \w+){{0,3}} (?:experience|exp)"
    rf"|(?:worked|work|working|been|experience)[^.,]{{0,40}}? (?:for |of )?(?P<en2>{AMOUNT})\s*(?:years?|yrs?)"
)
_NOT_EXPERIENCE = re.compile(
    r"失业|没工作|没上班|毕业|签|合同|unemployed|out of work|without|graduat|ago|old"
)
_MOST_YEARS = 60


def experience(heard: Heard) -> Iterator[Fact]:
    """`experience_years` in whole or half years."""
    for clause in heard.clauses:
        match = _YEARS.search(clause.low)
        if match is None or _NOT_EXPERIENCE.search(clause.low) or clause.is_question:
            continue
        written = match["zh"] or match["zh2"] or match["en"] or match["en2"]
        years = 0.5 if written == "半" else amount(written)
        if years is not None and 0 < years <= _MOST_YEARS:
            yield Fact("experience_years", years, heard.said(clause, match))
            return


_CAN = re.compile(
    r"(?:做过|干过|当过|搞过|学过|会做?|懂|做了|干了|当了|开过|做[^，。]{0,4}年|以前(?:是|做|在)?|之前(?:是|做)?|原来(?:是|做)?|一直(?:是|做)?|我是|从事过?)(?:一?[个名]|[^，。]{0,5}年(?:的)?)?(?:在)?\s*$"
    r"|(?:worked as|work as|experience as|experience in|experienced|used to be|trained as|skilled in|i am|i'm|i was|as)(?: an?)?\s*$"
)
_TRADES = (TermKind.JOB_TITLE, TermKind.PWP_POST_TYPE)


def skills(heard: Heard) -> Iterator[Fact]:
    """`skills`: trades that the person says to know or to have worked in, official Chinese names."""
    found: dict[str, str] = {}
    for clause in heard.clauses:
        for mention in heard.mentions_in(clause):
            trade = mention.of_kind(*_TRADES)
            if trade and speaks_of_past(heard, clause, mention):
                found.setdefault(trade.zh, heard.said(clause))
    if found:
        yield Fact("skills", tuple(found), "；".join(dict.fromkeys(found.values())))


def speaks_of_past(heard: Heard, clause: Clause, mention: Mention) -> bool:
    """Whether a trade is one that the person has, and not the one looked for."""
    before = heard.before(clause, mention)
    if is_denied(before) or re.search(r"找|想|looking|want|find", before):
        return False
    if re.match(r"\s*(?:的)?(?:工作)?(?:经验|经历|experience)", heard.after(clause, mention)):
        return True
    return _CAN.search(before) is not None

"""Certificates and licences that a person says to hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.people.hearing import Clause, Heard, is_denied
from knowledge.people.profile import Fact
from knowledge.terms import Mention, TermKind

NO_CERTIFICATES = ("none",)
"""The value of `Profile.certificates` for somebody who said that they have none."""

_HAS_PAPER = re.compile(
    r"(?:有|持有?|考了|考过|考到了?|考取了?|拿到了?|拿了|办了|带|证件[:：]?"
    r"|证书[:：]?)[^，。想不没]{0,8}$"
    r"|(?:have|has|hold|holding|got|with|own|possess)(?: (?:an?|my|the|valid|both|also"
    r"|current))*\s*$"
)
_JOINED = re.compile(
    r"^\s*(?:、|和|及|以及|与|/|跟|and|and an?|&|,|驾照|驾驶证|证|本|(?:driving )?licen[cs]es?"
    r"|\s)*$"
)
_PAPER_PLANNED = re.compile(
    r"想考|要考|怎么|如何|准备考|需要|要求|必须|想办|去考|(?<![a-z])(?:want|how|require\w*"
    r"|need\w*)(?![a-z])"
)
# Papers that say who somebody is, not what they may do.
_NO_CERTIFICATE = frozenset({"户口簿", "社会保障卡", "就业创业证", "职业技能等级证书"})
_CLASS_NAMED = re.compile(
    r"(?<![a-z0-9])([abc][1-3])\s*(?:驾照|驾驶证|照|证|本|(?:driving |driver's )?licen[cs]e)"
)
_NONE_AT_ALL = re.compile(
    r"(?:没有?|没得|无)(?:任何|什么|啥子?)?(?:证书|证件|资格证|证)(?:的)?\s*$|(?:什么|啥子?"
    r"|任何)证(?:书|件)?都(?:没有|没得|没)"
    r"|(?:no|without(?: any)?|don't (?:have|hold) any|have no|haven't any) (?:certificates?"
    r"|licen[cs]es?|qualifications?)(?! (?:in|of|for))"
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

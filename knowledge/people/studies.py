"""What somebody studied, as people say it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.people.hearing import Heard
from knowledge.people.profile import Fact
from knowledge.schooling import SCHOOLING

_LEVEL = r"(?:大学本科|大学专科|本科|大专|专科|中专|高职|技校|职高|硕士|博士|研究生|大学)"
_SUBJECT = r"[\u4e00-\u9fff]{2,10}?"
_MAJOR_ZH = (
    re.compile(rf"(?:专业(?:是|为|叫|[:：])|主修)\s*(?P<major>{_SUBJECT})(?:专业)?(?:的)?$"),
    re.compile(rf"(?:学|读)(?:的)(?:是)?(?:{_LEVEL}的?)?(?P<major>{_SUBJECT})(?:专业)?(?:的)?$"),
    re.compile(rf"(?:^|我|他|她)(?:是)?{_LEVEL}(?:学的|读的|的)?(?P<major>{_SUBJECT})(?:专业|系)"),
    re.compile(rf"(?:^|我|他|她|是)(?P<major>{_SUBJECT})专业(?:的|毕业|{_LEVEL}|$)"),
    re.compile(rf"^(?:我|他|她)?(?:今年|刚)?学(?P<major>{_SUBJECT})的$"),
    re.compile(rf"^(?:我|他|她)?(?:是)?(?P<major>[\u4e00-\u9fff]{{1,8}}(?:学|工程|教育|管理|技术))"
               rf"{_LEVEL}"),
)  # fmt: skip
_MAJOR_EN = (
    re.compile(r"(?:major(?:ed|ing)?(?: (?:is|was|in))|studied|studying|degree in|diploma in"
               r"|graduate of)"
               r" (?P<major>[a-z][a-z &]{2,40}?)"
               r"(?= (?:at|in|from|and|with|for|but|this|last|looking)(?![a-z])|$)"),
    re.compile(r"(?:bachelor'?s?|master'?s?|ph\.?d|doctorate|b\.?sc|b\.?a|diploma|college course)"
               r"(?: degree)? (?:of|in) (?P<major>[a-z][a-z &]{2,40}?)"
               r"(?= (?:at|in|from|and|with|for|but|this|last)(?![a-z])|$)"),
    re.compile(r"^\s*(?P<major>[a-z]+(?: [a-z]+)? (?:engineering|science|studies|management))\s*$"),
    re.compile(r"^\s*(?P<major>nursing|accounting|education|law|medicine) (?:diploma|degree)\s*$"),
)  # fmt: skip
_NO_MAJOR = re.compile(
    r"^(?:什么|啥|哪|这|那|其他|相关|不限|有|没|一|两|个|开|会|想|过|好|不)|"
    r"^(?:the|my|a|this|arts and|college|university|hard|well)(?![a-z])|不限|对口|毕业"
)


def major(heard: Heard) -> Iterator[Fact]:
    """`major`, in the person's own words."""
    for clause in heard.clauses:
        if clause.is_question and "学" not in clause.low and "stud" not in clause.low:
            continue
        for pattern in (*_MAJOR_ZH, *_MAJOR_EN):
            match = pattern.search(clause.low.strip())
            if match is None:
                continue
            said = match["major"].strip()
            is_level = SCHOOLING.fullmatch(said) is not None
            if said and not is_level and not _NO_MAJOR.search(said):
                yield Fact("major", said, heard.said(clause))
                return

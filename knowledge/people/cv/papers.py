"""Certificates and licences in a CV."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.glossary import Glossary
from knowledge.people.cv.layout import Cv
from knowledge.people.profile import Fact
from knowledge.terms import TermKind, folded

# A disability certificate is a fact about health; the others say who somebody is.
_NO_CERTIFICATE = frozenset({"户口簿", "社会保障卡", "就业创业证", "职业技能等级证书", "残疾人证"})
_CLASS = re.compile(r"(?<![a-z0-9])([abc][1-3])(?![a-z0-9])")
_DRIVING = re.compile(r"驾|driv|licen[cs]e|证")
_NOT_YET = re.compile(
    r"备考|在考|准备考|计划考|未取得|未考|没有|无驾|待考|in progress|preparing|studying for"
    r"|planned|not yet|none"
)
_GENERAL = "C1驾驶证"


def certificates(cv: Cv, glossary: Glossary) -> Iterator[Fact]:
    """`certificates` under their official Chinese names."""
    found: dict[str, str] = {}
    for line in cv.lines:
        for name in _papers(line.text, glossary):
            found.setdefault(name, line.text)
    if found:
        yield Fact("certificates", tuple(found), "；".join(dict.fromkeys(found.values())))


def _papers(text: str, glossary: Glossary) -> Iterator[str]:
    low = folded(text)
    classes = _CLASS.findall(low) if _DRIVING.search(low) else []
    yield from (f"{name.upper()}驾驶证" for name in classes)
    for mention in glossary.find(text):
        licence = mention.of_kind(TermKind.LICENCE)
        if licence is None or licence.zh in _NO_CERTIFICATE:
            continue
        around = low[max(0, mention.start - 12) : mention.end + 14]
        if _NOT_YET.search(around) or (licence.zh == _GENERAL and classes):
            continue
        yield licence.zh

"""Where in a text somebody gives a name. The family names are in names.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NAMES_FILE = Path(__file__).with_name("names.toml")

_HAN = "[\u4e00-\u9fff]"
# Said before a name and before little else: whatever follows is one.
_CALLED_ZH = re.compile(
    rf"(?:我叫|我名叫|我的名字[是叫]|本人姓名[是:：]?|(?<!{_HAN})名字[是:：]|姓名[是为:：\s]"
    rf"|申请人[:：])\s*"
    rf"(?![他她它你您做谁啥什])({_HAN}{{2,4}}(?:·{_HAN}{{1,6}})*)"
)
# Said of somebody near, before a name and before much else ("他叫我去").
_THEY_ZH = re.compile(
    rf"(?:老公|丈夫|老婆|妻子|爱人|妈|母亲|爸|父亲|老汉|儿子|女儿|哥|弟|姐|妹|朋友|同学|他|她)"
    rf"(?:的名字)?叫({_HAN}{{2,4}})"
)
# Said before a name and before much else.
_IS_ZH = re.compile(rf"(?:我是|本人(?:是|叫)?|这里是)\s*({_HAN}{{2,4}})(?={_HAN}*)")
# With these the sentence goes on behind a name, which has two characters or three.
_GOES_ON = re.compile(
    "想|要|今年|今天|今|是|在|有|来|找|的|能|可以|和|跟|男|女|家住|住|现|目前|失业|身份证|电话"
    "|手机|因|也|请|我|户"
)
_THEN_OF_A_PERSON = re.compile(
    "今年|想找|要找|来找|想|男|女|家住|住在|现住|身份证|电话|手机|现在|失业"
)
_CALLED_EN = re.compile(
    r"\b(?:my\s+(?:full\s+)?name\s+is|my\s+name'?s|i\s+am\s+called|name\s*:)\s+"
    r"((?!(?:not|on|in|and|the|a)\b)[a-z][a-z'-]+(?:\s(?!(?:and|i|from|who|with|but|my|on|in|is"
    r"|looking|age)\b)"
    r"[a-z][a-z'-]+){0,2})",
    re.IGNORECASE,
)
_OF_SOMEBODY_EN = re.compile(
    r"\b[Mm]y\s+(?:husband|wife|son|daughter|mother|father|brother|sister|friend|cousin|aunt"
    r"|uncle)\s*,?\s+"
    r"([A-Z][a-z'-]+\s[A-Z][a-z'-]+)|^([A-Z][a-z'-]+\s[A-Z][a-z'-]+)\s+here\b"
)
_IS_EN = re.compile(r"\b(?:I\s+am|I'm|I’m|[Tt]his\s+is)\s+([A-Z][a-z'-]+\s[A-Z][a-z'-]+)(?![\w'-])")


@dataclass(frozen=True, slots=True)
class _Table:
    compound: tuple[str, ...]
    single: frozenset[str]
    not_last: frozenset[str]
    not_words: tuple[str, ...]
    not_names: frozenset[str]


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name that somebody gives as a name."""
    for match in _CALLED_ZH.finditer(text):
        yield match.start(1), match.start(1) + _length(match[1], text[match.start(1) :])
    for pattern in (_IS_ZH, _THEY_ZH):
        for match in pattern.finditer(text):
            size = _length(match[1], text[match.start(1) :])
            if _is_name(match[1][:size], text[match.start(1) + size :]):
                yield match.start(1), match.start(1) + size
    for match in _CALLED_EN.finditer(text):
        yield match.span(1)
    for pattern in (_IS_EN, _OF_SOMEBODY_EN):
        for match in pattern.finditer(text):
            span = match.span(match.lastindex or 0)
            if not _table().not_names & set(text[slice(*span)].lower().split()):
                yield span


def _length(found: str, rest: str) -> int:
    """How many characters are the name: with a family name of one, two or three in all."""
    if "·" in found:
        return len(found)
    least = 3 if found.startswith(_table().compound) else 2
    most = min(least + 1, len(found))
    return least if most > least and _GOES_ON.match(rest[least:]) else min(most, len(found))


def _is_name(found: str, after: str) -> bool:
    """A family name with a given one, before a pause or where the sentence goes on."""
    if not (found.startswith(_table().compound) or found[0] in _table().single):
        return False
    table = _table()
    if found[-1] in table.not_last or any(found.startswith(word) for word in table.not_words):
        return False
    return not re.match(_HAN, after) or _THEN_OF_A_PERSON.match(after) is not None


@cache
def _table() -> _Table:
    data = tomllib.loads(NAMES_FILE.read_text(encoding="utf-8"))
    return _Table(
        tuple(data["compound"]),
        frozenset("".join(data["single"].split())),
        frozenset(data["not_last"]),
        tuple(data["not_words"]),
        frozenset(data["not_names"]),
    )

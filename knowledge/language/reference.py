"""Which thing on the table a message points to: 第二个, "details of 2", 那个包吃住的."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.language.numerals import amount
from knowledge.terms import folded

LAST = -1
_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th"), start=1
    )
    for word in words.split()
}
_THING = r"(?:one|job|post|position|offer|vacancy)s?"
_UNIT = (
    r"yuan|rmb|years?|months?|days?|hours?|minutes?|people|persons?|kids?|children|k\b|%"
    r"|块|元|年|月|岁|天|人"
)
_NUMBERS = (
    re.compile(r"第\s*(?P<n>[一二两三四五六七八九十]|[1-9]\d?)(?!\d|[年天月季档类步次问题条款])"),
    re.compile(r"(?<![\d一二三四五六七八九十月])(?P<n>[一二三四五六]|[1-9])\s*号(?![线楼门院文])"),
    re.compile(rf"\b(?P<n>{'|'.join(_ORDINALS)})(?= {_THING}\b|\W*$)"),
    re.compile(rf"\bthe (?P<n>{'|'.join(_ORDINALS)})\b(?! (?:time|day|month|year|of))"),
    re.compile(
        r"(?:\b(?:number|no\.?|nr\.?|job|post|option|details? (?:of|on|for)|about|save|keep|hide"
        r"|skip|report|open|show(?: me)?|apply (?:for|to)|is|does|for)|#)"
        rf" ?(?P<n>[1-9])(?![\d,.]?\d)(?! ?(?:{_UNIT}))"
    ),
    re.compile(r"^\W*(?P<n>[1-9])\W*$"),
    re.compile(rf"^\W*(?P<n>[1-9]) (?!(?:{_UNIT}|\d))[a-z]"),
    re.compile(r"^\W*(?P<n>[1-9])(?![\d年月岁天个元块万千百号级类档楼线栋次])[一-鿿]"),
    re.compile(r"(?:收藏|举报|申请|投|报名|看看|打开)\W?(?P<n>[1-9])\W*$"),
)
_LAST = re.compile(
    rf"最后(?:一)?[个家份条]|末尾那?个|\b(?:the|that) last(?: {_THING})?(?=\W|$)|^last one"
)
_FIRST = re.compile(r"头一[个家份]|首个|最上面|打头那?[个家]")
_BY_WORDS = (
    re.compile(r"(?P<w>[一-鿿]{2,8})(?:的)?(?:那|这)一?[个家份条](?!月|年|钱)"),
    re.compile(r"(?:那|这)一?[个家份条](?!月|年|钱|事|政策|补贴|贷款)(?P<w>[一-鿿]{2,10})"),
    re.compile(r"\b(?:the|that) one (?:in|at|with|near|for|that) (?P<w>[a-z' -]{2,30})"),
    re.compile(rf"\b(?:the|that) (?P<w>[a-z' -]{{2,30}}?) {_THING}\b"),
)
_THIS = re.compile(
    r"这一?[个家份条](?!月|年|钱|星期)|它(?!们)|该岗|\b(?:this|it|that)\b(?! (?:month|year|week))"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a message points to; several of these may be given at once."""

    number: int | None = None
    """The place on the list, from 1; LAST for the last."""
    words: str = ""
    """What the thing meant is called or has."""
    is_this: bool = False
    """The one spoken of last."""
    rest: str = ""
    """The message, folded, without the words that point."""


def reference_in(text: str) -> Reference | None:
    """What the message points to by number, by a word of its own, or by "this"; None without."""
    low = folded(text)
    for pattern, number in ((_LAST, LAST), (_FIRST, 1)):
        if match := pattern.search(low):
            return Reference(number, rest=_without(low, match))
    for pattern in _NUMBERS:
        if match := pattern.search(low):
            return Reference(_number(match["n"]), rest=_without(low, match))
    for pattern in _BY_WORDS:
        if match := pattern.search(low):
            words = match["w"].strip()
            return Reference(words=words, is_this=low[match.start()] == "这", rest=low)
    match = _THIS.search(low)
    return None if match is None else Reference(is_this=True, rest=_without(low, match))


def _number(said: str) -> int | None:
    if said in _ORDINALS:
        return _ORDINALS[said]
    value = amount(said)
    return None if value is None else int(value)


def _without(low: str, match: re.Match[str]) -> str:
    return f"{low[: match.start()]} {low[match.end() :]}".strip()

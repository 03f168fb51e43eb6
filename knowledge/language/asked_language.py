"""The language that somebody asks for in words: "English please", 换成英文, 看不懂中文."""

from __future__ import annotations

import re

from knowledge.language import Lang

_NAMES = {
    Lang.ZH: re.compile(r"中文|汉语|国语|普通话|华语|zhong ?wen|\b(?:chinese|mandarin)\b", re.I),
    Lang.EN: re.compile(r"英文|英语|外语|ying ?(?:wen|yu)|\benglish\b", re.I),
}
_NOT = re.compile(
    r"(?:不(?!是)|别|莫|没|看不懂|听不懂|不会|不用|不要)[^，。,.]{0,6}$"
    r"|(?:\b(?:no|not|cannot|stop|without|from|instead of|enough|hate)|n.t)\b[^,.]{0,24}$",
    re.IGNORECASE,
)
_INTO = re.compile(r"(?:成|为|to|into)\s*$", re.IGNORECASE)


def language_asked(text: str) -> Lang | None:
    """The language that the words name as the one wanted; None where they name none, or both."""
    wanted, unwanted = set(), set()
    for lang, name in _NAMES.items():
        for match in name.finditer(text):
            before = text[: match.start()]
            if _NOT.search(before) and not _INTO.search(before[-4:]):
                unwanted.add(lang)
            else:
                wanted.add(lang)
    wanted -= unwanted
    if len(wanted) == 1:
        return wanted.pop()
    return next(iter(unwanted)).other if not wanted and len(unwanted) == 1 else None

"""The two languages, and which of them a text is written in."""

from __future__ import annotations

import re
from enum import StrEnum

_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
# Words that hold a sentence together; a term quoted in the other language has none of them.
_CHINESE_GRAMMAR = re.compile("[我你他她的吗么呢什怎哪谁几多是有能可想找请要了在不没给帮]")
_ENGLISH_GRAMMAR = re.compile(
    r"(?<![a-z])(?:what|which|who|how|when|where|why|is|are|was|can|may|do|does|the|for|about|my)"
    r"(?![a-z])",
    re.IGNORECASE,
)


class Lang(StrEnum):
    """A language that the assistant reads and writes."""

    ZH = "zh"
    EN = "en"

    @property
    def other(self) -> Lang:
        """The language of a clause's twin."""
        return Lang.EN if self is Lang.ZH else Lang.ZH


def detect(text: str, default: Lang) -> Lang:
    """
    The language that a writer of this text reads, or the default where the text does not say.

    The grammar decides where only one of the two shows it: "我想找 C1 driver 的工作" is Chinese,
    "What is 公益性岗位补贴?" is English. Else characters and words are counted against each other.
    """
    han, words = len(_HAN.findall(text)), len(_LATIN_WORD.findall(text))
    if han == 0 and words == 0:
        return default
    if words == 0:
        return Lang.ZH
    if han == 0:
        return Lang.EN
    chinese = _CHINESE_GRAMMAR.search(text) is not None
    if chinese is not (_ENGLISH_GRAMMAR.search(text) is not None):
        return Lang.ZH if chinese else Lang.EN
    # Two characters weigh as much as one English word.
    return Lang.ZH if han / 2 >= words else Lang.EN

"""The two languages, and which of them a text is written in."""

from __future__ import annotations

import re
from enum import StrEnum

_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


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

    A Chinese character carries about as much as an English word, so the two are counted against
    each other: "我想找 C1 driver 的工作" is Chinese, "What is 留岗红包?" is English.
    """
    han, words = len(_HAN.findall(text)), len(_LATIN_WORD.findall(text))
    if han == 0 and words == 0:
        return default
    if words == 0:
        return Lang.ZH
    if han == 0:
        return Lang.EN
    # Two characters weigh as much as one English word.
    return Lang.ZH if han / 2 >= words else Lang.EN

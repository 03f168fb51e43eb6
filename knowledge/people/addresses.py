"""Where in a text somebody gives an address that leads to a door, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = "[0-9A-Za-z一二三四五六七八九十百]{1,6}"
_DOOR = rf"(?:(?:附)?{_NUMBER}(?:号楼?(?!线)|栋|幢|座|单元|楼|层|室|组|社|队|户|[-－]))"
_LAST = r"(?:[0-9A-Za-z]{1,5})?"
_LIVES = r"(?:(?:我家?|家|现|本人)?(?:住[在址]?|地址)(?:是|为)?[:： ]?)?"

# A street, estate or village, then the way to the door; "街道" and "小区" alone lead to none.
_CHINESE = re.compile(
    rf"{_LIVES}[\u4e00-\u9fff]{{1,14}}?(?:路|街|巷|大道|道|弄|里|村|小区|花园|苑|公寓|家园|新村"
    rf"|新城|广场|大厦|社区|镇|坝|湾|城)"
    rf"(?:[A-Za-z]区|[一二三四五六七八九十0-9]{{1,2}}期)?{_DOOR}+{_LAST}"
    rf"|(?<![0-9A-Za-z]){_NUMBER}(?:栋|幢|号楼|座)(?:{_NUMBER}(?:单元|楼|层|室|号|[-－]))+{_LAST}"
    rf"|(?<![0-9A-Za-z]){_NUMBER}单元{_NUMBER}(?:室|号|[-－]{_NUMBER})?"
)
_STREET = (
    r"(?:[A-Z][\w'’-]*\s+){1,4}"
    r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Alley|Boulevard|Village|Garden|Estate)\b"
)
_ENGLISH = re.compile(
    rf"(?:(?:Room|Flat|Apt\.?|Apartment|Unit|Building|Block)\s*(?:No\.?\s*)?\w{{1,6}},?\s*){{1,4}}"
    rf"(?:(?:of|at|in)\s+)?(?:No\.?\s*)?(?:\d{{1,5}}[A-Za-z]?,?\s+)?(?:{_STREET})?"
    rf"|(?:No\.?\s*)?(?<![\d-])\d{{1,5}}[A-Za-z]?,?\s+{_STREET}"
)
_ENGLISH_PARTS = re.compile(
    r"(?:Room|Flat|Apt\.?|Apartment|Unit|Building|Block|Road|Rd|Street|St|Ave|Lane)\b"
)
_LEAST_PARTS = 2


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each address; one part of a building alone is none ("Unit 3")."""
    for match in _CHINESE.finditer(text):
        yield match.span()
    for match in _ENGLISH.finditer(text):
        found = match[0].rstrip(" ,")
        if re.search(r"\d", found) and (
            re.search(_STREET, found) or len(_ENGLISH_PARTS.findall(found)) >= _LEAST_PARTS
        ):
            yield match.start(), match.start() + len(found)

"""Where in a text somebody gives an address that leads to a door, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = "[0-9A-Za-z一二三四五六七八九十百]{1,6}"
_DOOR = rf"(?:\s?(?:附)?{_NUMBER}(?:号楼?(?!线)|栋|幢|座|单元|楼|层|室|组|社|队|户|[-－]))"
_LAST = r"(?:[0-9A-Za-z]{1,5})?"
# The words before an address are not part of it; the last of them ends the run of letters.
_LEAD = re.compile(
    r".*(?:我家|住[在址]?|家在|地址|[寄送发]到|搬到|位于|就?在|老家|户籍|是|为|来|去)[:：\s]?"
)
# "The third floor of the mall" leads to no door.
_FLOOR_ALONE = re.compile(
    r"[^0-9A-Za-z一二三四五六七八九十号栋幢座单元楼层][0-9一二三四五六七八九十]{1,2}[楼层]$"
)
_NAME = r"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9·]{1,18}?"
_ROOM = r"(?:[0-9]{1,4}(?:[-－][0-9]{1,4}){0,2}(?:室|号|房)?)"

# A street, estate or village, then the way to the door; "街道" and "小区" alone lead to none.
_CHINESE = re.compile(
    rf"[\u4e00-\u9fff]{{1,14}}?(?:路|街|巷|大道|道|弄|里|村|小区|花园|苑|公寓|家园|新村"
    rf"|新城|广场|大厦|社区|镇|坝|湾|城)"
    rf"(?:[A-Za-z]区|[一二三四五六七八九十0-9]{{1,2}}期)?{_DOOR}+{_LAST}"
    # An estate of any name, where what follows leads to a door.
    rf"|{_NAME}(?:[A-Za-z]区|[一二三四五六七八九十0-9]{{1,2}}期)?[0-9A-Za-z一二三四五六七八九十]{{1,4}}"
    rf"(?:栋|幢|座|舍|号楼|单元)(?:{_NUMBER}(?:单元|楼|层))*{_ROOM}"
    rf"|{_NAME}(?<![0-9])[0-9]{{1,3}}[-－][0-9]{{1,3}}[-－][0-9]{{1,4}}(?![-－0-9])"
    rf"|(?<![0-9A-Za-z]){_NUMBER}(?:栋|幢|号楼|座)(?:{_NUMBER}(?:单元|楼|层|室|号|[-－]))+{_LAST}"
    rf"|(?<![0-9A-Za-z]){_NUMBER}单元{_NUMBER}(?:室|号|[-－]{_NUMBER})?"
)
_STREET = (
    r"(?:[A-Z][\w'’-]*\s+){1,4}"
    r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Alley|Boulevard|Village|Garden|Estate)\b"
)
_ENGLISH = re.compile(
    rf"(?:(?:Room|Flat|Apt\.?|Apartment|Unit|Building|Tower|Block)\s*(?:No\.?\s*)?[\w-]{{1,8}},?\s*){{1,4}}"
    rf"(?:(?:of|at|in)\s+)?(?:No\.?\s*)?(?:\d{{1,5}}[A-Za-z]?,?\s+)?(?:{_STREET})?"
    rf"|(?:No\.?\s*)?(?<![\d-])\d{{1,5}}[A-Za-z]?,?\s+{_STREET}(?:,?\s*(?:Room|Flat|Apt\.?|Unit)\s*[\w-]{{1,8}}){{0,2}}"
)
_ENGLISH_PARTS = re.compile(
    r"(?:Room|Flat|Apt\.?|Apartment|Unit|Building|Tower|Block|Road|Rd|Street|St|Ave|Lane)\b"
)
_LEAST_PARTS = 2


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each address; one part of a building alone is none ("Unit 3")."""
    for match in _CHINESE.finditer(text):
        if _FLOOR_ALONE.search(match[0]):
            continue
        lead = _LEAD.match(match[0])
        yield match.start() + (lead.end() if lead else 0), match.end()
    for match in _ENGLISH.finditer(text):
        found = match[0].rstrip(" ,")
        if re.search(r"\d", found) and (
            re.search(_STREET, found) or len(_ENGLISH_PARTS.findall(found)) >= _LEAST_PARTS
        ):
            yield match.start(), match.start() + len(found)

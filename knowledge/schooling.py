"""Levels of schooling as feeds and people write them."""

from __future__ import annotations

import re

from knowledge.terms import folded
from knowledge.vocabulary import Education

# The first pattern that fits a stretch of text takes it, so that 大学专科 is no bachelor's degree.
_LEVELS: tuple[tuple[Education, str], ...] = (
    (Education.DOCTOR, r"博士(?:研究生)?|(?<![a-z])(?:ph\.?d|doctora(?:te|l)|doctor's)(?![a-z])"),
    (Education.MASTER,
        r"硕士(?:研究生)?|研究生|(?<![a-z])(?:master'?s?|postgraduate)(?: degree)?(?![a-z])"),
    (Education.JUNIOR_COLLEGE,
     r"大学专科|大专|专科|高职(?!高)|(?<![a-z])(?:junior college|associate'?s?(?: degree)|"
     r"(?:three|3)-year college|college diploma)(?![a-z])"),
    (Education.BACHELOR,
     r"大学本科|本科|学士|大学(?:毕业|学历|及以上|文化)|(?<![a-z])(?:bachelor'?s?|undergraduate|"
     r"university degree|college degree)(?: degree)?(?![a-z])"),
    (Education.VOCATIONAL,
     r"中专|中技|中职|职高|职业高中|技校|技工学校|技师学院|(?<![a-z])(?:secondary vocational|"
     r"vocational (?:school|secondary|high)|technical (?:secondary )?school"
     r"|technician college)(?![a-z])"),
    (Education.JUNIOR_HIGH,
     r"初中|(?<![a-z])(?:junior (?:high|middle)|middle school"
     r"|lower secondary)(?: school)?(?![a-z])"),
    (Education.SENIOR_HIGH,
     r"高中|(?<![a-z])(?:senior (?:high|middle)|high[ -]school"
     r"|upper secondary)(?: school)?(?![a-z])"),
    (Education.PRIMARY, r"小学|(?<![a-z])(?:primary|elementary)(?: school)?(?![a-z])"),
    (Education.NONE,
     r"没读过书|没上过学|未上过学|文盲|不识字|(?<![a-z])(?:no schooling|illiterate|"
     r"never went to school)(?![a-z])"),
)  # fmt: skip

SCHOOLING = re.compile("|".join(f"(?P<{level.name}>{pattern})" for level, pattern in _LEVELS))
"""Finds levels in folded text; `lastgroup` of a match names the Education."""

_NO_LIMIT = re.compile(
    r"^(?:学历)?(?:不限|无要求|无学历要求|不要求|不限制)|^(?:none|no|any|n/?a|not? re\w+|"
    r"no (?:requirements?|schooling needed))$"
)


def level_of(match: re.Match[str]) -> Education:
    """The level of a match of SCHOOLING."""
    return Education[match.lastgroup or "NONE"]


def lowest_level_in(text: str) -> Education | None:
    """
    The lowest level that a requirement names (高中/中专 is senior high), NONE where it sets no
    limit, or None if it names no level.
    """
    low = folded(text).strip()
    if low in set(Education):
        return Education(low)
    if _NO_LIMIT.search(low):
        return Education.NONE
    levels = [level_of(match) for match in SCHOOLING.finditer(low)]
    return min(levels, key=lambda level: level.rank) if levels else None

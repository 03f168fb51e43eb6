"""The lowest schooling that is asked for."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.posts.cells.unread import Unread
from knowledge.schooling import SCHOOLING, lowest_level_in
from knowledge.sentence import Sentence
from knowledge.terms import folded
from knowledge.vocabulary import Education

_BELOW = re.compile(r"及?以下$|or (?:below|lower)$")
_BEFORE_LEVEL = re.compile(r"^(?:最低)?(?:学历|文化程度)?(?:要求)?\s*[:：为]?\s*")
_A_DEGREE = re.compile(r"大学|大学生|(?:a )?degree(?: or equivalent| level| educated)?")
_NO_LEVEL = re.compile(r"识字|会写字即可|不限|无学历|学历不")
_COMPULSORY = re.compile(r"[九9]年(?:制)?(?:义务)?教育")
_PREFERRED = re.compile(r"优先|更好|更佳|preferred|加分|为佳")
_CLAUSE = re.compile(r"[,;。]")
_RANK_OF_SCHOOL = re.compile(r"[一二]本|211|985|双一流")
_STILL_THERE = re.compile(r"在读|在校|专升本")

_NOT_UNDERSTOOD = Sentence("看不懂学历要求", "the schooling is not understood")


@lru_cache(maxsize=5_000)
def read_schooling_cell(cell: str) -> Education | Unread:
    """
    The lowest level asked: 本科及以上, 大专/中专 (the lower), 初中及以下 (no bar), 学历不限.

    What is preferred (本科优先) is not asked.
    """
    low = _BEFORE_LEVEL.sub("", folded(cell).strip())
    if _STILL_THERE.search(low):
        return Unread(_NOT_UNDERSTOOD)
    if _A_DEGREE.fullmatch(low):
        return Education.BACHELOR
    asked = [clause for clause in _CLAUSE.split(low) if not _PREFERRED.search(clause)]
    if not asked and low:
        return Education.NONE
    said = ",".join(asked)
    if _NO_LEVEL.search(said):
        return Education.NONE
    if _COMPULSORY.search(said):
        return Education.JUNIOR_HIGH
    level = lowest_level_in(said)
    if level is None and _RANK_OF_SCHOOL.search(said) and not SCHOOLING.search(said):
        return Education.BACHELOR
    if level is None:
        return Unread(_NOT_UNDERSTOOD)
    # Whoever has no more than junior high is meant, and less is no bar.
    return Education.NONE if _BELOW.search(said) else level

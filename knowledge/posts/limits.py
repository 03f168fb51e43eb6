"""Where a post is, whom it takes, and the limits that stand only in its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from knowledge.glossary import Glossary
from knowledge.posts import values
from knowledge.posts.hold import Hold, HoldReason, bad_value, shown
from knowledge.sentence import Sentence

_PLACE = Sentence("重庆户籍，或一个区县名", "chongqing, or the name of a district")

# Source of 以下 as "this age included": Civil Code, article 1259.
_WOMAN_AGE = re.compile(r"(未满|不满)?\s*(\d{2})\s*周?岁\s*(?:（?含?）?以下|以内|以下)?")
_UNEMPLOYED_MONTHS = re.compile(r"失业(?:登记)?(?:满|达|超过)?\s*(\d{1,2}|[三六])\s*个月")


def read_places(cells: Mapping[str, str], glossary: Glossary, holds: list[Hold]) -> dict[str, Any]:
    cell, residence = cells.get("district", ""), cells.get("residence_required", "")
    district = glossary.places.district_of_cell(cell)
    if cell and district is None:
        detail = Sentence(
            f"district 写的是“{shown(cell)}”，不是重庆的区县。",
            f"district is '{shown(cell)}', which is no district of Chongqing.",
        )
        holds.append(Hold(HoldReason.OUTSIDE_CITY, "district", shown(cell), detail))
    required = _residence(residence, glossary)
    if required is None:
        holds.append(bad_value("residence_required", residence, _PLACE))
    return {"district": district, "residence_required": required or ""}


def _residence(cell: str, glossary: Glossary) -> str | None:
    if not cell or values.is_not_asked(cell):
        return ""
    district = glossary.places.district_of_cell(re.sub("户籍|户口|本地|居民", "", cell))
    if district is not None:
        return district
    return "chongqing" if re.search(r"重庆|本市|渝籍|chongqing", cell.lower()) else None


def limits_in_text(cells: Mapping[str, str]) -> dict[str, Any]:
    """Limits for which the form has no column, read from the description of a post."""
    text = cells.get("description", "")
    woman = re.search(r"女(?:性|的|职工)?(?:年龄)?[^男，。；]{0,6}?" + _WOMAN_AGE.pattern, text)
    months = _UNEMPLOYED_MONTHS.search(text)
    numerals = {"三": 3, "六": 6}
    return {
        "age_max_woman": int(woman[2]) - (1 if woman[1] else 0) if woman else None,
        "unemployed_months_min": (numerals.get(months[1]) or int(months[1]) if months else None),
    }

"""Where a post is, whom it takes, and the limits that stand only in its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from knowledge.glossary import Glossary
from knowledge.places import Places
from knowledge.posts import values
from knowledge.posts.hold import Hold, HoldReason, bad_value, shown
from knowledge.sentence import Sentence
from knowledge.terms import folded

_ONE_DISTRICT = Sentence("一个区县名", "the name of one district")
_WHOLE_CITY = re.compile(
    r"(?:中国)?重庆市?(?:市区|主城区?|中心城区|全市)?|主城区?|中心城区|全市|chongqing"
)
_CITY_BEFORE = re.compile(r"^\s*(?:中国)?重庆市?[\s·/,，\-]*")
_PLACE = Sentence("重庆户籍，或一个区县名", "chongqing, or the name of a district")

# Source of 以下 as "this age included": Civil Code, article 1259.
_WOMAN_AGE = re.compile(r"(未满|不满)?\s*(\d{2})\s*周?岁\s*(?:（?含?）?以下|以内|以下)?")
_UNEMPLOYED_MONTHS = re.compile(r"失业(?:登记)?(?:满|达|超过)?\s*(\d{1,2}|[三六])\s*个月")


def read_places(cells: Mapping[str, str], glossary: Glossary, holds: list[Hold]) -> dict[str, Any]:
    """
    district, address and residence_required.

    A district that is now a part of another (江北区) becomes the one that it is a part of; what its
    cell says beyond the name of today becomes the address where the feed gives none.
    """
    cell, residence = cells.get("district", ""), cells.get("residence_required", "")
    address = cells.get("address", "")
    district = _district_beside(glossary.places, cell, address)
    if cell and district is None:
        holds.append(_no_district(cell))
    required = _residence(residence, glossary.places)
    if required is None:
        holds.append(bad_value("residence_required", residence, _PLACE))
    address = address or _more_than_district(glossary.places, cell)
    return {"district": district, "address": address, "residence_required": required or ""}


# A feed names a few dozen districts in a few hundred ways.
@lru_cache(maxsize=5_000)
def _district_of(places: Places, cell: str) -> str | None:
    return places.district_of_cell(cell) if cell else None


@lru_cache(maxsize=20_000)
def _district_beside(places: Places, cell: str, address: str) -> str | None:
    return places.district_of_address(cell, address) if cell else None


def _no_district(cell: str) -> Hold:
    if _WHOLE_CITY.fullmatch(folded(cell).strip()):
        return bad_value("district", cell, _ONE_DISTRICT)
    detail = Sentence(
        f"district 写的是“{shown(cell)}”，不是重庆的区县。",
        f"district is '{shown(cell)}', which is no district of Chongqing.",
    )
    return Hold(HoldReason.OUTSIDE_CITY, "district", shown(cell), detail)


@lru_cache(maxsize=5_000)
def _more_than_district(places: Places, cell: str) -> str:
    """What a cell for the district says beyond a name that the district has today."""
    said = _CITY_BEFORE.sub("", cell).strip()
    place = next(iter(places.find(said)), None)
    if place is None or place.note is not None:
        return said if place else ""
    return "" if (said[: place.start] + said[place.end :]).strip() in {"", "区", "县"} else said


@lru_cache(maxsize=1_000)
def _residence(cell: str, places: Places) -> str | None:
    if not cell or values.is_not_asked(cell):
        return ""
    district = _district_of(places, re.sub("户籍|户口|本地|居民", "", cell))
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

"""HR-JSON (HR Open Standards) position openings as the cells of a feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.documents.pages import text_of

_DEEPEST = 20
_UNITS = {"hour": "元/小时", "day": "元/天", "week": "元/周", "month": "元/月", "year": "元/年"}


def openings_in(data: object, depth: int = 0) -> Iterator[dict[str, str]]:
    """
    The cells of every position that the data opens, wherever a PositionOpening stands in it.

    Source: HR Open Standards 4.x, Recruiting, PositionOpeningType and PositionProfileType.
    """
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for part in data:
            yield from openings_in(part, depth + 1)
    elif isinstance(data, dict):
        profiles = data.get("positionProfiles") or data.get("positionProfile")
        if profiles is None:
            for part in data.values():
                yield from openings_in(part, depth + 1)
        else:
            for profile in profiles if isinstance(profiles, list) else [profiles]:
                if isinstance(profile, dict):
                    yield _cells(data, profile)


def _cells(opening: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, str]:
    posting = _dict(_first(profile.get("postingInstructions")))
    cells = {
        "post_id": _id(profile.get("positionId")) or _id(opening.get("documentId")),
        "title": _text(profile.get("positionTitle")),
        "employer": _employer(opening, profile),
        **_where(profile),
        **_pay(_dict(profile.get("offeredRemunerationPackage"))),
        "headcount": _text(profile.get("positionOpenQuantity")),
        "description": _description(profile),
        "posted_on": _text(posting.get("start")).partition("T")[0],
        "closes_on": _text(posting.get("end")).partition("T")[0],
        "contact": _contact(posting),
        "source_url": _link(posting),
    }
    return {name: cell for name, cell in cells.items() if cell}


def _first(value: object) -> Any:  # noqa: ANN401 - JSON of any form
    return (value[0] if value else None) if isinstance(value, list) else value


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    if isinstance(value, list):
        return "".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return _text(value.get("value") or value.get("name"))
    return "" if value is None or isinstance(value, bool) else text_of(str(value)).strip()


def _id(value: object) -> str:
    return _text(_first(value))


def _employer(opening: Mapping[str, Any], profile: Mapping[str, Any]) -> str:
    """The organisation that hires; a department only where no other is named."""
    named = profile.get("positionOrganizations") or opening.get("positionOrganizations") or []
    all_ = [_dict(one) for one in (named if isinstance(named, list) else [named])]
    whole = [one for one in all_ if _text(one.get("responsibilityCode")).lower() != "department"]
    return _text((whole or all_ or [{}])[0].get("name"))


def _where(profile: Mapping[str, Any]) -> dict[str, str]:
    given = profile.get("positionLocation") or profile.get("positionLocations")
    place = _dict(_first(given))
    place = _dict(place.get("address")) or place
    parts = [_text(part) for part in place.get("countrySubDivisions") or []]
    parts += [_text(place.get("city")), _text(place.get("line") or place.get("addressLine"))]
    said = "".join(dict.fromkeys(part for part in parts if part))
    return {"district": said, "address": said}


def _pay(package: Mapping[str, Any]) -> dict[str, str]:
    cells = {}
    for given in package.get("ranges") or []:
        one = _dict(given)
        interval = _text(one.get("intervalCode")).lower()
        per = next((unit for name, unit in _UNITS.items() if interval.startswith(name)), interval)
        kind = _text(one.get("typeCode")).lower()
        for column, mark, names in (
            ("wage_min", "min", ("minimumAmount", "referenceAmount")),
            ("wage_max", "max", ("maximumAmount", "referenceAmount")),
        ):
            amount = _dict(one.get(names[0]) or (one.get(names[1]) if mark in kind else None))
            currency = _text(amount.get("currency")).upper()
            foreign = currency if currency not in ("", "CNY", "RMB") else ""
            if _text(amount.get("value")):
                cells[column] = f"{foreign}{_text(amount.get('value'))}{per}"
    return cells


def _description(profile: Mapping[str, Any]) -> str:
    given = profile.get("positionFormattedDescriptions") or []
    parts = [_text(_dict(one).get("content")) for one in given]
    return "\n".join(part for part in parts if part)


def _contact(posting: Mapping[str, Any]) -> str:
    method = _dict(_first(posting.get("applicationMethods")))
    phones = _dict(_dict(method.get("personContact")).get("communication")).get("phone")
    return _text(_dict(_first(phones)).get("formattedNumber"))


def _link(posting: Mapping[str, Any]) -> str:
    method = _dict(_first(posting.get("applicationMethods")))
    return _text(_dict(method.get("applicationUri")).get("url"))

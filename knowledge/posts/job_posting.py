"""schema.org JobPosting (JSON-LD) as the cells of a feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.documents.pages import text_of

_UNITS = {
    "HOUR": "元/小时",
    "DAY": "元/天",
    "WEEK": "元/周",
    "MONTH": "元/月",
    "YEAR": "元/年",
}
# Source: developers.google.com, JobPosting structured data, EducationalOccupationalCredential.
_CREDENTIALS = {
    "high school": "senior_high",
    "associate degree": "junior_college",
    "bachelor degree": "bachelor",
    "postgraduate degree": "master",
    "professional certificate": "",
    "no requirements": "none",
}
_DEEPEST = 20


def job_postings_in(data: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every JobPosting in the data, wherever it stands: alone, in a list, in @graph, in an item."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for part in data:
            yield from job_postings_in(part, depth + 1)
    elif isinstance(data, dict):
        if is_job_posting(data):
            yield data
        else:
            for part in data.values():
                yield from job_postings_in(part, depth + 1)


def is_job_posting(data: Mapping[str, Any]) -> bool:
    """Whether the object says that it is a JobPosting."""
    kinds = data.get("@type", data.get("type"))
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(n, str) and n.rsplit("/", 1)[-1] == "JobPosting" for n in named)


def cells_of_posting(posting: Mapping[str, Any]) -> dict[str, str]:
    """The columns of the feed that the posting states, as text."""
    place = _first(posting.get("jobLocation"))
    address = _first(place.get("address")) if isinstance(place, dict) else place
    cells = {
        "post_id": _identifier(posting),
        "title": _text(posting.get("title") or posting.get("name")),
        "employer": _text(posting.get("hiringOrganization")),
        **_where(address),
        **_pay(posting),
        "headcount": _text(posting.get("totalJobOpenings")),
        "education_min": _schooling(posting.get("educationRequirements")),
        "experience_years": _experience(posting.get("experienceRequirements")),
        "skills": _text(posting.get("skills")),
        "shift": _text(posting.get("workHours")),
        "description": _description(posting),
        "posted_on": _day(posting.get("datePosted")),
        "closes_on": _day(posting.get("validThrough")),
        "source_url": _text(posting.get("url")),
        "contact": _contact(posting),
    }
    return {name: cell for name, cell in cells.items() if cell}


def _first(value: object) -> Any:  # noqa: ANN401 - JSON of any form
    return value[0] if isinstance(value, list) and value else value


def _text(value: object) -> str:
    """A value as plain text: a name of an object, a list joined by |."""
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("value") or value.get("@value"))
    if isinstance(value, list):
        return "|".join(filter(None, map(_text, value)))
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return text_of(str(value)).strip()


def _identifier(posting: Mapping[str, Any]) -> str:
    given = _first(posting.get("identifier"))
    value = given.get("value") if isinstance(given, dict) else given
    return _text(value)


def _where(address: object) -> dict[str, str]:
    """The district (or the city, which the import refuses by name) and the address."""
    if not isinstance(address, dict):
        return {"address": _text(address)}
    region, town = _text(address.get("addressRegion")), _text(address.get("addressLocality"))
    street = _text(address.get("streetAddress"))
    parts = [part for part in (region, town, street) if part]
    kept = [p for n, p in enumerate(parts) if n == 0 or p != parts[n - 1]]
    # 重庆市 stands in either field, the district in the other or before the street.
    return {"district": "".join(kept[:2]) if street else "".join(kept), "address": "".join(kept)}


def _pay(posting: Mapping[str, Any]) -> dict[str, str]:
    salary = _first(posting.get("baseSalary") or posting.get("estimatedSalary"))
    if not isinstance(salary, dict):
        return {"wage_min": _text(salary)}
    value = _first(salary.get("value"))
    said: dict[str, Any] = value if isinstance(value, dict) else {**salary, "value": value}
    currency = _text(salary.get("currency") or said.get("currency")).upper()
    unit = _text(said.get("unitText") or salary.get("unitText")).upper()
    low, high = _text(said.get("minValue")), _text(said.get("maxValue"))
    low = low or ("" if high else _text(said.get("value")))
    foreign = currency if currency not in ("", "CNY", "RMB") else ""
    per = _UNITS.get(unit, unit)
    return {
        name: f"{foreign}{bound}{per}"
        for name, bound in (("wage_min", low), ("wage_max", high))
        if bound
    }


def _schooling(value: object) -> str:
    given = _first(value)
    if isinstance(given, dict):
        level = _text(given.get("credentialCategory"))
        return _CREDENTIALS.get(level.lower(), level)
    said = _text(given)
    return _CREDENTIALS.get(said.lower(), said)


def _experience(value: object) -> str:
    given = _first(value)
    if isinstance(given, dict):
        months = _text(given.get("monthsOfExperience"))
        return f"{months}个月" if months else ""
    said = _text(given)
    return "0" if said.lower() == "no requirements" else said


def _description(posting: Mapping[str, Any]) -> str:
    names = ("description", "responsibilities", "qualifications", "jobBenefits")
    parts = [_text(posting.get(name)) for name in names]
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _day(value: object) -> str:
    """The day of a moment: 2026-12-31T00:00."""
    return _text(value).partition("T")[0]


def _contact(posting: Mapping[str, Any]) -> str:
    contact = _first(posting.get("applicationContact"))
    return _text(contact.get("telephone")) if isinstance(contact, dict) else ""

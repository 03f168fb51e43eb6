"""The facts that a CV states, each with the line it came from; never sex, ethnicity or health."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from knowledge.glossary import Glossary
from knowledge.language import Lang, detect
from knowledge.language.numerals import AMOUNT, amount
from knowledge.people.birth import BIRTH_FIELDS, BirthSaid
from knowledge.people.births import bare_date
from knowledge.people.correcting import Telling, birth_facts, retold
from knowledge.people.cv.layout import Cv, Labelled, lay_out
from knowledge.people.cv.papers import certificates
from knowledge.people.cv.periods import periods_in, years_covered
from knowledge.people.cv.studies import studies
from knowledge.people.cv.trades import skills, wishes
from knowledge.people.personal_data import masked
from knowledge.people.profile import Fact
from knowledge.people.understanding import understand
from knowledge.people.whom import SELF

_LONGEST_QUOTE = 120
_KEPT_FROM_A_LETTER = frozenset(
    {"wishes", "skills", "certificates", "education", "major", "experience_years", "districts",
     "home_district", "wage_min_month", *BIRTH_FIELDS, "graduation_year", "residence", "part_time"}
)  # fmt: skip
_LEAST_MONTH, _MOST_MONTH = 800, 200_000


def facts_of_cv(text: str, *, today: date, glossary: Glossary) -> list[Fact]:
    """
    The facts of the CV, at most one for each field of Profile; none of a text that is no CV.

    The quotes are masked: none holds a name, a number or an address. Values are names of trades,
    levels, districts and figures, or a few words without digits.
    """
    lang = detect(text, Lang.ZH)
    cv = lay_out(text)
    if not cv.is_laid_out:
        facts = understand(text, lang, today=today, glossary=glossary)
        return [_short(fact) for fact in facts if fact.name in _KEPT_FROM_A_LETTER]
    telling = Telling(lang, today, glossary, SELF)
    found: dict[str, Fact] = {}
    for fact in _read(cv, telling):
        found.setdefault(fact.name, _short(fact))
    return list(found.values())


def _read(cv: Cv, telling: Telling) -> Iterator[Fact]:
    yield from wishes(cv, telling.glossary)
    yield from _districts(cv, telling.glossary)
    yield from _wage(cv)
    yield from _hours(cv)
    yield from studies(cv, telling.today)
    yield from certificates(cv, telling.glossary)
    yield from skills(cv, telling.glossary)
    yield from _experience(cv, telling.today)
    yield from _birth(cv, telling.today)
    yield from _home(cv, telling)


def _districts(cv: Cv, glossary: Glossary) -> Iterator[Fact]:
    told = [*cv.of_kind("place"), *(one for one in cv.of_kind("wish"))]
    for one in told:
        named = glossary.places.districts_in(one.value)
        if named:
            yield Fact("districts", named, one.said)
            return
    for line in cv.part("objective"):
        named = glossary.places.districts_in(line.text)
        if named:
            yield Fact("districts", named, line.text)
            return


def _wage(cv: Cv) -> Iterator[Fact]:
    lines = [*cv.of_kind("wage"), *cv.of_kind("wish")]
    told = [
        *lines,
        *(Labelled("wage", line.text, line, line.text) for line in cv.part("objective")),
    ]
    for one in told:
        low = one.line.low if one.kind == "wage" else one.value.lower()
        value = _month_pay(one.value, low)
        if value is not None:
            yield Fact("wage_min_month", value, one.said)
            return


def _month_pay(value: str, line: str) -> float | None:
    """The least of the pay in yuan a month, or None where it is by the day, or negotiable."""
    if re.search(
        r"/\s*(?:天|日|小时|hour|day)|每(?:天|日|小时)|per (?:hour|day)|日薪|时薪", value.lower()
    ):
        return None
    figures = [
        (match.group(), amount(match.group())) for match in re.finditer(AMOUNT, value.lower())
    ]
    scale = 1.0
    last = figures[-1][0] if figures else ""
    first = figures[0][1] if figures else None
    # 8-10k, 5-6千: the unit stands behind the second figure only.
    if first is not None and first < 100 and re.search(r"[kw千万]$", last):
        scale = 10_000 if re.search(r"[w万]$", last) else 1_000
        scale = 1.0 if re.search(r"[kw千万]$", figures[0][0]) else scale
    if first is None:
        return None
    pay = first * scale
    if "年薪" in line or re.search(r"/\s*年|per (?:year|annum)|a year|annual", line):
        pay = round(pay / 12)
    looks_like_year = (
        1950 <= pay <= 2035 and len(figures) > 1 and not re.search(r"元|yuan|rmb", value)
    )
    return pay if _LEAST_MONTH <= pay <= _MOST_MONTH and not looks_like_year else None


def _hours(cv: Cv) -> Iterator[Fact]:
    for one in cv.of_kind("hours"):
        part = re.search(r"兼职|part[- ]?time", one.value.lower())
        full = re.search(r"全职|full[- ]?time", one.value.lower())
        if (part is None) is not (full is None):
            yield Fact("part_time", part is not None, one.said)
            return


def _experience(cv: Cv, today: date) -> Iterator[Fact]:
    dated = [(line, list(periods_in(line.text, today))) for line in cv.part("work")]
    lines = [line.text for line, periods in dated if periods]
    years = years_covered(period for _, periods in dated for period in periods)
    if years > 0:
        yield Fact("experience_years", years, "；".join(lines))
        return
    for one in cv.of_kind("years"):
        match = re.search(rf"({AMOUNT})\s*\+?\s*(?:年|years?)", one.value.lower())
        told = amount(match[1]) if match else None
        if told:
            yield Fact("experience_years", told, one.said)
            return


def _birth(cv: Cv, today: date) -> Iterator[Fact]:
    for one in cv.of_kind("born"):
        date_said = bare_date(one.value.lower(), today)
        if date_said is not None and date_said.birth is not None:
            yield from _told(date_said.birth, one.said)
            return
        year = re.search(r"(?:19[3-9]|20[0-2])\d", one.value)
        if year:
            yield Fact("birth_year", int(year.group()), one.said)
            return
    for one in cv.of_kind("age"):
        years = re.match(r"\s*(\d\d)(?!\d)", one.value)
        if years and 14 <= int(years[1]) <= 80:
            yield from _told(BirthSaid.of_age(int(years[1]), today), one.said)
            return


def _told(birth: BirthSaid, said: str) -> Iterator[Fact]:
    yield from (fact for fact in birth_facts(birth, said) if fact.value is not None)


def _home(cv: Cv, telling: Telling) -> Iterator[Fact]:
    for one in cv.of_kind("home"):
        district = telling.glossary.district_of(one.value)
        if district is not None:
            yield Fact("home_district", district, one.said)
            break
    for one in cv.of_kind("register"):
        told = retold("residence", one.value, telling)
        if told:
            yield Fact("residence", told[0].value, one.said)
            return


def _short(fact: Fact) -> Fact:
    said = masked(fact.said)
    said = said if len(said) <= _LONGEST_QUOTE else said[: _LONGEST_QUOTE - 1] + "…"
    return Fact(fact.name, fact.value, said)

"""Made-up posts in any number, always the same for the same seed."""

from __future__ import annotations

import csv
import random
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from knowledge.glossary import Glossary
from knowledge.posts.post import Category, Channel, Post, Shift, WageUnit
from knowledge.terms import TermKind
from knowledge.vocabulary import BoardLodging, Education, PostKind

_FILE = Path(__file__).parent / "generated_posts.toml"
_TITLES = Path(__file__).parents[2] / "index" / "training" / "job_titles.csv"

_SHARE_OF_KINDS = {PostKind.ENTERPRISE: 92, PostKind.PUBLIC_WELFARE: 6, PostKind.POLICY: 2}
_CENTRAL_SHARE = 3
_DAYS = 90


@dataclass(frozen=True, slots=True)
class PostText:
    """The words of a post, which a chain of shops may use for many posts."""

    sector: int
    title: str
    title_en: str
    skills: tuple[str, ...]
    certificate: str
    description: str
    description_en: str


class PostMaker:
    """
    Makes posts of the kinds, districts, wages and dates that a city's feed holds.

    :param texts: how many different texts the posts share; a text is drawn again and again.
    :param english: share of the texts, 0 to 1, that are also in English.
    """

    def __init__(
        self, glossary: Glossary, *, texts: int, today: date, seed: int = 5, english: float = 0.3
    ) -> None:
        self._draw = random.Random(seed)
        self._today, self._english = today, english
        self._table: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
        self._sectors: list[dict[str, Any]] = self._table["sector"]
        self._districts = _weighted_districts(glossary)
        self.titles = sorted(_titles(glossary))
        self._sector_of = {zh: self._sector(zh) for zh, _ in self.titles}
        self.texts = [self._text() for _ in range(texts)]

    def posts(self, count: int, first: int = 0) -> Iterator[Post]:
        """`count` posts with ids from G-`first` on."""
        for number in range(first, first + count):
            yield self._post(f"G-{number:07d}", self._draw.choice(self.texts))

    @cached_property
    def wishes(self) -> list[tuple[str, str]]:
        """Trades that a person may ask for, in Chinese and English."""
        return [(zh, en) for zh, en in self.titles]

    def _sector(self, title: str) -> int:
        """The sector with the longest word that the title holds; any, always the same, if none."""
        found = [
            (len(word), -number)
            for number, sector in enumerate(self._sectors)
            for word in sector["words"].split()
            if word in title
        ]
        return -max(found)[1] if found else sum(map(ord, title)) % len(self._sectors)

    def _text(self) -> PostText:
        draw = self._draw
        title, title_en = draw.choice(self.titles)
        number = self._sector_of[title]
        sector = self._sectors[number]
        tasks = draw.sample(sector["tasks"], draw.choice((2, 2, 3)))
        conditions = draw.sample(self._table["conditions"], draw.choice((1, 2)))
        clauses = [*tasks, *conditions]
        mark, mark_en = draw.choice(self._table["marks"])
        is_english = draw.random() < self._english
        return PostText(
            sector=number,
            title=title + mark if mark.startswith("（") else mark + title,
            title_en=mark_en + title_en if is_english else "",
            skills=(title,),
            certificate=draw.choice(sector["certificates"]),
            description="。".join(zh for zh, _ in clauses) + "。",
            description_en="; ".join(en for _, en in clauses) + "." if is_english else "",
        )

    def _post(self, post_id: str, text: PostText) -> Post:
        draw, sector = self._draw, self._sectors[text.sector]
        kind = draw.choices(list(_SHARE_OF_KINDS), list(_SHARE_OF_KINDS.values()))[0]
        posted = self._today - timedelta(days=draw.randrange(_DAYS))
        open_days = draw.choice((15, 30, 30, 60, 90, 180))
        district = draw.choice(self._districts)
        return Post(
            post_id=post_id,
            kind=kind,
            title=text.title,
            employer=self._employer(district, kind, sector["firm"]),
            district=district,
            posted_on=posted,
            closes_on=max(self._today, posted + timedelta(days=open_days)),
            title_en=text.title_en,
            headcount=draw.randrange(1, 30),
            education_min=Education(draw.choice(sector["education"])),
            age_min=18,
            experience_years=float(draw.choice((0, 0, 0, 1, 1, 2, 3, 5))),
            skills=text.skills,
            certificates=(text.certificate,) if text.certificate else (),
            shift=draw.choice((Shift.DAY, Shift.DAY, Shift.DAY, *Shift)),
            board_lodging=draw.choice((None, *BoardLodging)),
            social_insurance=draw.random() < 0.75,
            description=text.description,
            description_en=text.description_en,
            contact="请拨023-12333咨询",
            **self._pay(sector["wage"]),
            **self._limits(kind, district),
        )

    def _pay(self, bounds: Sequence[int]) -> dict[str, Any]:
        low, high = bounds
        unit = self._draw.choices(list(WageUnit)[:3], (90, 7, 3))[0]
        least = self._draw.triangular(low, high, low + (high - low) / 4)
        if unit is WageUnit.MONTH:
            return _paid(round(least, -2), round(least * self._draw.uniform(1.0, 1.6), -2), unit)
        if unit is WageUnit.DAY:
            return _paid(round(least / 22, -1), round(least / 18, -1), unit)
        hour = max(24, round(least / 174))
        return _paid(hour, hour + self._draw.randrange(0, 8), unit)

    def _limits(self, kind: PostKind, district: str) -> dict[str, Any]:
        if kind is PostKind.ENTERPRISE:
            return {}
        if kind is PostKind.POLICY:
            return {"channel": self._draw.choice(list(Channel))}
        statuses = self._draw.choice(self._table["city_list"])
        return {
            "category": self._draw.choice(list(Category)),
            "age_max": 60,
            "statuses_required": tuple(statuses.split("|")),
            "residence_required": self._draw.choice(("", "chongqing", district)),
        }

    def _employer(self, district: str, kind: PostKind, firm: str) -> str:
        if kind is PostKind.PUBLIC_WELFARE:
            return f"样例·{district}公共就业服务站"
        name = self._draw.choice(self._table["first"]) + self._draw.choice(self._table["second"])
        return f"样例·重庆{name}{firm}"


def write_feed(path: Path, posts: Iterable[Post]) -> int:
    """Writes a CSV of the feed's form; how many rows."""
    names = [field.name for field in fields(Post) if field.name not in _NOT_IN_FEED]
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(names)
        for post in posts:
            writer.writerow([_cell(getattr(post, name)) for name in names])
            rows += 1
    return rows


_NOT_IN_FEED = frozenset({"age_max_woman", "unemployed_months_min", "is_sample"})


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "|".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _paid(low: float, high: float, unit: WageUnit) -> dict[str, Any]:
    return {"wage_min": float(low), "wage_max": float(max(low, high)), "wage_unit": unit}


def _titles(glossary: Glossary) -> set[tuple[str, str]]:
    with _TITLES.open(encoding="utf-8", newline="") as handle:
        ours = {
            (row["zh"].split(";")[0], row["en"].split(";")[0]) for row in csv.DictReader(handle)
        }
    return ours | {(e.zh, e.en) for e in glossary.entries if e.kind is TermKind.JOB_TITLE}


def _weighted_districts(glossary: Glossary) -> list[str]:
    """All districts, the central ones several times: most vacancies are there."""
    central = glossary.places.central_districts
    every = [entry.zh for entry in glossary.entries if entry.kind is TermKind.DISTRICT]
    known = [name for name in every if glossary.places.district_of_cell(name) == name]
    return [*known, *(name for name in central for _ in range(_CENTRAL_SHARE))]

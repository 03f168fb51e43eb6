"""People who look for work, made up: wishes in both languages, and facts that narrow the posts."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.language import Lang
from knowledge.people.profile import Profile, Residence
from knowledge.vocabulary import BoardLodging, Education, PersonStatus, PostKind

_PHRASES = {
    Lang.ZH: ("想找{}的工作", "{}", "有没有{}", "我以前做{}，想继续做", "哪里招{}"),
    Lang.EN: ("I am looking for work as a {}", "{}", "{} job", "any {} vacancies", "work as {}"),
}


@dataclass(frozen=True, slots=True)
class PostQuery:
    """One search: who asks, and in which words."""

    profile: Profile
    wish: str
    lang: Lang


def made_up_queries(
    trades: Sequence[tuple[str, str]], districts: Sequence[str], count: int, seed: int = 7
) -> list[PostQuery]:
    """
    Searches whose filters leave from nearly all posts down to a few in ten thousand.

    :param trades: Chinese and English names.
    :param districts: official Chinese names.
    """
    draw = random.Random(seed)
    return [_query(draw, trades, districts) for _ in range(count)]


def _query(
    draw: random.Random, trades: Sequence[tuple[str, str]], districts: Sequence[str]
) -> PostQuery:
    lang = draw.choice((Lang.ZH, Lang.ZH, Lang.EN))
    trade = draw.choice(trades)[lang is Lang.EN]
    facts: dict[str, Any] = {}
    for narrow in draw.sample(_NARROWING, draw.choice((1, 2, 2, 3, 3, 4, 5))):
        facts |= narrow(draw, districts)
    wish = draw.choice(_PHRASES[lang]).format(trade)
    return PostQuery(Profile(wishes=(trade,), **facts), wish, lang)


_Narrow = Callable[[random.Random, Sequence[str]], dict[str, Any]]


def _only_here(draw: random.Random, districts: Sequence[str]) -> dict[str, Any]:
    return {"districts": tuple(draw.sample(districts, draw.choice((1, 1, 2)))),
            "only_these_districts": True}  # fmt: skip


def _rather_here(draw: random.Random, districts: Sequence[str]) -> dict[str, Any]:
    return {"districts": (draw.choice(districts),)}


def _kind(draw: random.Random, _districts: Sequence[str]) -> dict[str, Any]:
    return {"kinds": (draw.choice(list(PostKind)),)}


def _wage(draw: random.Random, _districts: Sequence[str]) -> dict[str, Any]:
    return {"wage_min_month": float(draw.choice((2500, 3500, 4500, 6000, 9000, 13000)))}


def _schooling(draw: random.Random, _districts: Sequence[str]) -> dict[str, Any]:
    return {"education": draw.choice(list(Education)), "experience_years": float(draw.randrange(9))}


def _nights(_draw: random.Random, _districts: Sequence[str]) -> dict[str, Any]:
    return {"no_night_shift": True}


def _lodging(draw: random.Random, _districts: Sequence[str]) -> dict[str, Any]:
    return {"board_lodging": draw.choice((BoardLodging.LODGING, BoardLodging.BOTH))}


def _papers(draw: random.Random, _districts: Sequence[str]) -> dict[str, Any]:
    return {"certificates": (draw.choice(("C1驾驶证", "健康证", "电工证", "教师资格证")),)}


def _standing(draw: random.Random, districts: Sequence[str]) -> dict[str, Any]:
    return {
        "statuses": (draw.choice(list(PersonStatus)),),
        "registered_unemployed": True,
        "residence": draw.choice((Residence.CHONGQING, Residence.SICHUAN)),
        "home_district": draw.choice(districts),
        "birth_year": draw.randrange(1966, 2005),
    }


_NARROWING: tuple[_Narrow, ...] = (
    _only_here, _rather_here, _kind, _wage, _schooling, _nights, _lodging, _papers, _standing,
)  # fmt: skip

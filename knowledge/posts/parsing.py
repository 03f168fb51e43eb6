"""A row of a feed made into a Post, or the reasons why it is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from knowledge.glossary import Glossary
from knowledge.posts import values
from knowledge.posts.days import read_coming_day, read_day, read_past_day
from knowledge.posts.feed import REQUIRED, Row
from knowledge.posts.hold import Hold, bad_value, missing_value, unreadable_row
from knowledge.posts.limits import limits_in_text, read_places
from knowledge.posts.pay_cells import read_pay
from knowledge.posts.post import Post
from knowledge.sentence import Sentence
from knowledge.terms import TermKind
from knowledge.vocabulary import Education


@dataclass(frozen=True, slots=True)
class _Column:
    """How one cell is read, and what it may hold."""

    read: Callable[[str], Any]
    expected: Sentence


_DAY = Sentence(
    "日期，如 2026-11-03（不能写“3天前”）", "a date such as 2026-11-03 (not '3 days ago')"
)
_WHOLE = Sentence("整数", "a whole number")
_LIST = Sentence("用 | 分开的列表", "a list joined by |")

_COLUMNS: dict[str, _Column] = {
    "kind": _Column(
        values.read_kind,
        Sentence("公益性岗位、企业岗位或政策性岗位", "public_welfare, enterprise or policy"),
    ),
    "channel": _Column(
        values.read_channel, Sentence("八个扩大中的一个渠道", "one of the eight channels")
    ),
    "category": _Column(values.read_category, Sentence("公益性岗位类别", "a category")),
    "headcount": _Column(values.read_whole, _WHOLE),
    "education_min": _Column(
        values.read_level, Sentence("学历，如 大专 或 不限", "a level of schooling, or none")
    ),
    "experience_years": _Column(
        values.read_years, Sentence("工作年限，如 3年 或 不限", "years of experience")
    ),
    "shift": _Column(
        values.read_shift, Sentence("白班、夜班、倒班或弹性", "day, night, rotating or flexible")
    ),
    "board_lodging": _Column(
        values.read_board_lodging,
        Sentence("包吃、包住、包吃住或不包", "board, lodging, both or none"),
    ),
    "social_insurance": _Column(values.read_insurance, Sentence("是或否", "yes or no")),
    "statuses_required": _Column(
        values.read_statuses, Sentence("人员身份，用 | 分开", "ids of statuses joined by |")
    ),
    "skills": _Column(values.read_list, _LIST),
    "certificates": _Column(values.read_list, _LIST),
}
_TEXTS = ("title_en", "address", "description", "description_en", "contact", "source_url")
_AGES = Sentence("年龄，如 18-45岁", "an age such as 18-45岁")


def post_of(
    row: Row, glossary: Glossary, *, is_sample: bool, today: date | None = None
) -> Post | tuple[Hold, ...]:
    """
    The post that the row describes, or every reason why it cannot be taken as one.

    :param today: decides the year of a day that has none (11月3日); without it such a day is not
        understood.
    """
    if row.problem is not None:
        return (unreadable_row(row.problem),)
    cells = row.values
    holds = [missing_value(name) for name in REQUIRED if not cells.get(name)]
    read = _read_columns(cells, holds) | {name: cells.get(name, "") for name in _TEXTS}
    read |= _read_days(cells, today, holds)
    read |= read_pay(cells, holds) | _read_ages(cells, holds)
    read |= read_places(cells, glossary, holds)
    if holds:
        return tuple(holds)
    read["certificates"] = _official(read.get("certificates", ()), glossary)
    for name in ("post_id", "title", "employer"):
        read[name] = cells[name]
    return Post(**read, **limits_in_text(cells), is_sample=is_sample)


def _read_columns(cells: Mapping[str, str], holds: list[Hold]) -> dict[str, Any]:
    """The columns that stand for themselves; an empty one keeps the Post's default."""
    read: dict[str, Any] = {"education_min": Education.NONE}
    for name in _COLUMNS:
        cell = cells.get(name, "")
        if not cell:
            continue
        is_read, value = _read_cell(name, cell)
        if not is_read:
            holds.append(bad_value(name, cell, _COLUMNS[name].expected))
        elif value is not None:
            read[name] = value
    return read


# Most cells of a feed hold one of a few hundred texts.
@lru_cache(maxsize=10_000)
def _read_cell(name: str, cell: str) -> tuple[bool, Any]:
    """Whether the cell is understood, and its value; None where it sets no limit."""
    if name not in REQUIRED and name != "education_min" and _is_none(name, cell):
        return True, None
    value = _COLUMNS[name].read(cell)
    return value is not None, value


def _read_days(cells: Mapping[str, str], today: date | None, holds: list[Hold]) -> dict[str, Any]:
    read: dict[str, date | None] = {}
    for name in ("posted_on", "closes_on"):
        cell = cells.get(name, "")
        if not cell or (name not in REQUIRED and values.is_not_asked(cell)):
            continue
        day = _read_day(name, cell, today, read.get("posted_on"))
        if day is None:
            holds.append(bad_value(name, cell, _DAY))
        else:
            read[name] = day
    return read


@lru_cache(maxsize=5_000)
def _read_day(name: str, cell: str, today: date | None, posted_on: date | None) -> date | None:
    if today is None:
        return read_day(cell)
    if name == "posted_on":
        return read_past_day(cell, today)
    return read_coming_day(cell, posted_on or today)


def _is_none(name: str, cell: str) -> bool:
    """Whether a cell sets no limit; none and 无 are values of their own in two columns."""
    return name not in {"board_lodging", "social_insurance"} and values.is_not_asked(cell)


def _read_ages(cells: Mapping[str, str], holds: list[Hold]) -> dict[str, Any]:
    """age_min and age_max; a text such as 18-45岁 in either states both."""
    bounds: dict[str, int | None] = {"age_min": None, "age_max": None}
    for position, name in enumerate(bounds):
        cell = cells.get(name, "")
        ages = values.read_ages(cell) if cell else None
        if cell and ages is None:
            holds.append(bad_value(name, cell, _AGES))
        elif ages is not None and None not in ages:
            return {"age_min": ages[0], "age_max": ages[1]}
        elif ages is not None:
            bounds[name] = ages[position] if ages[position] is not None else ages[1 - position]
    return dict(bounds)


def _official(names: tuple[str, ...], glossary: Glossary) -> tuple[str, ...]:
    """Certificates under their official names; one that the glossary does not know stays."""
    return tuple(dict.fromkeys(official_licence(name, glossary) for name in names))


def official_licence(name: str, glossary: Glossary) -> str:
    """The glossary's Chinese name of a certificate, or the name as it is."""
    for mention in glossary.find(name):
        entry = mention.of_kind(TermKind.LICENCE)
        if entry is not None and (mention.start, mention.end) == (0, len(name)):
            return entry.zh
    return name

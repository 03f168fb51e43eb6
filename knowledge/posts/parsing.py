"""A row of a feed made into a Post, or the reasons why it is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from knowledge.glossary import Glossary
from knowledge.posts import values
from knowledge.posts.cells.ages import ANY_AGE, Ages, read_age_cell, read_one_age
from knowledge.posts.cells.certificates import read_certificates_cell
from knowledge.posts.cells.experience import Experience, read_experience_cell
from knowledge.posts.cells.headcount import Headcount, read_headcount_cell
from knowledge.posts.cells.insurance import Insurance, read_insurance_cell
from knowledge.posts.cells.schooling import read_schooling_cell
from knowledge.posts.cells.unread import Unread
from knowledge.posts.cells.work_time import WorkTime, read_time_cell
from knowledge.posts.days import read_coming_day, read_day, read_past_day
from knowledge.posts.feed import REQUIRED, Row
from knowledge.posts.hold import Hold, bad_value, missing_value, unclear_value, unreadable_row
from knowledge.posts.limits import limits_in_text, read_places
from knowledge.posts.pay_cells import read_pay
from knowledge.posts.post import Post
from knowledge.sentence import Sentence
from knowledge.terms import TermKind
from knowledge.vocabulary import Education


@dataclass(frozen=True, slots=True)
class _Column:
    """
    How one cell is read, and what it may hold.

    read: the value, an Unread with its reason, or None if it is not understood.
    fields: what the value says of the Post; the column's own name with the value where None.
    """

    read: Callable[[str], Any]
    expected: Sentence
    fields: Callable[[Any], dict[str, Any]] | None = None


def _headcount(said: Headcount) -> dict[str, Any]:
    most = said.high if said.high != said.low else None
    return {"headcount": said.low, "headcount_max": most}


def _work_time(said: WorkTime) -> dict[str, Any]:
    return {"shift": said.shift, "hours_a_day": said.hours, "rest": said.rest}


def _insurance(said: Insurance) -> dict[str, Any]:
    return {"social_insurance": said.is_social, "housing_fund": said.has_fund}


def _experience(said: Experience) -> dict[str, Any]:
    return {"experience_years": said.years}


_DAY = Sentence(
    "日期，如 2026-11-03（不能写“3天前”）", "a date such as 2026-11-03 (not '3 days ago')"
)
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
    "headcount": _Column(
        read_headcount_cell, Sentence("人数，如 3 或 2-3人", "a number of people"), _headcount
    ),
    "education_min": _Column(
        read_schooling_cell, Sentence("学历，如 大专 或 不限", "a level of schooling, or none")
    ),
    "experience_years": _Column(
        read_experience_cell,
        Sentence("工作年限，如 3年 或 不限", "years of experience"),
        _experience,
    ),
    "shift": _Column(
        read_time_cell,
        Sentence("班次或工作时间，如 白班、8小时双休", "a shift or hours, such as day or rotating"),
        _work_time,
    ),
    "board_lodging": _Column(
        values.read_board_lodging,
        Sentence("包吃、包住、包吃住或不包", "board, lodging, both or none"),
    ),
    "social_insurance": _Column(
        read_insurance_cell, Sentence("五险一金、是或否", "yes or no"), _insurance
    ),
    "statuses_required": _Column(
        values.read_statuses, Sentence("人员身份，用 | 分开", "ids of statuses joined by |")
    ),
    "skills": _Column(values.read_list, _LIST),
    "certificates": _Column(read_certificates_cell, _LIST),
}
_TEXTS = ("title_en", "address", "description", "description_en", "contact", "source_url")


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
    return Post(**{**limits_in_text(cells), **read}, is_sample=is_sample)


def _read_columns(cells: Mapping[str, str], holds: list[Hold]) -> dict[str, Any]:
    """The columns that stand for themselves; an empty one keeps the Post's default."""
    read: dict[str, Any] = {"education_min": Education.NONE}
    for name in _COLUMNS:
        cell = cells.get(name, "")
        if not cell:
            continue
        said = _read_cell(name, cell)
        if isinstance(said, Hold):
            holds.append(said)
        else:
            read |= said
    return read


# Most cells of a feed hold one of a few hundred texts.
@lru_cache(maxsize=10_000)
def _read_cell(name: str, cell: str) -> dict[str, Any] | Hold:
    """The fields of the Post that the cell states, or why it is held."""
    if name not in REQUIRED and name != "education_min" and _is_none(name, cell):
        return {}
    column = _COLUMNS[name]
    value = column.read(cell)
    if value is None:
        return bad_value(name, cell, column.expected)
    if isinstance(value, Unread):
        expected = column.expected
        why = Sentence(
            f"{value.reason.zh}；应是{expected.zh}", f"{value.reason.en}; expected {expected.en}"
        )
        return unclear_value(name, cell, why, value.kind)
    return {name: value} if column.fields is None else column.fields(value)


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
    """age_min, age_max and age_max_woman; a text such as 18-45岁 in any cell states both."""
    read, faults = _stated_ages(*(cells.get(name, "") for name in _AGE_COLUMNS))
    holds.extend(faults)
    return read


_AGE_COLUMNS = ("age", "age_min", "age_max")


@lru_cache(maxsize=5_000)
def _stated_ages(*said: str) -> tuple[dict[str, Any], tuple[Hold, ...]]:
    stated, faults = ANY_AGE, []
    for name, cell in zip(_AGE_COLUMNS, said, strict=True):
        ages = _ages_in(name, cell) if cell else ANY_AGE
        if isinstance(ages, Unread):
            faults.append(unclear_value(name, cell, ages.reason))
            continue
        stated = Ages(
            ages.low if ages.low is not None else stated.low,
            ages.high if ages.high is not None else stated.high,
            ages.high_woman if ages.high is not None else stated.high_woman,
        )
    read: dict[str, Any] = {"age_min": stated.low, "age_max": stated.high}
    woman = {} if stated.high_woman is None else {"age_max_woman": stated.high_woman}
    return read | woman, tuple(faults)


def _ages_in(name: str, cell: str) -> Ages | Unread:
    """The ages of the cell; one number alone is the bound that its column is for."""
    alone = read_one_age(cell)
    if alone is None or name == "age":
        return read_age_cell(cell)
    return Ages(low=alone) if name == "age_min" else Ages(high=alone)


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

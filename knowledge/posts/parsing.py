"""A row of a feed made into a Post, or the reasons why it is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.glossary import Glossary
from knowledge.posts import values
from knowledge.posts.feed import REQUIRED, Row
from knowledge.posts.hold import Hold, bad_value, missing_value, unreadable_row
from knowledge.posts.limits import limits_in_text, read_places
from knowledge.posts.post import Post
from knowledge.posts.wages import Wage, read_wage
from knowledge.schooling import lowest_level_in
from knowledge.sentence import Sentence
from knowledge.terms import TermKind
from knowledge.vocabulary import Education


@dataclass(frozen=True, slots=True)
class _Column:
    """How one cell is read, and what it may hold."""

    read: Callable[[str], Any]
    expected: Sentence


_DATE = Sentence("日期，如 2026-11-03", "a date such as 2026-11-03")
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
    "posted_on": _Column(values.read_date, _DATE),
    "closes_on": _Column(values.read_date, _DATE),
    "headcount": _Column(values.read_whole, _WHOLE),
    "education_min": _Column(
        lowest_level_in, Sentence("学历，如 大专 或 不限", "a level of schooling, or none")
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
_WAGE = Sentence("工资，如 3000-5000元/月 或 面议", "a wage such as 3000-5000元/月")
_AGES = Sentence("年龄，如 18-45岁", "an age such as 18-45岁")


def post_of(row: Row, glossary: Glossary, *, is_sample: bool) -> Post | tuple[Hold, ...]:
    """The post that the row describes, or every reason why it cannot be taken as one."""
    if row.problem is not None:
        return (unreadable_row(row.problem),)
    cells = row.values
    holds = [missing_value(name) for name in REQUIRED if not cells.get(name)]
    read = _read_columns(cells, holds) | {name: cells.get(name, "") for name in _TEXTS}
    read |= _read_wage(cells, holds) | _read_ages(cells, holds)
    read |= read_places(cells, glossary, holds)
    if holds:
        return tuple(holds)
    read["certificates"] = _official(read.get("certificates", ()), glossary)
    for name in ("post_id", "title", "employer"):
        read[name] = cells[name]
    return Post(**read, **limits_in_text(cells), is_sample=is_sample)


def _read_columns(cells: Mapping[str, str], holds: list[Hold]) -> dict[str, Any]:
    """The columns that stand for themselves; an empty one keeps the Post's default."""
    read: dict[str, Any] = {}
    for name, column in _COLUMNS.items():
        cell = cells.get(name, "")
        if not cell or (name not in REQUIRED and name != "education_min" and _is_none(name, cell)):
            continue
        value = column.read(cell)
        if value is None:
            holds.append(bad_value(name, cell, column.expected))
        else:
            read[name] = value
    read.setdefault("education_min", Education.NONE)
    return read


def _is_none(name: str, cell: str) -> bool:
    """Whether a cell sets no limit; none and 无 are values of their own in two columns."""
    return name not in {"board_lodging", "social_insurance"} and values.is_not_asked(cell)


def _read_wage(cells: Mapping[str, str], holds: list[Hold]) -> dict[str, Any]:
    """wage_min, wage_max and wage_unit; a text in one of the first two may state all three."""
    low, high, unit = (cells.get(name, "") for name in ("wage_min", "wage_max", "wage_unit"))
    wage = _stated_wage(low, high, holds)
    read_unit = values.read_unit(unit) if unit else None
    if unit and read_unit is None and not values.is_not_asked(unit):
        holds.append(
            bad_value("wage_unit", unit, Sentence("月、天、小时或件", "month, day, hour, piece"))
        )
    is_paid = wage.low is not None or wage.high is not None
    return {
        "wage_min": wage.low,
        "wage_max": wage.high,
        "wage_unit": (read_unit or wage.unit) if is_paid else None,
    }


def _stated_wage(low: str, high: str, holds: list[Hold]) -> Wage:
    bounds: list[float | None] = [None, None]
    for position, (name, cell) in enumerate((("wage_min", low), ("wage_max", high))):
        number = values.read_number(cell) if cell else None
        wage = read_wage(cell) if cell and number is None else None
        if wage is not None and wage.unit is not None:
            return wage
        if cell and number is None and wage is None:
            holds.append(bad_value(name, cell, _WAGE))
        bounds[position] = number
    return Wage(bounds[0], bounds[1], _likely_unit(bounds))


def _likely_unit(bounds: list[float | None]) -> Any:  # noqa: ANN401 - WageUnit or None, typed at Wage
    stated = [bound for bound in bounds if bound is not None]
    wage = read_wage(str(int(max(stated)))) if stated and max(stated) > 0 else None
    return wage.unit if wage else None


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

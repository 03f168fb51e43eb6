"""Rows of a feed made into offerings, or every reason why they are held back."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date

from knowledge.events.feed import OfferingCells
from knowledge.events.offering import Offering, OfferingKind
from knowledge.events.words import campaign_in, kind_in, says
from knowledge.glossary import Glossary
from knowledge.posts.days import read_day
from knowledge.posts.hold import shown
from knowledge.sentence import Sentence

_NEEDED = {
    "offering_id": Sentence("没有编号。", "There is no id."),
    "title": Sentence("没有名称。", "There is no title."),
    "organiser": Sentence("没有主办单位。", "No organiser is named."),
}
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def offering_of(
    row: OfferingCells, glossary: Glossary, *, today: date, is_sample: bool
) -> Offering | tuple[Sentence, ...]:
    """The row as an offering, or the reasons why it is held back."""
    if row.problem:
        return (Sentence(f"这一行读不了：{row.problem}。", f"The row {row.problem}."),)
    cells = row.values
    kind = kind_in(cells.get("kind", ""))
    starts, ends = read_day(cells.get("starts", "")), read_day(cells.get("ends", ""))
    district = _district(cells.get("district", ""), glossary)
    reasons = [reason for name, reason in _NEEDED.items() if not cells.get(name)]
    if kind is None:
        reasons.append(Sentence("kind 应是 event 或 course。", "kind must be event or course."))
    if district is None:
        said = shown(cells.get("district", ""))
        reasons.append(
            Sentence(f"“{said}”不是重庆的区县。", f"'{said}' is no district of Chongqing.")
        )
    reasons += [*_wrong_days(cells, starts, ends, today), *_wrong_cost(cells)]
    if reasons or kind is None or starts is None or district is None:
        return tuple(reasons)
    return _offering(
        cells, kind, starts=starts, ends=ends or starts, district=district, is_sample=is_sample
    )


def _offering(
    cells: Mapping[str, str],
    kind: OfferingKind,
    *,
    starts: date,
    ends: date,
    district: str,
    is_sample: bool,
) -> Offering:
    texts = ("title_en", "venue", "occupation", "certificate", "description", "description_en")
    hours = _figure(cells.get("hours", ""))
    return Offering(
        offering_id=cells["offering_id"],
        kind=kind,
        title=cells["title"],
        organiser=cells["organiser"],
        district=district,
        starts=starts,
        ends=ends,
        campaign=campaign_in(cells.get("campaign", "")),
        hours=None if hours is None else int(hours),
        cost=_cost(cells.get("cost", "")),
        subsidy=tuple(part.strip() for part in cells.get("subsidy", "").split("|") if "." in part),
        contact=cells.get("contact", ""),
        source_url=cells.get("source_url", ""),
        is_sample=is_sample,
        **{name: cells.get(name, "") for name in texts},
    )


def _district(cell: str, glossary: Glossary) -> str | None:
    """The official name; empty for the whole city; None where no district is meant."""
    if says("words", "whole_city", cell.strip()):
        return ""
    return glossary.places.district_of_cell(cell)


def _wrong_days(
    cells: Mapping[str, str], starts: date | None, ends: date | None, today: date
) -> list[Sentence]:
    if starts is None:
        said = shown(cells.get("starts", ""))
        return [Sentence(f"开始日期“{said}”读不懂。", f"The start, '{said}', is no day.")]
    if ends is None and cells.get("ends"):
        said = shown(cells["ends"])
        return [Sentence(f"结束日期“{said}”读不懂。", f"The end, '{said}', is no day.")]
    last = ends or starts
    if last < starts:
        return [
            Sentence(
                f"结束{last}早于开始{starts}。", f"It ends on {last}, before its start on {starts}."
            )
        ]
    if last < today:
        return [Sentence(f"已在{last}结束。", f"It was over on {last}.")]
    return []


def _wrong_cost(cells: Mapping[str, str]) -> list[Sentence]:
    """A fee must have its price."""
    cost = cells.get("cost", "")
    if cost and _cost(cost) is None:
        said = shown(cost)
        return [Sentence(f"费用“{said}”没有金额。", f"The cost, '{said}', names no sum.")]
    text = f"{cells.get('description', '')} {cells.get('description_en', '')}"
    if not cost and says("words", "fee", text) and not says("words", "no_fee", text):
        return [Sentence("要收费，但没有写多少钱。", "A fee is asked for and no price is given.")]
    return []


def _cost(cell: str) -> float | None:
    return 0.0 if says("words", "free", cell.strip()) else _figure(cell)


def _figure(cell: str) -> float | None:
    found = _FIGURE.search(cell.replace(",", ""))
    value = None if found is None else float(found[0])
    return value if value is not None and math.isfinite(value) else None

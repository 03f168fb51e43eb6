"""Figures: charts with a table each, and what is unusual."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.access import needs
from bot.console.filters import Day
from bot.console.titles import titles
from bot.console.visit import Visit
from knowledge.figures.charts import chart
from knowledge.figures.showing import (
    LONGEST,
    NAMES,
    By,
    FigureTable,
    Period,
    declined_in,
    share,
    tables_of,
    wrong_in,
)
from knowledge.figures.warning import early_warnings

router = APIRouter(prefix="/figures")

Reader = Annotated[Visit, needs("figures.read")]

_USUAL = timedelta(days=27)
# A chart is a document of its own: it may style itself and load nothing.
_CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


class PeriodQuery(BaseModel):
    """What the form sends; without dates the last four weeks."""

    since: Day = None
    until: Day = None
    by: By = By.DAY

    def address(self) -> str:
        """The query of an address that shows the same."""
        values = self.model_dump(mode="json", exclude_none=True)
        return urlencode(values)


@router.get("")
def figures_page(visit: Reader, query: Annotated[PeriodQuery, Query()]) -> Response:
    """Tiles, warnings, and every chart with its table."""
    period = period_of(visit, query)
    with visit.sessions() as session:
        tables = tables_of(session, period)
        warnings = early_warnings(session, today_of(visit))
    shown = PeriodQuery(since=period.since, until=period.until, by=period.by)
    return visit.page(
        "figures.html",
        query=shown,
        address=shown.address(),
        tables=[tables[name] for name in NAMES],
        tiles=_tiles(tables),
        warnings=warnings,
        today=today_of(visit),
        label=labels(visit),
        written=written,
    )


@router.get("/charts/{name}.svg")
def chart_image(visit: Reader, name: str, query: Annotated[PeriodQuery, Query()]) -> Response:
    """One chart as an image; it holds no script and no address."""
    if name not in NAMES:
        raise HTTPException(404)
    with visit.sessions() as session:
        table = tables_of(session, period_of(visit, query), [name])[name]
    headers = {"Content-Security-Policy": _CHART_POLICY}
    return Response(chart(table, labels(visit)), media_type="image/svg+xml", headers=headers)


def today_of(visit: Visit) -> date:
    """The bureau's day."""
    return visit.console.clock().astimezone(visit.console.parts.settings.zone).date()


def period_of(visit: Visit, query: PeriodQuery) -> Period:
    """
    The days asked for.

    :raises HTTPException: 400 where they end before they begin or are more than a year.
    """
    until = query.until or today_of(visit)
    since = query.since or until - _USUAL
    if since > until or until - since > LONGEST:
        raise HTTPException(400)
    return Period(since, until, query.by)


def labels(visit: Visit) -> Callable[[str], str]:
    """The words for a column or key; a document is its title, a district stands for itself."""
    known, title = visit.console.pages, titles(visit)

    def label(key: str) -> str:
        return known.text_or(f"figures_{key.removeprefix('figures_')}", visit.lang) or title(key)

    return label


def written(value: float | None) -> str:
    """A number as tables show it; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _tiles(tables: dict[str, FigureTable]) -> list[tuple[str, float | None, str]]:
    """Key of the text, number, unit."""
    statuses = {key: int(values[0] or 0) for key, values in tables["status"].rows}
    verdicts = {key: int(values[0] or 0) for key, values in tables["verdict"].rows}
    turns, reviewed = sum(statuses.values()), sum(verdicts.values())
    shown, applied, placed = (
        sum(values[place] or 0 for _, values in tables["posts"].rows) for place in range(3)
    )
    return [
        ("turns", turns, ""),
        ("declined_share", share(declined_in(statuses), turns), " %"),
        ("wrong_share", share(wrong_in(verdicts), reviewed), " %"),
        ("posts_shown", shown, ""),
        ("applied", applied, ""),
        ("placed", placed, ""),
    ]

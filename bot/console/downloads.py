"""Figures as files, for the bureau or for the public."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.access import needs
from bot.console.figures import PeriodQuery, period_of
from bot.console.visit import Visit
from knowledge.figures.exporting import as_csv, as_json, for_the_public
from knowledge.figures.showing import NAMES, tables_of
from knowledge.records.audit import append

router = APIRouter(prefix="/figures")


class Readers(StrEnum):
    """For whom a file is."""

    STAFF = "staff"
    PUBLIC = "public"


class DownloadQuery(PeriodQuery):
    """Period and reader."""

    readers: Readers = Readers.PUBLIC


@router.get("/files/{name}.{form}")
def figures_file(
    visit: Annotated[Visit, needs("figures.export")],
    name: str,
    form: str,
    query: Annotated[DownloadQuery, Query()],
) -> Response:
    """One table; for the public without the counts that could point at somebody."""
    if name not in NAMES or form not in ("csv", "json"):
        raise HTTPException(404)
    period = period_of(visit, query)
    with visit.sessions() as session:
        table = tables_of(session, period, [name])[name]
        detail = {"since": str(period.since), "until": str(period.until), "for": query.readers}
        append(session, visit.who, "figures.downloaded", f"figures:{name}", detail)
        session.commit()
    if query.readers is Readers.PUBLIC:
        table = for_the_public(table)
    text = as_csv(table) if form == "csv" else as_json(table)
    file = f"{name}-{period.since}-{period.until}-{query.readers}.{form}"
    kind = "text/csv" if form == "csv" else "application/json"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(text, media_type=f"{kind}; charset=utf-8", headers=headers)

"""Events and courses in the database: imported from a feed in one transaction, read as values."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session, col, select

from knowledge.database import SessionFactory
from knowledge.events.feed import read_offerings
from knowledge.events.gate import offering_of
from knowledge.events.offering import Offering, OfferingKind
from knowledge.events.tables import OfferingImportRow, OfferingRow
from knowledge.glossary import Glossary
from knowledge.posts.screening import FeedEmpty
from knowledge.sentence import Sentence

SAMPLES = tuple(Path(__file__).parent / "samples" / name for name in ("events.csv", "courses.csv"))
_COLUMNS = ("offering_id", "kind", "title", "title_en", "organiser", "district", "starts", "ends")
_OFFERING = TypeAdapter(Offering)


@dataclass(frozen=True, slots=True)
class HeldOffering:
    """A row that was held back, with every reason."""

    line: int
    offering_id: str
    reasons: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class OfferingReport:
    """What one import did."""

    rows: int
    added: int
    updated: int
    unchanged: int
    closed: int
    held: tuple[HeldOffering, ...]


def import_offerings(
    sessions: SessionFactory,
    path: Path,
    *,
    today: date,
    glossary: Glossary | None = None,
    is_sample: bool = False,
) -> OfferingReport:
    """
    Takes the feed in whole, in one transaction: added, updated by id, closed where gone.

    A feed of events closes no courses, and the other way round. What is held stays as it was.

    :raises FeedUnreadable: if no row of the file can be read.
    :raises FeedEmpty: if it holds no row.
    """
    terms = glossary or Glossary.load()
    taken: dict[str, Offering] = {}
    held: list[HeldOffering] = []
    for row in read_offerings(path):
        found = offering_of(row, terms, today=today, is_sample=is_sample)
        if isinstance(found, Offering) and found.offering_id not in taken:
            taken[found.offering_id] = found
            continue
        reasons = (_TWICE,) if isinstance(found, Offering) else found
        held.append(HeldOffering(row.line, row.values.get("offering_id", ""), reasons))
    if not taken and not held:
        raise FeedEmpty(path)
    with sessions() as session:
        record = _begin(session, path, taken, held, is_sample=is_sample)
        _store(session, taken, record)
        _close(session, taken, held, record, today=today)
        report = _report(record, held)
        session.commit()
    return report


def load_sample_offerings(sessions: SessionFactory, *, today: date, glossary: Glossary) -> None:
    """Brings the samples in where nothing was ever imported."""
    with sessions() as session:
        if session.exec(select(OfferingImportRow.id).limit(1)).first() is not None:
            return
    for path in SAMPLES:
        import_offerings(sessions, path, today=today, glossary=glossary, is_sample=True)


def coming(sessions: SessionFactory, kind: OfferingKind, *, today: date) -> list[Offering]:
    """What is not over and not closed, the soonest first."""
    with sessions() as session:
        rows = session.exec(
            select(OfferingRow)
            .where(OfferingRow.kind == kind.value)
            .where(col(OfferingRow.closed_on).is_(None))
            .where(col(OfferingRow.ends) >= today)
            .order_by(col(OfferingRow.starts), col(OfferingRow.offering_id))
        )
        return [_value(row) for row in rows]


def offering(sessions: SessionFactory, offering_id: str) -> Offering | None:
    """The offering of this id, closed or not."""
    with sessions() as session:
        row = session.get(OfferingRow, offering_id)
        return None if row is None else _value(row)


_TWICE = Sentence("编号已经出现过，留用先出现的。", "The id came before; the first row is kept.")


def _begin(
    session: Session,
    path: Path,
    taken: dict[str, Offering],
    held: list[HeldOffering],
    *,
    is_sample: bool,
) -> OfferingImportRow:
    record = OfferingImportRow(
        file_name=path.name,
        is_sample=is_sample,
        rows=len(taken) + len(held),
        held=[
            {
                "line": one.line,
                "offering_id": one.offering_id,
                "reasons": [{"zh": why.zh, "en": why.en} for why in one.reasons],
            }
            for one in held
        ],
    )
    session.add(record)
    session.flush()
    return record


def _store(session: Session, taken: dict[str, Offering], record: OfferingImportRow) -> None:
    assert record.id is not None
    for one in taken.values():
        columns = _as_columns(one)
        row = session.get(OfferingRow, one.offering_id)
        if row is None:
            session.add(OfferingRow(**columns, last_import=record.id))
            record.added += 1
            continue
        is_same = row.closed_on is None and _value(row) == one
        record.unchanged += is_same
        record.updated += not is_same
        for name, value in columns.items():
            setattr(row, name, value)
        row.closed_on, row.last_import = None, record.id


def _close(
    session: Session,
    taken: dict[str, Offering],
    held: list[HeldOffering],
    record: OfferingImportRow,
    *,
    today: date,
) -> None:
    """Closes what the feed no longer holds; nothing where every row was held."""
    kinds = {one.kind for one in taken.values()}
    kept = {*taken, *(one.offering_id for one in held)}
    still_open = select(OfferingRow).where(col(OfferingRow.closed_on).is_(None))
    for row in session.exec(still_open).all():
        if row.kind in kinds and row.offering_id not in kept:
            row.closed_on = today
            record.closed += 1


def _report(record: OfferingImportRow, held: list[HeldOffering]) -> OfferingReport:
    return OfferingReport(
        rows=record.rows,
        added=record.added,
        updated=record.updated,
        unchanged=record.unchanged,
        closed=record.closed,
        held=tuple(held),
    )


def _as_columns(one: Offering) -> dict[str, Any]:
    plain: dict[str, Any] = _OFFERING.dump_python(one, mode="json")
    own = {name: getattr(one, name) for name in (*_COLUMNS, "is_sample")}
    own["kind"] = one.kind.value
    own["details"] = {name: value for name, value in plain.items() if name not in own}
    return own


def _value(row: OfferingRow) -> Offering:
    known = {field.name for field in fields(Offering)}
    own = {name: getattr(row, name) for name in (*_COLUMNS, "is_sample")}
    details = {name: value for name, value in row.details.items() if name in known}
    return _OFFERING.validate_python({**details, **own})

"""The audit log: every change and every look at personal data, chained by hash, never altered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, update
from sqlmodel import Session, col, select

from knowledge.database import now
from knowledge.records.audit_tables import AuditEntryRow, AuditHeadRow

Detail = Mapping[str, str | int | bool | Sequence[str] | None]

START = "0" * 64
"""What stands for the previous hash in the first entry."""
LONGEST_VALUE = 300
_NEVER_KEPT = frozenset({"text", "message", "reply", "password", "code", "secret", "token"})
_READ_AT_ONCE = 1000


class DetailRefused(Exception):
    """What the entry would hold does not belong into a log that can never be cleaned."""


class AuditNotPrepared(Exception):
    """The head of the chain is missing: the schema was not made by the migrations."""


class Fault(StrEnum):
    """What is wrong with the first entry that does not hold."""

    MISSING = "missing"
    NOT_CHAINED = "not_chained"
    ALTERED = "altered"
    CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk over the chain found; `sequence` is the first entry that does not hold."""

    entries: int
    fault: Fault | None = None
    sequence: int | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry as it is shown."""

    sequence: int
    at: datetime
    who: str
    what: str
    about: str
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are wanted; what is empty does not narrow."""

    who: str = ""
    what: str = ""
    """Exact, or the beginning before a dot: `staff` finds `staff.added` too."""
    about: str = ""
    since: datetime | None = None
    until: datetime | None = None


def append(session: Session, who: str, what: str, about: str, detail: Detail | None = None) -> int:
    """
    Writes an entry in the transaction of the change that it tells of; the caller commits.

    Until then nobody else can append, so that the chain cannot fork: append last, commit soon.

    :param who: the account's name, or what else acted (`command line`).
    :param what: noun and participle, `staff.added`, as the console's wording knows it.
    :param about: kind and id, `turn:17`, `seeker:3`, `staff:chen`.
    :param detail: ids, counts, reasons; never what people wrote, never a password.
    :return: the entry's number; they run without a gap.
    :raises DetailRefused: if the detail holds what must not be kept.
    """
    kept = _checked(detail or {})
    number = col(AuditHeadRow.sequence)
    # The update comes first because it takes the row (in SQLite: the file) until the commit.
    taken = session.exec(
        update(AuditHeadRow)
        .where(col(AuditHeadRow.id) == 1)
        .values(sequence=number + 1)
        .returning(number, col(AuditHeadRow.hash))
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if taken is None:
        raise AuditNotPrepared
    entry = AuditEntry(taken[0], now(), who, what, about, kept)
    digest = _digest(entry, taken[1])
    session.add(_row(entry, taken[1], digest))
    session.exec(
        update(AuditHeadRow).values(hash=digest).execution_options(synchronize_session=False)
    )
    return entry.sequence


def verify(session: Session) -> Verdict:
    """Walks the whole chain and names the first entry that does not hold."""
    previous, walked = START, 0
    rows = session.exec(select(AuditEntryRow).order_by(col(AuditEntryRow.sequence))).yield_per(
        _READ_AT_ONCE
    )
    for row in rows:
        fault = _fault_of(row, walked + 1, previous)
        if fault is not None:
            return Verdict(walked, fault, walked + 1 if fault is Fault.MISSING else row.sequence)
        previous, walked = row.hash, walked + 1
    head = session.exec(select(AuditHeadRow)).one_or_none()
    if head is None or (head.sequence, head.hash) != (walked, previous):
        return Verdict(walked, Fault.CUT_OFF, walked + 1)
    return Verdict(walked)


def entries(
    session: Session, wanted: Wanted, *, before: int | None = None, limit: int = 50
) -> list[AuditEntry]:
    """
    The entries that are wanted, newest first.

    :param before: the last number of the page before this one.
    """
    query = select(AuditEntryRow)
    for condition in _conditions(wanted):
        query = query.where(condition)
    if before is not None:
        query = query.where(col(AuditEntryRow.sequence) < before)
    query = query.order_by(col(AuditEntryRow.sequence).desc()).limit(limit)
    return [_entry(row) for row in session.exec(query)]


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.who:
        yield col(AuditEntryRow.who) == wanted.who
    if wanted.what:
        named = col(AuditEntryRow.what)
        yield or_(named == wanted.what, named.startswith(f"{wanted.what}.", autoescape=True))
    if wanted.about:
        yield col(AuditEntryRow.about) == wanted.about
    if wanted.since is not None:
        yield col(AuditEntryRow.at) >= wanted.since
    if wanted.until is not None:
        yield col(AuditEntryRow.at) < wanted.until


def _checked(detail: Detail) -> Detail:
    refused = _NEVER_KEPT & set(detail)
    if refused:
        raise DetailRefused(f"an audit entry never holds {', '.join(sorted(refused))}")
    for key, value in detail.items():
        if isinstance(value, str) and len(value) > LONGEST_VALUE:
            raise DetailRefused(f"{key!r} has {len(value)} characters, {LONGEST_VALUE} at most")
    return dict(detail)


def _fault_of(row: AuditEntryRow, expected: int, previous: str) -> Fault | None:
    if row.sequence != expected:
        return Fault.MISSING
    if row.previous_hash != previous:
        return Fault.NOT_CHAINED
    return None if row.hash == _digest(_entry(row), previous) else Fault.ALTERED


def _digest(entry: AuditEntry, previous: str) -> str:
    """SHA-256 over the previous hash and the entry as canonical JSON."""
    canonical = json.dumps(
        _columns(entry), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def _row(entry: AuditEntry, previous: str, digest: str) -> AuditEntryRow:
    return AuditEntryRow(
        sequence=entry.sequence,
        at=entry.at,
        who=entry.who,
        what=entry.what,
        about=entry.about,
        detail=dict(entry.detail),
        previous_hash=previous,
        hash=digest,
    )


def _columns(entry: AuditEntry) -> dict[str, object]:
    return {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "who": entry.who,
        "what": entry.what,
        "about": entry.about,
        "detail": dict(entry.detail),
    }


def _entry(row: AuditEntryRow) -> AuditEntry:
    return AuditEntry(row.sequence, row.at, row.who, row.what, row.about, row.detail)

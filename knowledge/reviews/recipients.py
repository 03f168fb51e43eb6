"""Whom a correction reaches: the person who got the answer, and all who got the same clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, or_
from sqlmodel import Session, col, select

from knowledge.language import Lang
from knowledge.records.audit import append
from knowledge.records.messages import Extra, MessageKind, enqueue
from knowledge.records.tables import SeekerRow, TurnRow
from knowledge.reviews.correcting import correction_in
from knowledge.reviews.tables import CorrectionRow

LONGEST_BACK_DAYS = 365
_READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who got the clause; `turn_id` is the last turn in which they did."""

    seeker_id: int
    surface: str
    turn_id: int
    lang: Lang
    at: datetime


@dataclass(frozen=True, slots=True)
class CitedVersion:
    """A clause as it stood in one language in one release."""

    clause_id: str
    lang: str
    digest: str
    release_id: str | None


def cited_versions(turn: TurnRow) -> list[CitedVersion]:
    """The clauses that the turn's answer rests on, as they stood then."""
    return [
        CitedVersion(one["clause_id"], one["lang"], one["digest"], turn.release_id)
        for one in turn.trace.get("clauses") or []
    ]


def others_who_got(
    session: Session, version: CitedVersion, since: datetime, *, but_not: int
) -> list[Recipient]:
    """
    Everybody else whose answer rested on that version of the clause, each once.

    The other language's twin counts where an answer came from a release that held this version.

    :param but_not: the number of the seeker whom the correction is for.
    """
    newest: dict[int, Recipient] = {}
    releases = {version.release_id}
    rows = list(_citing(session, version, since))
    for turn, _ in rows:
        if _cites_exactly(turn.trace, version):
            releases.add(turn.release_id)
    for turn, surface in rows:
        is_twin = turn.release_id in releases and _cites_twin(turn.trace, version)
        if turn.seeker_id == but_not or not (_cites_exactly(turn.trace, version) or is_twin):
            continue
        assert turn.id is not None
        newest[turn.seeker_id] = Recipient(
            turn.seeker_id, surface, turn.id, Lang(turn.lang), turn.received_at
        )
    return list(newest.values())


def counted_by_lang(recipients: list[Recipient]) -> Mapping[Lang, int]:
    """How many there are of each language."""
    return Counter(one.lang for one in recipients)


def send_to_person(session: Session, row: CorrectionRow, by: str) -> bool:
    """
    Puts the correction down for the person whose turn it corrects; the caller commits.

    :return: False where they have it already, or have deleted everything.
    """
    turn = session.get(TurnRow, row.turn_id)
    told = turn is not None and _tell(session, row, turn.seeker_id, Lang(turn.lang), by)
    if told:
        row.sent_to += 1
        detail: dict[str, str | int] = {"to": "person", "people": 1}
        append(session, by, "correction.sent", f"correction:{row.id}", detail)
    return told


def send_to_others(
    session: Session, row: CorrectionRow, recipients: list[Recipient], by: str
) -> int:
    """
    Puts the correction down for everybody in whose language it is written; the caller commits.

    :param recipients: read in the same transaction.
    :return: how many have not had it before.
    """
    told = sum(_tell(session, row, one.seeker_id, one.lang, by) for one in recipients)
    row.sent_to += told
    if told:
        detail: dict[str, str | int] = {"to": "same clause", "people": told}
        append(session, by, "correction.sent", f"correction:{row.id}", detail)
    return told


def since_days(moment: datetime, days: int) -> datetime:
    """The moment so many days ago; a year at most."""
    return moment - timedelta(days=min(days, LONGEST_BACK_DAYS))


def _tell(session: Session, row: CorrectionRow, seeker_id: int, lang: Lang, by: str) -> bool:
    correction = correction_in(row)
    text = correction.texts.get(lang)
    if text is None:
        return False
    extra = Extra(
        parts={"citations": correction.citations.get(lang, [])},
        about=f"correction-{correction.correction_id}",
        sender=by,
    )
    kind = MessageKind.CORRECTION
    return enqueue(session, seeker_id, kind, text=text, lang=lang, extra=extra) is not None


def _citing(
    session: Session, version: CitedVersion, since: datetime
) -> Iterator[tuple[TurnRow, str]]:
    # Narrowed by the text of the trace, which both databases can do, and judged on what it says.
    trace = cast(TurnRow.trace, String)
    query = (
        select(TurnRow, SeekerRow.surface)
        .join(SeekerRow, col(SeekerRow.id) == TurnRow.seeker_id)
        .where(col(TurnRow.received_at) >= since)
        .where(col(TurnRow.status).startswith("answered"))
        .where(or_(*_held_by(trace, version)))
        .order_by(col(TurnRow.id))
    )
    yield from session.exec(query).yield_per(_READ_AT_ONCE)


def _held_by(trace: Any, version: CitedVersion) -> list[ColumnElement[bool]]:  # noqa: ANN401 - a SQL expression
    named = f'"clause_id": "{version.clause_id}", "lang": "{Lang(version.lang).other}"'
    return [
        trace.contains(version.digest, autoescape=True),
        trace.contains(named, autoescape=True),
    ]


def _cites_exactly(trace: Mapping[str, Any], version: CitedVersion) -> bool:
    return any(one["digest"] == version.digest for one in trace.get("clauses") or [])


def _cites_twin(trace: Mapping[str, Any], version: CitedVersion) -> bool:
    return any(
        one["clause_id"] == version.clause_id and one["lang"] != version.lang
        for one in trace.get("clauses") or []
    )

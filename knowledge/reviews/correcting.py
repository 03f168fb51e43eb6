"""The answer that should have been given: written by staff, held to its clauses like any answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from knowledge.answering.model.citing import figure_fault
from knowledge.language import Lang
from knowledge.policies.document import Clause
from knowledge.policies.release import Release
from knowledge.records.audit import append
from knowledge.records.tables import TurnRow
from knowledge.reviews.tables import CorrectionRow
from knowledge.reviews.verdict import Verdict

LONGEST_TEXT = 3000
_FIGURE = re.compile(r"\d+(?:[.-]\d+)*")
_NEED_NO_CLAUSE = frozenset({Verdict.SHOULD_HAVE_DECLINED})


class CorrectionFault(StrEnum):
    """Why a correction was not taken."""

    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    NO_CLAUSE = "no_clause"
    CLAUSE_UNKNOWN = "clause_unknown"
    FIGURE = "figure"


class CorrectionRefused(Exception):
    """The correction was not kept; `detail` names the clause, or the figures that they lack."""

    def __init__(self, fault: CorrectionFault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}")
        self.fault, self.detail = fault, detail


@dataclass(frozen=True, slots=True)
class NewCorrection:
    """What staff have written; a language without a text reaches nobody who speaks it."""

    verdict: Verdict
    texts: Mapping[Lang, str]
    clause_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that was kept."""

    correction_id: int
    turn_id: int
    verdict: Verdict
    texts: Mapping[Lang, str]
    clause_ids: tuple[str, ...]
    citations: Mapping[Lang, list[dict[str, Any]]]
    evidence: tuple[str, ...]
    written_by: str
    written_at: datetime
    sent_to: int
    is_golden: bool


def write_correction(
    session: Session, turn: TurnRow, new: NewCorrection, release: Release, by: str
) -> int:
    """
    Keeps a correction of a turn with an entry in the audit log; the caller commits.

    :return: its number.
    :raises CorrectionRefused: if a text is missing or holds a figure that no cited clause holds.
    """
    assert turn.id is not None
    texts = {lang: text.strip() for lang, text in new.texts.items() if text.strip()}
    if Lang(turn.lang) not in texts:
        raise CorrectionRefused(CorrectionFault.NO_TEXT, turn.lang)
    if any(len(text) > LONGEST_TEXT for text in texts.values()):
        raise CorrectionRefused(CorrectionFault.TOO_LONG, str(LONGEST_TEXT))
    if not new.clause_ids and new.verdict not in _NEED_NO_CLAUSE:
        raise CorrectionRefused(CorrectionFault.NO_CLAUSE)
    clauses = {lang: _clauses(new.clause_ids, release, lang) for lang in texts}
    for lang, text in texts.items():
        _hold_to(text, clauses[lang], release)
    row = CorrectionRow(
        turn_id=turn.id,
        verdict=new.verdict.value,
        texts={lang.value: text for lang, text in texts.items()},
        clause_ids=list(new.clause_ids),
        citations={
            lang.value: [asdict(release.cite(clause)) for clause in found]
            for lang, found in clauses.items()
        },
        evidence=sorted({id_ for found in clauses.values() for c in found for id_ in c.evidence}),
        written_by=by,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    detail = {"turn": turn.id, "verdict": new.verdict.value, "clauses": list(new.clause_ids)}
    append(session, by, "correction.written", f"correction:{row.id}", detail)
    return row.id


def corrections_of(session: Session, turn_id: int) -> list[Correction]:
    """The corrections of a turn, newest first."""
    query = (
        select(CorrectionRow)
        .where(CorrectionRow.turn_id == turn_id)
        .order_by(col(CorrectionRow.id).desc())
    )
    return [correction_in(row) for row in session.exec(query)]


def correction_row(session: Session, correction_id: int) -> CorrectionRow | None:
    """The row of a correction; None once its person has deleted everything."""
    return session.get(CorrectionRow, correction_id)


def correction_in(row: CorrectionRow) -> Correction:
    """A row as the rest of the program knows it."""
    assert row.id is not None
    return Correction(
        correction_id=row.id,
        turn_id=row.turn_id,
        verdict=Verdict(row.verdict),
        texts={Lang(lang): text for lang, text in row.texts.items()},
        clause_ids=tuple(row.clause_ids),
        citations={Lang(lang): found for lang, found in row.citations.items()},
        evidence=tuple(row.evidence),
        written_by=row.written_by,
        written_at=row.written_at,
        sent_to=row.sent_to,
        is_golden=row.golden is not None,
    )


def _clauses(clause_ids: Sequence[str], release: Release, lang: Lang) -> list[Clause]:
    found = []
    for clause_id in clause_ids:
        clause = release.clause(clause_id, lang)
        if clause is None:
            raise CorrectionRefused(CorrectionFault.CLAUSE_UNKNOWN, clause_id)
        found.append(clause)
    return found


def _hold_to(text: str, clauses: Sequence[Clause], release: Release) -> None:
    fault = figure_fault(text, clauses, release)
    if fault is not None:
        # The fault is worded for the log; whoever reads the page wants the figures in it.
        named = ", ".join(_FIGURE.findall(fault))
        raise CorrectionRefused(CorrectionFault.FIGURE, named or fault)

"""Corrections as questions of a golden set: what went wrong once is asked at every measure."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from sqlmodel import Session, col, select

from knowledge.evaluation.answers import GoldenQuestion
from knowledge.language import Lang
from knowledge.people.personal_data import masked
from knowledge.records.audit import append
from knowledge.records.tables import TurnRow
from knowledge.reviews.correcting import correction_in
from knowledge.reviews.tables import CorrectionRow
from knowledge.reviews.verdict import Verdict


class FigureNotInText(Exception):
    """The figure that a right answer is to hold does not stand in the correction."""


def golden_path(data_dir: Path) -> Path:
    """The file of questions that `chunfeng evaluate answers` takes."""
    return data_dir / "golden" / "corrections.jsonl"


def make_golden(
    session: Session, row: CorrectionRow, *, question: str, figure: str, by: str
) -> None:
    """
    Makes the correction a golden question; the caller commits and then writes the file.

    :param question: as it is to be asked; whoever sends it has taken names out of it.
    :param figure: what a right answer has to hold; empty where any figure is right.
    :raises FigureNotInText: if the correction does not hold that figure itself.
    """
    correction, turn = correction_in(row), session.get_one(TurnRow, row.turn_id)
    lang = Lang(turn.lang)
    if figure and figure not in correction.texts[lang]:
        raise FigureNotInText(figure)
    asked = GoldenQuestion(
        id=f"correction-{correction.correction_id}",
        lang=lang,
        question=masked(question),
        expected_evidence=correction.evidence,
        answerable=correction.verdict is not Verdict.SHOULD_HAVE_DECLINED,
        expected_figure=figure or None,
        form="correction",
    )
    row.golden = asked.model_dump(mode="json")
    session.flush()
    append(session, by, "correction.made_golden", f"correction:{correction.correction_id}")


def write_golden(session: Session, path: Path) -> int:
    """
    Writes all questions that corrections have become, whole or not at all.

    :return: how many there are.
    """
    query = (
        select(CorrectionRow.golden)
        .where(col(CorrectionRow.golden).is_not(None))
        .order_by(col(CorrectionRow.id))
    )
    lines = [
        GoldenQuestion.model_validate(kept).model_dump_json()
        for kept in session.exec(query)
        if kept
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=path.parent, prefix=".corrections-", delete=False, encoding="utf-8"
    ) as draft:
        draft.write("".join(f"{line}\n" for line in lines))
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(path)
    return len(lines)

"""How far two reviewers who do not see each other's verdicts agree, and what was found at all."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from knowledge.reviews.tables import ReviewItemRow
from knowledge.reviews.verdict import ItemKind, Verdict


@dataclass(frozen=True, slots=True)
class Agreement:
    """
    Over turns that two reviewers judged blind.

    `kappa` is Cohen's: 1 is full agreement, 0 what chance would give; None where it is not defined
    (no pairs, or both reviewers found the same thing about every turn).
    """

    pairs: int
    same: int
    kappa: float | None
    counts: Mapping[tuple[Verdict, Verdict], int]
    """Verdict of the first reviewer by name, verdict of the second."""


@dataclass(frozen=True, slots=True)
class Found:
    """Verdicts on the turns of the samples, each turn once, with the settled verdict if any."""

    judged: int
    verdicts: Mapping[Verdict, int]


def agreement(session: Session, since: date, until: date) -> Agreement:
    """The agreement on turns of these days, both included."""
    pairs = _pairs(session, since, until)
    return Agreement(
        pairs=len(pairs),
        same=sum(first == second for first, second in pairs),
        kappa=_kappa(pairs),
        counts=Counter(pairs),
    )


def found(session: Session, since: date, until: date) -> Found:
    """What was found about the sampled turns of these days; picked turns do not count."""
    rows = [row for row in _rows(session, since, until) if row.kind != ItemKind.PICKED]
    sampled = {row.turn_id for row in rows if row.kind == ItemKind.SAMPLE}
    # A settled verdict comes last and holds; of two that agree either does.
    rows.sort(key=lambda row: row.kind == ItemKind.ADJUDICATION)
    verdicts = {row.turn_id: row.verdict for row in rows if row.turn_id in sampled}
    return Found(len(verdicts), Counter(Verdict(one) for one in verdicts.values() if one))


def _pairs(session: Session, since: date, until: date) -> list[tuple[Verdict, Verdict]]:
    by_turn: dict[int, list[ReviewItemRow]] = {}
    for row in _rows(session, since, until):
        if row.is_double:
            by_turn.setdefault(row.turn_id, []).append(row)
    found = []
    for rows in by_turn.values():
        rows.sort(key=lambda one: one.reviewer)
        verdicts = [Verdict(row.verdict) for row in rows if row.verdict]
        if len(verdicts) == 2:
            found.append((verdicts[0], verdicts[1]))
    return found


def _rows(session: Session, since: date, until: date) -> list[ReviewItemRow]:
    query = (
        select(ReviewItemRow)
        .where(col(ReviewItemRow.day) >= since, col(ReviewItemRow.day) <= until)
        .where(col(ReviewItemRow.judged_at).is_not(None))
        .order_by(col(ReviewItemRow.id))
    )
    return list(session.exec(query))


def _kappa(pairs: Sequence[tuple[Verdict, Verdict]]) -> float | None:
    if len(set(pairs)) < 2:
        return None
    # It takes half a second to import, and no other page needs it.
    from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped]

    first, second = zip(*pairs, strict=True)
    kappa = float(cohen_kappa_score([str(one) for one in first], [str(one) for one in second]))
    return None if math.isnan(kappa) else kappa

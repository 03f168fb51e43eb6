"""Where a day lies in the life of a clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.dates import PartialDate
from knowledge.policies.document import Clause, Validity, validity
from knowledge.policies.reading import read_document
from tests.builders import write_document


@pytest.fixture
def clause(tmp_path: Path) -> Clause:
    return read_document(write_document(tmp_path)).clauses[0]


@pytest.mark.parametrize(
    ("begins", "ends", "says"),
    [
        ("2025-04-01", None, Validity.IN_FORCE),
        ("2026-11-22", "2026-11-22", Validity.IN_FORCE),
        ("2025", "2026-11", Validity.IN_FORCE),
        ("2025", "2026-10", Validity.CLOSED),
        (None, "2026-11-21", Validity.CLOSED),
        ("2026-11-23", None, Validity.NOT_YET),
        (None, None, Validity.NOT_SAID),
        (None, "2027", Validity.NOT_SAID),
    ],
)
def test_the_last_day_named_still_counts(
    clause: Clause, begins: str | None, ends: str | None, says: Validity
) -> None:
    dated = replace(
        clause,
        effective_from=PartialDate.parse(begins) if begins else None,
        effective_to=PartialDate.parse(ends) if ends else None,
    )
    assert validity(dated, date(2026, 11, 22)) is says


def test_the_digest_follows_what_a_reader_sees(clause: Clause) -> None:
    assert replace(clause, asked_as=("别的问法",)).digest == clause.digest
    assert replace(clause, text=clause.text + "！").digest != clause.digest
    assert replace(clause, heading="另一个标题").digest != clause.digest

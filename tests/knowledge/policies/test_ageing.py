"""Which documents need somebody's eye, on a given day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.wiring import Services
from knowledge.policies.ageing import Concern, documents_to_review
from tests.builders import CLAUSES, CLAUSES_EN, write_pair

TODAY = date(2026, 11, 30)


@pytest.fixture
def folder(tiny: Services) -> Path:
    return tiny.settings.documents_dir


def concerns(services: Services, today: date = TODAY) -> dict[str, tuple[Concern, ...]]:
    services.refresher.refresh(services.settings.documents_dir)
    entries = documents_to_review(services.release_shelf.current(), today)
    return {entry.document.document_id: entry.concerns for entry in entries}


def test_a_document_in_order_is_not_on_the_list(tiny: Services) -> None:
    assert concerns(tiny) == {}


@pytest.mark.parametrize(
    ("front", "concern"),
    [
        ({"review_by": "'2026-11-29'"}, Concern.OVERDUE),
        ({"effective_to": "'2026-11-29'"}, Concern.CLOSED),
        ({"source_kind": "media"}, Concern.UNOFFICIAL),
    ],
)
def test_each_concern_is_found(
    tiny: Services, folder: Path, front: dict[str, str], concern: Concern
) -> None:
    write_pair(folder, **front)
    assert concerns(tiny) == {"meal-allowance": (concern,)}


def test_a_day_still_to_come_or_the_last_day_itself_is_no_concern(
    tiny: Services, folder: Path
) -> None:
    write_pair(folder, review_by="'2026-11-30'", effective_to="'2026-11-30'")
    assert concerns(tiny) == {}


def test_what_a_later_document_replaced_is_found(tiny: Services, folder: Path) -> None:
    write_pair(folder, id="meal-rule", supersedes="[meal-allowance]")
    assert concerns(tiny) == {"meal-allowance": (Concern.SUPERSEDED,)}


def test_a_document_is_closed_only_when_nothing_of_it_holds(tiny: Services, folder: Path) -> None:
    ended = ('kind=amount for=anyone effective_to="2025-12"',)
    write_pair(
        folder,
        CLAUSES.replace("kind=amount", *ended),
        CLAUSES_EN.replace("kind=amount", *ended),
    )
    assert concerns(tiny) == {}

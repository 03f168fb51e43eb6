"""`chunfeng knowledge status` says what is in use, and which documents somebody should look at."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result
from typer.testing import CliRunner

import bot.commands.knowledge
from bot.commands.knowledge import app
from bot.wiring import Services
from tests.builders import write_pair


@pytest.fixture
def status(tiny: Services, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in this process, on three small documents and with no model."""
    monkeypatch.setattr(bot.commands.knowledge, "services", lambda _context: tiny)

    def run(*options: str) -> Result:
        tiny.refresher.refresh(tiny.settings.documents_dir)
        return CliRunner().invoke(app, ["status", *options])

    return run


def test_it_lists_each_document_under_every_concern(
    tiny: Services, status: Callable[..., Result]
) -> None:
    write_pair(
        tiny.settings.documents_dir,
        source_kind="media",
        review_by="'2026-01-31'",
        effective_to="'2026-01-31'",
    )
    shown = status()
    assert shown.exit_code == 0
    for heading in ("overdue for review: 1", "ended: 1", "without an official source: 1"):
        assert heading in shown.output
    assert "superseded: 0" in shown.output
    assert "meal-allowance (review by 2026-01-31, source media, until 2026-01-31)" in shown.output
    report = json.loads(status("--json").output)
    assert report["documents"] == 3
    assert [one["document_id"] for one in report["to_review"]["closed"]] == ["meal-allowance"]
    assert report["to_review"]["superseded"] == []


def test_what_is_in_order_is_on_no_list(status: Callable[..., Result]) -> None:
    report = json.loads(status("--json").output)
    assert report["to_review"] == {
        "overdue": [],
        "closed": [],
        "superseded": [],
        "unofficial": [],
    }

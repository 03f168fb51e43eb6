"""What is served beside the documents is checked before they are published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.wiring import PROGRAMMES, Services
from index.snapshot import current_id
from knowledge.eligibility.programme import SHARED_CONDITIONS, programme_faults
from knowledge.policies.refresh import Refresher, RefreshRefused

PROGRAMME = "unemployment-registration.yaml"


@pytest.fixture
def programmes(tmp_path: Path) -> Path:
    folder = tmp_path / "programmes"
    folder.mkdir()
    for name in (SHARED_CONDITIONS, PROGRAMME):
        shutil.copy(PROGRAMMES / name, folder / name)
    return folder


def refresher(tiny: Services, programmes: Path) -> Refresher:
    return Refresher(
        tiny.settings.data_dir / "releases",
        tiny.encoder,
        tiny.tokenizer,
        sessions=tiny.sessions,
        gate=lambda clause_ids: programme_faults(programmes, clause_ids),
    )


def test_a_programme_with_an_unknown_field_keeps_the_published_state(
    tiny: Services, programmes: Path
) -> None:
    documents = tiny.settings.documents_dir
    before = refresher(tiny, programmes).refresh(documents)
    broken = programmes / PROGRAMME
    broken.write_text(broken.read_text("utf-8") + "surprise: 1\n", "utf-8")
    (documents / "meal-allowance.zh.md").unlink()
    (documents / "meal-allowance.en.md").unlink()
    with pytest.raises(RefreshRefused, match=rf"{PROGRAMME}:\d+: .*surprise"):
        refresher(tiny, programmes).refresh(documents)
    assert current_id(tiny.settings.data_dir / "releases") == before.release_id


def test_a_rule_that_cites_a_withdrawn_clause_is_warned_of(
    tiny: Services, programmes: Path
) -> None:
    report = refresher(tiny, programmes).refresh(tiny.settings.documents_dir)
    assert any(PROGRAMME in warning for warning in report.warnings)


def test_a_shared_condition_with_a_withdrawn_clause_is_warned_of_as_well() -> None:
    refusals, warnings = programme_faults(PROGRAMMES, frozenset({"who-counts-as-4050.other"}))
    assert refusals == []
    assert any("who-counts-as-4050.who" in warning for warning in warnings)


def test_all_programmes_fit_the_published_documents(real: Services) -> None:
    ids = frozenset(clause_id for clause_id, _ in real.release_shelf.current().clauses)
    assert programme_faults(PROGRAMMES, ids) == ([], [])

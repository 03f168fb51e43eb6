"""`chunfeng knowledge refresh` refuses what it cannot serve, and the published state stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

import bot.commands.knowledge
import bot.wiring
from bot.commands.knowledge import app
from bot.wiring import PROGRAMMES, Services
from index.snapshot import current_id

REGISTRATION = "unemployment-registration.yaml"


@pytest.fixture
def programmes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shutil.copytree(PROGRAMMES, tmp_path / "programmes")
    monkeypatch.setattr(bot.wiring, "PROGRAMMES", folder)
    return folder


@pytest.fixture
def refresh(tiny: Services, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Result]:
    """The command in this process, on three small documents and with no model."""
    monkeypatch.setattr(bot.commands.knowledge, "services", lambda _context: tiny)
    return lambda: CliRunner().invoke(app, ["refresh"])


def changed(tiny: Services) -> None:
    """Something to publish, so that a refusal is seen by what stays."""
    for document in tiny.settings.documents_dir.glob("meal-allowance.*.md"):
        document.write_text(document.read_text("utf-8").replace("230", "240"), "utf-8")


@dataclass(frozen=True)
class Slip:
    """A change to a programme file, the line that is named, and the reason."""

    old: str
    new: str
    line: int
    reason: str


WHO = ", clause: unemployment-registration.who, text: {zh: 你现在"
EMPLOYED = "fact: employed, is: no"
SLIPS = {
    "unknown field": Slip("for: person\n", "for: person\nsurprise: 1\n", 4, "surprise: Extra"),
    "no clause": Slip(WHO, ", text: {zh: 你现在", 12, "clause: Field required"),
    "wrong type": Slip(EMPLOYED, "fact: employed, is: 3", 12, "not yes or no"),
    "unknown fact": Slip(EMPLOYED, "fact: shoe_size, is: no", 12, "unknown fact 'shoe_size'"),
    "no operator": Slip(EMPLOYED, "fact: employed", 12, "exactly one operator"),
    "a key twice": Slip("for: person\n", "for: person\nfor: person\n", 4, "stands here twice"),
    "another's id": Slip("id: unemployment-registration\n", "id: grant\n", 1, "wants the name"),
    "no YAML": Slip("conditions:\n  all:", "conditions: [", 11, "not YAML"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_broken_programme_is_refused_with_file_line_and_reason(
    tiny: Services, programmes: Path, refresh: Callable[[], Result], name: str
) -> None:
    slip, path = SLIPS[name], programmes / REGISTRATION
    assert refresh().exit_code == 0
    before = current_id(tiny.settings.data_dir / "releases")
    changed(tiny)
    text = path.read_text("utf-8")
    assert slip.old in text
    path.write_text(text.replace(slip.old, slip.new, 1), "utf-8")

    result = refresh()

    assert result.exit_code == 1
    assert "nothing was published" in result.output
    assert slip.reason in result.output
    assert f"{REGISTRATION}:{slip.line}: " in result.output
    assert current_id(tiny.settings.data_dir / "releases") == before


def test_a_mended_programme_lets_the_refresh_pass(
    tiny: Services, programmes: Path, refresh: Callable[[], Result]
) -> None:
    path = programmes / REGISTRATION
    text = path.read_text("utf-8")
    path.write_text(text + "surprise: 1\n", "utf-8")
    assert refresh().exit_code == 1
    path.write_text(text, "utf-8")
    assert refresh().exit_code == 0


def test_a_copy_of_a_programme_is_no_second_one(
    tiny: Services, programmes: Path, refresh: Callable[[], Result]
) -> None:
    shutil.copy(programmes / REGISTRATION, programmes / "zz-copy.yaml")
    result = refresh()
    assert result.exit_code == 1
    assert "zz-copy.yaml:1: id 'unemployment-registration'" in result.output


def test_documents_that_replace_each_other_in_a_circle_are_held_back(
    tiny: Services, programmes: Path, refresh: Callable[[], Result]
) -> None:
    assert refresh().exit_code == 0
    before = current_id(tiny.settings.data_dir / "releases")
    for name, other in (("boat-allowance", "boot-allowance"), ("boot-allowance", "boat-allowance")):
        for path in tiny.settings.documents_dir.glob(f"{name}.*.md"):
            text = path.read_text("utf-8")
            path.write_text(text.replace("supersedes: null", f"supersedes: [{other}]"), "utf-8")
    result = refresh()
    assert result.exit_code == 1
    for name in ("boat-allowance", "boot-allowance"):
        assert f"supersedes leads in a circle back to '{name}'" in result.output
    assert "boat-allowance.zh.md:" in result.output
    assert current_id(tiny.settings.data_dir / "releases") == before


def test_a_rule_without_its_clause_is_named_and_left_out(
    tiny: Services, programmes: Path, refresh: Callable[[], Result]
) -> None:
    result = refresh()
    assert result.exit_code == 0
    assert f"note: programme left out: {REGISTRATION}:" in result.output

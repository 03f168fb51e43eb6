"""The arrows between the packages: bot -> knowledge -> index, and nothing imports bot."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import CHECKOUT

MAY_IMPORT = {
    "bot": {"bot", "knowledge", "index"},
    "knowledge": {"knowledge", "index"},
    "index": {"index"},
}
LANGCHAIN = Path("knowledge") / "answering" / "model" / "chat_model.py"


def files_of(package: str) -> list[Path]:
    return sorted((CHECKOUT / package).rglob("*.py"))


def imported(source: str) -> Iterator[str]:
    """The first part of every absolute import, wherever in the file it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_run_one_way(package: str) -> None:
    paths = files_of(package)
    assert paths
    wrong = {
        f"{path.relative_to(CHECKOUT)} imports {name}"
        for path in paths
        for name in imported(path.read_text(encoding="utf-8"))
        if name in MAY_IMPORT and name not in MAY_IMPORT[package]
    }
    assert wrong == set()


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_the_program_imports_no_tests(package: str) -> None:
    for path in files_of(package):
        assert not {"tests", "pytest", "hypothesis"} & set(
            imported(path.read_text(encoding="utf-8"))
        ), path


def test_langchain_is_known_in_one_file() -> None:
    users = {
        path.relative_to(CHECKOUT)
        for package in MAY_IMPORT
        for path in files_of(package)
        if any(n.startswith("langchain") for n in imported(path.read_text(encoding="utf-8")))
    }
    assert users == {LANGCHAIN}


def test_a_leak_is_seen() -> None:
    assert list(imported("def f():\n    from bot.wiring import Services\n")) == ["bot"]
    assert list(imported("import bot.settings as s, os")) == ["bot", "os"]

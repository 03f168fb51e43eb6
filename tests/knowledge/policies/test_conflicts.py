"""Clauses that disagree must name each other, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.policies.checking import read_folder
from tests.builders import CLAUSES, CLAUSES_EN, write_pair, write_three


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_three(tmp_path / "documents")


def name(folder: Path, document: str, other: str, langs: tuple[str, ...] = ("zh", "en")) -> None:
    """Says of the document's amount that the other clause disagrees."""
    for lang in langs:
        path = folder / f"{document}.{lang}.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("kind=amount", f'kind=amount conflicts_with="{other}"'), encoding="utf-8"
        )


def reasons(folder: Path) -> dict[str, str]:
    return {one.file: one.reason for one in read_folder(folder)[1]}


def test_two_that_name_each_other_are_taken(folder: Path) -> None:
    name(folder, "boat-allowance", "boot-allowance.amount")
    name(folder, "boot-allowance", "boat-allowance.amount")
    assert reasons(folder) == {}


def test_one_that_is_not_named_back_is_skipped_and_the_other_taken(folder: Path) -> None:
    name(folder, "boat-allowance", "boot-allowance.amount")
    found = reasons(folder)
    assert set(found) == {"boat-allowance.zh.md", "boat-allowance.en.md"}
    assert "boot-allowance.amount" in found["boat-allowance.zh.md"]
    assert "back" in found["boat-allowance.zh.md"]


def test_a_clause_that_does_not_exist_is_named(folder: Path) -> None:
    name(folder, "boat-allowance", "boot-allowance.nothing")
    assert "does not exist" in reasons(folder)["boat-allowance.zh.md"]


def test_a_partner_that_cannot_be_read_costs_no_second_document(folder: Path) -> None:
    name(folder, "boat-allowance", "boot-allowance.amount")
    for lang in ("zh", "en"):
        (folder / f"boot-allowance.{lang}.md").write_text("---\n", encoding="utf-8")
    assert set(reasons(folder)) == {"boot-allowance.zh.md", "boot-allowance.en.md"}


@pytest.mark.parametrize("attribute", ['rates="230/person"', "lapsed=yes"])
def test_data_in_one_language_only_is_skipped(folder: Path, attribute: str) -> None:
    write_pair(folder, CLAUSES.replace("kind=amount", f"kind=amount {attribute}"), CLAUSES_EN)
    assert "amount" in reasons(folder)["meal-allowance.en.md"]

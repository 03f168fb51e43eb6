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
            text.replace("kind=amount", f'kind=amount for=anyone conflicts_with="{other}"'),
            encoding="utf-8",
        )


def reasons(folder: Path) -> dict[str, str]:
    return {one.file: one.reason for one in read_folder(folder)[1]}


def other_rule(folder: Path, figure: str, **front: str) -> None:
    """A second document that says the same as the one on meals, with another figure."""
    write_pair(
        folder,
        CLAUSES.replace("230", figure),
        CLAUSES_EN.replace("230", figure),
        **{"id": "meal-rule", **front},
    )


def test_two_documents_with_different_figures_on_one_point_are_refused(folder: Path) -> None:
    other_rule(folder, "260")
    found = {one.file: one for one in read_folder(folder)[1]}
    assert set(found) == {"meal-rule.zh.md", "meal-rule.en.md"}
    for one in found.values():
        assert "meal-allowance.amount" in one.reason
        line = (folder / one.file).read_text(encoding="utf-8").splitlines()[one.line - 1]
        assert "#amount" in line


def test_the_same_figure_twice_is_no_conflict(folder: Path) -> None:
    other_rule(folder, "230")
    assert reasons(folder) == {}


@pytest.mark.parametrize(
    "front",
    [
        {"supersedes": "[meal-allowance]"},
        {"effective_from": "'2019'", "effective_to": "'2025-03'"},
    ],
)
def test_a_rule_of_another_time_may_give_another_figure(
    folder: Path, front: dict[str, str]
) -> None:
    other_rule(folder, "260", **front)
    assert reasons(folder) == {}


def test_two_that_disagree_and_say_so_are_taken(folder: Path) -> None:
    other_rule(folder, "260")
    name(folder, "meal-rule", "meal-allowance.amount")
    name(folder, "meal-allowance", "meal-rule.amount")
    assert reasons(folder) == {}


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

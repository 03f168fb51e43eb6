"""A folder of documents: what can be published together, and why the rest cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.policies.checking import SkippedDocument, read_folder
from tests.builders import CLAUSES, CLAUSES_EN, write_pair, write_three


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_three(tmp_path / "documents")


def skipped(folder: Path) -> dict[str, SkippedDocument]:
    return {one.file: one for one in read_folder(folder)[1]}


def ids(folder: Path) -> set[str]:
    return {f"{one.document_id}.{one.lang}" for one in read_folder(folder)[0]}


def test_a_sound_folder_is_taken_whole(folder: Path) -> None:
    assert skipped(folder) == {}
    assert len(ids(folder)) == 6


def test_a_file_that_cannot_be_read_is_skipped_and_the_rest_goes_through(folder: Path) -> None:
    (folder / "boat-allowance.zh.md").write_bytes("船补".encode("gb18030"))
    (folder / "notes.md").write_text("no front matter", encoding="utf-8")
    found = skipped(folder)
    assert set(found) == {"boat-allowance.zh.md", "notes.md"}
    assert "UTF-8" in found["boat-allowance.zh.md"].reason
    assert found["notes.md"].line == 1
    assert {"meal-allowance.zh", "meal-allowance.en", "boot-allowance.zh"} <= ids(folder)


@pytest.mark.parametrize(
    "english",
    [CLAUSES_EN.replace("#who", "#whom"), CLAUSES_EN.replace('evidence="T1"', 'evidence="T2"', 1)],
)
def test_languages_that_do_not_say_the_same_are_both_skipped(folder: Path, english: str) -> None:
    write_pair(folder, clauses_en=english)
    found = skipped(folder)
    assert set(found) == {"meal-allowance.zh.md", "meal-allowance.en.md"}
    assert "amount" in found["meal-allowance.en.md"].reason or "who" in (
        found["meal-allowance.en.md"].reason
    )
    assert len(ids(folder)) == 4


@pytest.mark.parametrize(
    ("english", "says"),
    [
        (CLAUSES_EN.replace("230 yuan", "1,234 yuan"), "230, 1234"),
        (CLAUSES_EN.replace("three months", "4 months"), "4"),
        (CLAUSES_EN.replace("for=worker", "for=employer", 1), "audience"),
        (CLAUSES_EN.replace("kind=amount", "kind=amount for=anyone effective_to=2026"), "dates"),
    ],
)
def test_a_figure_or_datum_of_one_language_only_is_named_with_its_line(
    folder: Path, english: str, says: str
) -> None:
    write_pair(folder, clauses_en=english)
    found = skipped(folder)
    assert set(found) == {"meal-allowance.zh.md", "meal-allowance.en.md"}
    for one in found.values():
        assert says in one.reason
        line = (folder / one.file).read_text(encoding="utf-8").splitlines()[one.line - 1]
        assert line.startswith("## ")


def test_numbers_may_be_words_in_either_language(folder: Path) -> None:
    write_pair(
        folder,
        CLAUSES.replace("三个月", "12个月，或者半年"),
        CLAUSES_EN.replace("three months", "twelve months, or half a year,"),
    )
    assert skipped(folder) == {}


def test_a_front_matter_key_that_differs_between_the_languages_is_named(folder: Path) -> None:
    path = folder / "meal-allowance.en.md"
    path.write_text(path.read_text("utf-8").replace("level: municipal", "level: national"), "utf-8")
    assert "level" in skipped(folder)["meal-allowance.zh.md"].reason


def test_a_broken_register_of_laws_is_named_with_its_line(folder: Path) -> None:
    (folder / "laws.yaml").write_text("a-law:\n  title_zh: 法\n  level: galactic\n", "utf-8")
    found = skipped(folder)
    assert set(found) == {"laws.yaml"}
    assert found["laws.yaml"].line == 1 or "level" in found["laws.yaml"].reason
    assert len(ids(folder)) == 6


def test_documents_that_replace_each_other_in_a_circle_are_skipped(folder: Path) -> None:
    write_pair(folder, supersedes="[rule-b]", id="rule-a")
    write_pair(folder, supersedes="[rule-c]", id="rule-b")
    write_pair(folder, supersedes="[rule-a]", id="rule-c")
    found = skipped(folder)
    assert {name.split(".")[0] for name in found} == {"rule-a", "rule-b", "rule-c"}
    assert all("circle" in one.reason for one in found.values())
    assert len(ids(folder)) == 6


def test_a_document_that_replaces_one_of_a_circle_is_no_part_of_it(folder: Path) -> None:
    write_pair(folder, supersedes="[rule-a]", id="rule-a")
    write_pair(folder, supersedes="[rule-a]", id="rule-new")
    assert {name.split(".")[0] for name in skipped(folder)} == {"rule-a"}


def test_a_chain_of_replacements_is_no_circle(folder: Path) -> None:
    write_pair(folder, supersedes="[rule-2020, rule-2021]", id="rule-2022")
    write_pair(folder, supersedes="[rule-2020]", id="rule-2021")
    write_pair(folder, id="rule-2020")
    assert skipped(folder) == {}


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        read_folder(tmp_path / "nowhere")

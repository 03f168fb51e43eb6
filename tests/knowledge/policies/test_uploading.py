"""Files handed in: checked beside what is there, so that keeping them breaks nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.policies.uploading import DocumentsExist, HandedIn, faults_of, keep_files
from tests.builders import document_text, write_document

_CLAUSE = (
    '\n## 补多少 {{#amount kind=amount for=anyone evidence="T1"{rest}}}\n\n饭补每人每月230元。\n'
)


def handed_in(name: str, text: str) -> HandedIn:
    return HandedIn(name, text.encode())


def in_conflict(folder: Path) -> None:
    """Two documents that name each other as saying something else."""
    for own, other in (("a-aid", "b-aid"), ("b-aid", "a-aid")):
        clauses = _CLAUSE.format(rest=f' conflicts_with="{other}.amount"')
        write_document(folder, clauses, id=own)


def test_a_sound_file_has_no_fault_and_a_fault_from_before_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "broken.zh.md").write_text("nothing", encoding="utf-8")
    assert faults_of(tmp_path, [handed_in("meal-allowance.zh.md", document_text())]) == []


def test_a_file_that_would_break_another_is_refused_with_the_other_ones_name(
    tmp_path: Path,
) -> None:
    in_conflict(tmp_path)
    alone = document_text(_CLAUSE.format(rest=""), {"id": "a-aid"})
    (fault,) = faults_of(tmp_path, [handed_in("a-aid.zh.md", alone)])
    assert fault.file == "b-aid.zh.md"
    assert "does not name it back" in fault.reason


def test_checking_writes_nothing_into_the_folder(tmp_path: Path) -> None:
    faults_of(tmp_path, [handed_in("meal-allowance.zh.md", document_text())])
    assert list(tmp_path.iterdir()) == []


def test_of_several_files_none_is_written_if_one_is_there(tmp_path: Path) -> None:
    write_document(tmp_path, id="a-aid")
    files = [handed_in("b-aid.zh.md", "new"), handed_in("a-aid.zh.md", "new")]
    with pytest.raises(DocumentsExist, match=r"a-aid\.zh\.md"):
        keep_files(tmp_path, files, replacing=frozenset())
    assert {path.name for path in tmp_path.iterdir()} == {"a-aid.zh.md"}

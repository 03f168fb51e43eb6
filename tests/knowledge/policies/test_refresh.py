"""From changed files to a new release: whole or not at all, and never more work than needed."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from bot.wiring import Services
from index.manifest import SnapshotCorrupt
from index.snapshot import current_id, list_snapshots, locked
from index.snapshot_folder import SnapshotBusy
from knowledge.language import Lang
from knowledge.policies.history import clause_versions
from knowledge.policies.refresh import NothingToPublish, RefreshReport
from knowledge.policies.tables import ClauseVersionRow, DocumentRow, ReleaseRow
from tests.builders import CLAUSES, CLAUSES_EN, write_document, write_pair
from tests.fakes import HashedNgramsEncoder

MEALS = "meal-allowance.amount"


@pytest.fixture
def folder(tiny: Services) -> Path:
    return tiny.settings.documents_dir


@pytest.fixture
def releases(tiny: Services) -> Path:
    return tiny.settings.data_dir / "releases"


def refreshed(tiny: Services) -> RefreshReport:
    return tiny.refresher.refresh(tiny.settings.documents_dir)


def encoded(tiny: Services) -> list[str]:
    assert isinstance(tiny.encoder, HashedNgramsEncoder)
    return tiny.encoder.texts_encoded


def versions(tiny: Services, clause_id: str, lang: Lang = Lang.ZH) -> list[ClauseVersionRow]:
    with tiny.sessions() as session:
        return [row for row in clause_versions(session, clause_id) if row.lang == lang]


def raise_the_amount(folder: Path) -> None:
    write_pair(folder, CLAUSES.replace("230", "260"), CLAUSES_EN.replace("230", "260"))


def remove_document(folder: Path, document_id: str) -> None:
    for lang in Lang:
        (folder / f"{document_id}.{lang}.md").unlink()


def test_a_first_refresh_publishes_everything(tiny: Services, releases: Path) -> None:
    report = refreshed(tiny)
    assert (report.documents, report.clauses) == (3, 6)
    assert len(report.added) == 6
    assert report.skipped == report.kept == report.changed == report.removed == ()
    assert report.embedded == len(set(encoded(tiny)))
    assert current_id(releases) == report.release_id
    assert tiny.release_shelf.current().clause(MEALS, Lang.ZH) is not None
    with tiny.sessions() as session:
        assert session.get_one(ReleaseRow, report.release_id).clauses == 6


def test_an_unchanged_refresh_publishes_and_embeds_nothing(tiny: Services, releases: Path) -> None:
    first = refreshed(tiny)
    encoded(tiny).clear()
    again = refreshed(tiny)
    assert not again.changed_anything
    assert again.release_id == first.release_id
    assert again.embedded == 0
    assert encoded(tiny) == []
    assert len(list_snapshots(releases)) == 1
    assert [row.version for row in versions(tiny, MEALS)] == [1]


def test_a_changed_clause_is_a_new_version_and_alone_is_embedded(
    tiny: Services, folder: Path
) -> None:
    refreshed(tiny)
    encoded(tiny).clear()
    raise_the_amount(folder)
    report = refreshed(tiny)
    assert report.changed == (MEALS,)
    assert report.added == report.removed == ()
    assert report.embedded == 2
    assert all("260" in text for text in encoded(tiny))
    old, new = versions(tiny, MEALS)
    assert ("230" in old.text, "260" in new.text) == (True, True)
    assert new.first_release == report.release_id
    assert [row.version for row in versions(tiny, "boat-allowance.amount")] == [1]


def test_a_deleted_document_is_withdrawn_and_its_clauses_leave_tombstones(
    tiny: Services, folder: Path
) -> None:
    refreshed(tiny)
    remove_document(folder, "boat-allowance")
    report = refreshed(tiny)
    assert report.removed == ("boat-allowance.amount", "boat-allowance.who")
    assert tiny.release_shelf.current().clause("boat-allowance.amount", Lang.ZH) is None
    (stone,) = versions(tiny, "boat-allowance.amount")
    assert stone.withdrawn_at is not None
    assert "410" in stone.text
    with tiny.sessions() as session:
        rows = session.exec(select(DocumentRow)).all()
    withdrawn = {row.document_id for row in rows if row.withdrawn_at is not None}
    assert withdrawn == {"boat-allowance"}


def test_a_clause_that_comes_back_is_a_new_version(tiny: Services, folder: Path) -> None:
    refreshed(tiny)
    kept = {path: path.read_text(encoding="utf-8") for path in folder.glob("boat-allowance.*")}
    remove_document(folder, "boat-allowance")
    refreshed(tiny)
    for path, text in kept.items():
        path.write_text(text, encoding="utf-8")
    refreshed(tiny)
    first, second = versions(tiny, "boat-allowance.amount")
    assert (first.withdrawn_at is None, second.withdrawn_at is None) == (False, True)
    assert second.version == 2


def test_a_removed_clause_leaves_its_document_in_place(tiny: Services, folder: Path) -> None:
    refreshed(tiny)
    write_pair(folder, CLAUSES.split("## 谁")[0], CLAUSES_EN.split("## Who")[0])
    report = refreshed(tiny)
    assert report.removed == ("meal-allowance.who",)
    assert report.changed == ()
    assert versions(tiny, "meal-allowance.who")[0].withdrawn_at is not None


def test_a_file_that_breaks_stays_published_as_it_was_and_the_rest_goes_through(
    tiny: Services, folder: Path
) -> None:
    refreshed(tiny)
    write_document(folder, CLAUSES + CLAUSES)
    write_pair(folder, id="new-rule")
    report = refreshed(tiny)
    assert [(skip.file, skip.line > 1) for skip in report.skipped] == [
        ("meal-allowance.zh.md", True)
    ]
    assert report.kept == ("meal-allowance",)
    assert report.added == ("new-rule.amount", "new-rule.who")
    assert report.removed == report.changed == ()
    clause = tiny.release_shelf.current().clause(MEALS, Lang.ZH)
    assert clause is not None
    assert clause.lang is Lang.ZH
    assert "230" in clause.text


def test_twins_that_differ_stay_published_in_both_languages(tiny: Services, folder: Path) -> None:
    refreshed(tiny)
    write_document(folder, CLAUSES.replace("#who", "#whom").replace("230", "999"))
    report = refreshed(tiny)
    assert len(report.skipped) == 2
    assert not report.changed_anything
    release = tiny.release_shelf.current()
    assert all("230" in release.clauses[MEALS, lang].text for lang in Lang)


def test_a_broken_file_that_was_never_published_is_left_out(tiny: Services, folder: Path) -> None:
    (folder / "draft.zh.md").write_text("没有头", encoding="utf-8")
    report = refreshed(tiny)
    assert report.documents == 3
    assert report.kept == ()
    assert [skip.file for skip in report.skipped] == ["draft.zh.md"]


def test_a_document_without_any_clause_does_not_stop_the_others(
    tiny: Services, folder: Path
) -> None:
    write_document(folder, "只有一句话。", id="empty-rule")
    report = refreshed(tiny)
    assert report.documents == 3
    assert "no clause" in report.skipped[0].reason


def test_where_nothing_can_be_taken_the_published_state_stays(
    tiny: Services, folder: Path, releases: Path
) -> None:
    with pytest.raises(NothingToPublish):
        tiny.refresher.refresh(releases.parent)
    published = refreshed(tiny).release_id
    empty = folder.parent / "empty"
    empty.mkdir()
    with pytest.raises(NothingToPublish):
        tiny.refresher.refresh(empty)
    assert current_id(releases) == published


def test_a_second_refresh_at_the_same_time_is_refused(tiny: Services, releases: Path) -> None:
    releases.mkdir(parents=True)
    with locked(releases), pytest.raises(SnapshotBusy):
        refreshed(tiny)
    assert refreshed(tiny).documents == 3


def test_a_damaged_release_is_built_anew_with_a_warning(tiny: Services, releases: Path) -> None:
    first = refreshed(tiny)
    damage(releases / first.release_id / "payload" / "documents.json")
    with pytest.raises(SnapshotCorrupt):
        _ = tiny.release_shelf
    report = refreshed(tiny)
    assert report.release_id != first.release_id
    assert "documents.json" in report.warnings[0]
    assert tiny.release_shelf.current().clause(MEALS, Lang.EN) is not None


def test_another_encoder_means_new_vectors(tiny: Services) -> None:
    refreshed(tiny)
    other = HashedNgramsEncoder("hashed-ngrams-2", dimension=32)
    del tiny.refresher
    tiny.encoder = tiny.clause_encoder = other
    report = refreshed(tiny)
    assert report.embedded == len(set(other.texts_encoded)) > 0


def test_progress_is_told_in_texts(tiny: Services) -> None:
    told: list[tuple[int, int]] = []
    report = tiny.refresher.refresh(
        tiny.settings.documents_dir, lambda done, total: told.append((done, total))
    )
    assert told[-1] == (report.embedded, report.embedded)


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


def test_a_document_in_one_language_is_published_and_named(tiny: Services, folder: Path) -> None:
    (folder / "meal-allowance.en.md").unlink()
    report = refreshed(tiny)
    assert report.documents == 3
    assert any("meal-allowance.en.md is missing" in warning for warning in report.warnings)

"""From settings to services: what a start prepares, and what it finds ready."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.wiring import Services
from index.snapshot import current_id
from knowledge.answering.answer import Status
from knowledge.posts.store import open_posts
from tests.builders import TODAY, Chat, buttons_of, copied_world, services_on


def test_a_first_start_publishes_the_documents_and_indexes_the_samples(tiny: Services) -> None:
    report = tiny.prepare()
    assert report is not None
    assert report.documents == 3
    assert tiny.release_shelf.current().release_id == report.release_id
    assert tiny.post_shelf.is_current()
    with tiny.sessions() as session:
        posts = open_posts(session, TODAY)
    assert len(posts) > 300
    assert all(post.is_sample for post in posts)


def test_a_second_start_finds_everything_ready(tiny: Services, lexicon: Services) -> None:
    tiny.prepare()
    again = services_on(
        tiny.settings.data_dir, like=tiny, documents_dir=tiny.settings.documents_dir
    )
    encoded = list(tiny.encoder.texts_encoded)
    assert again.prepare() is None
    assert tiny.encoder.texts_encoded == encoded
    assert Chat(again.conversation).says("饭补好多钱").status is not Status.ERROR


@pytest.mark.parametrize("broken", ["documents.json", "vectors.faiss", "current"])
def test_a_damaged_release_is_built_anew_at_the_start_with_a_warning(
    tiny: Services, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    tiny.prepare()
    releases = tiny.settings.data_dir / "releases"
    (path,) = [path for path in releases.rglob(broken) if path.is_file()]
    path.write_bytes(b"\x00 not what was written")
    again = services_on(
        tiny.settings.data_dir, like=tiny, documents_dir=tiny.settings.documents_dir
    )
    with caplog.at_level(logging.WARNING):
        report = again.prepare()
    assert report is not None
    assert any("damaged" in record.getMessage() for record in caplog.records)
    assert again.release_shelf.current().release_id == current_id(releases)
    assert again.release_shelf.current().clauses


def test_a_damaged_index_of_posts_is_built_anew(tiny: Services) -> None:
    tiny.prepare()
    for path in (tiny.settings.data_dir / "posts").rglob("catalogue.json"):
        path.write_text("{}", encoding="utf-8")
    again = services_on(
        tiny.settings.data_dir, like=tiny, documents_dir=tiny.settings.documents_dir
    )
    again.prepare()
    assert again.post_shelf.is_current()
    assert Chat(again.conversation).says("找保洁的工作").status is Status.MATCHED


def test_today_is_the_day_in_the_bureaus_time_zone(tmp_path: Path) -> None:
    settings = services_on(tmp_path).settings
    beijing = datetime.now(UTC) + timedelta(hours=8)
    assert abs((Services(settings).today() - beijing.date()).days) <= 1
    assert settings.zone.key == "Asia/Shanghai"


def test_glossary_files_of_the_bureau_are_read_beside_the_built_in_one(tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_text(
        "en,zh,aliases_en,aliases_zh,kind\nmeal allowance,饭补,,吃饭补贴,policy\n", "utf-8"
    )
    services = services_on(tmp_path, glossary=(path,))
    named = [one.entries[0].zh for one in services.glossary.find("公岗有没有吃饭补贴")]
    assert named == ["公益性岗位", "饭补"]


def test_the_real_start_answers_and_matches(prepared: Path, real: Services, tmp_path: Path) -> None:
    services = services_on(copied_world(prepared, tmp_path / "data"), like=real)
    assert services.prepare() is None
    chat = Chat(services.conversation)
    assert chat.says("留岗红包好多钱").status is Status.ANSWERED
    found = chat.says("想在南岸区找保洁的工作")
    assert found.status is Status.MATCHED
    assert buttons_of(found)

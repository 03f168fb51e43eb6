"""`chunfeng backup`, `restore`, `check`: the way back works, and nothing damaged passes."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.__main__ import app
from knowledge.database import open_database, session_factory
from knowledge.people.forgetting import export_seeker
from tests.builders import closed, services_on
from tests.knowledge.people.test_forgetting import person

WORDS = "我叫王小明，身份证11010519491231002X，想找保洁"


@pytest.fixture
def chunfeng(monkeypatch: pytest.MonkeyPatch):
    def run(data: Path, *words: str, typed: str = "") -> Result:
        monkeypatch.setenv("CHUNFENG_DATA_DIR", str(data))
        return CliRunner().invoke(app, list(words), input=typed)

    return run


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in which somebody has said something."""
    folder = tmp_path / "data"
    services = services_on(folder)
    person(services.sessions, "c1", WORDS)
    closed(services)
    return folder


def said_in(folder: Path) -> str:
    engine = open_database(f"sqlite:///{folder / 'chunfeng.db'}")
    text = json.loads(export_seeker(session_factory(engine), 1))["turns"][0]["text"]
    engine.dispose()
    return str(text)


def test_a_backup_is_put_back_into_an_empty_folder(chunfeng, data: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "copy" / "today.backup", tmp_path / "new"
    made = chunfeng(data, "backup", str(file))
    assert made.exit_code == 0, made.output
    assert file.stat().st_mode & 0o777 == 0o600
    assert "王小明".encode() not in file.read_bytes()
    key = shutil.copy(data / "secret.key", tmp_path / "kept-apart.key")
    shutil.rmtree(data)
    assert chunfeng(new, "restore", str(file), "--key", str(key)).exit_code == 0
    assert said_in(new) == WORDS
    assert (new / "secret.key").read_bytes() == Path(key).read_bytes()


def test_the_key_is_asked_for_and_has_to_fit(chunfeng, data: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "today.backup", tmp_path / "new"
    chunfeng(data, "backup", str(file))
    wrong = tmp_path / "wrong.key"
    wrong.write_bytes(b"x" * 32)
    refused = chunfeng(new, "restore", str(file), typed=f"{wrong}\n")
    assert refused.exit_code == 1
    assert "the key does not fit" in refused.output
    assert not (new / "chunfeng.db").exists()
    given = chunfeng(new, "restore", str(file), typed=f"{data / 'secret.key'}\n")
    assert given.exit_code == 0, given.output


@pytest.mark.parametrize("damage", ["cut", "flipped", "other"])
def test_a_damaged_backup_is_refused_whole(
    chunfeng, data: Path, tmp_path: Path, damage: str
) -> None:
    file, new = tmp_path / "today.backup", tmp_path / "new"
    chunfeng(data, "backup", str(file))
    raw = bytearray(file.read_bytes())
    if damage == "cut":
        del raw[-100:]
    elif damage == "flipped":
        raw[len(raw) // 2] ^= 1
    else:
        raw = bytearray(b"something else")
    file.write_bytes(raw)
    refused = chunfeng(new, "restore", str(file), "--key", str(data / "secret.key"))
    assert refused.exit_code == 1
    assert str(file) in refused.output
    assert not (new / "chunfeng.db").exists()


def test_nothing_is_put_over_a_database_that_is_there(chunfeng, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "today.backup"
    chunfeng(data, "backup", str(file))
    refused = chunfeng(data, "restore", str(file))
    assert refused.exit_code == 1
    assert "is there already" in refused.output


def test_a_backup_is_one_state_while_somebody_writes(chunfeng, data: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "chunfeng.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE seekers SET last_lang = 'en'")
        made = chunfeng(data, "backup", str(tmp_path / "today.backup"))
        writer.execute("COMMIT")
    assert made.exit_code == 0, made.output


def test_check_says_what_is_whole(chunfeng, data: Path) -> None:
    found = chunfeng(data, "check")
    assert "database: whole" in found.output
    assert "audit log: whole" in found.output
    assert "key: whole" in found.output
    assert "release: none is published" in found.output


def test_check_finds_a_flipped_page_a_wrong_key_and_a_changed_log(chunfeng, data: Path) -> None:
    key = (data / "secret.key").read_bytes()
    (data / "secret.key").write_bytes(bytes(reversed(key)))
    found = chunfeng(data, "check", "--json")
    faults = {one["what"]: one["fault"] for one in json.loads(found.output)}
    assert "put the installation's own back" in faults["key"]
    (data / "secret.key").write_bytes(key)
    flip(data / "chunfeng.db")
    assert chunfeng(data, "check").exit_code == 1
    assert "database: whole" not in chunfeng(data, "check").output


def flip(path: Path) -> None:
    """Overwrites a page of a table's tree, as a bad disk does."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'seekers'"
        ).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    raw = bytearray(path.read_bytes())
    raw[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(raw)


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped"])
def test_a_damaged_database_is_found_at_the_start(chunfeng, data: Path, damage: str) -> None:
    path = data / "chunfeng.db"
    if damage == "empty":
        path.write_bytes(b"")
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    else:
        flip(path)
    before = path.read_bytes()
    refused = chunfeng(data, "staff", "list")
    assert refused.exit_code == 1
    assert "chunfeng restore" in str(refused.exception or refused.output)
    assert path.read_bytes() == before


def test_every_file_of_the_data_folder_is_its_owners_only(chunfeng, data: Path) -> None:
    data.chmod(0o755)
    (data / "chunfeng.db").chmod(0o644)
    services = services_on(data)
    services.sessions().connection()
    with services.sessions() as session:
        session.connection().exec_driver_sql("UPDATE seekers SET last_lang = 'en'")
        session.commit()
        open_to_others = [
            path.name for path in (data, *data.iterdir()) if path.stat().st_mode & 0o077
        ]
    assert open_to_others == []
    assert (data / "chunfeng.db-wal").exists()
    closed(services)

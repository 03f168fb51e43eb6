"""What keeps the program from starting is said in one message, without a traceback."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.builders import copied_world
from tests.knowledge.posts.builders import cells, write_feed


def started(tmp_path: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    told = [f"{name}={value}" for name, value in settings.items()]
    return subprocess.run(
        ["env", f"CHUNFENG_DATA_DIR={tmp_path}", *told, sys.executable, "-m", "bot", *command],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_an_encoder_that_is_not_there_is_named(tmp_path: Path) -> None:
    run = started(tmp_path, "ask", "你好", CHUNFENG_ENCODER=str(tmp_path / "no-model"))
    assert run.returncode == 1
    assert "no-model" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_broken_glossary_names_file_and_line(tmp_path: Path) -> None:
    glossary = tmp_path / "terms.csv"
    glossary.write_text("en,zh,aliases_en,aliases_zh,kind\nmeal,饭补,,,nothing\n", "utf-8")
    run = started(tmp_path, "ask", "你好", CHUNFENG_GLOSSARY=str(glossary))
    assert run.returncode == 1
    assert "terms.csv, line 2" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_bad_setting_names_the_variable_and_what_is_allowed(tmp_path: Path) -> None:
    run = started(tmp_path, "ask", "你好", CHUNFENG_TIMEZONE="Chongqing")
    assert run.returncode == 2
    assert "CHUNFENG_TIMEZONE" in run.stderr
    assert "Asia/Shanghai" in run.stderr


def test_a_database_of_a_newer_program_is_said_in_a_line(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "chunfeng.db")) as newer:
        newer.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        newer.execute("INSERT INTO alembic_version VALUES ('9999')")
        newer.commit()
    run = started(tmp_path, "staff", "list")
    assert run.returncode == 1
    assert "newer program" in run.stderr
    assert len(run.stderr.splitlines()) == 1, run.stderr


def test_an_import_into_a_database_that_somebody_holds_is_refused_in_a_line(
    tmp_path: Path, prepared: Path
) -> None:
    data = copied_world(prepared, tmp_path / "data")
    feed = write_feed(tmp_path / "feed.csv", [cells()])
    with closing(sqlite3.connect(data / "chunfeng.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        run = started(data, "posts", "import", str(feed))
    assert run.returncode == 1
    assert "the database took nothing" in run.stderr
    assert "nothing was changed" in run.stderr
    assert "Traceback" not in run.stderr

"""Schema steps: a table that is made anew loses no row, a step that would is taken back."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlmodel import SQLModel

import knowledge.events.tables
import knowledge.following.tables
import knowledge.handoffs.tables
import knowledge.posts.tables
import knowledge.records.tables
import knowledge.reviews.tables
import knowledge.staff.tables  # noqa: F401 - importing them fills the metadata
from knowledge.database import open_database, session_factory
from knowledge.people.forgetting import forget_seeker
from knowledge.schema import BEFORE_UPGRADE, MIGRATIONS, SchemaBroken, upgrade
from knowledge.sealing import Seal
from tests.knowledge.people.test_forgetting import person

STEP = """
from alembic import op
import sqlalchemy as sa

revision = "9001"
down_revision = "{before}"
branch_labels = depends_on = None


def upgrade():
    {body}
"""


def hung_on() -> list[str]:
    """Every table that rows of another table hang on."""
    tables = SQLModel.metadata.tables.values()
    return sorted({key.column.table.name for table in tables for key in table.foreign_keys})


def with_step(folder: Path, body: str) -> Path:
    """The folder of steps with one more."""
    steps = folder / "migrations"
    shutil.copytree(MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    newest = max(path.name[:4] for path in (steps / "versions").glob("0*.py"))
    (steps / "versions" / "9001_step.py").write_text(STEP.format(before=newest, body=body))
    return steps


def rows(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for (name,) in names
        }


@pytest.fixture
def lived_in(tmp_path: Path) -> Path:
    """A database with people in it and rows in every table that hangs on them."""
    path = tmp_path / "chunfeng.db"
    engine = open_database(f"sqlite:///{path}")
    for name in ("c1", "c2", "c3"):
        person(session_factory(engine), name, "我52岁")
    engine.dispose()
    return path


def step_on(path: Path, migrations: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    try:
        upgrade(engine, str(path), Seal(b"k" * 32), migrations)
    finally:
        engine.dispose()


@pytest.mark.parametrize("table", hung_on())
def test_a_column_more_in_a_table_that_others_hang_on_loses_no_row(
    lived_in: Path, tmp_path: Path, table: str
) -> None:
    before = rows(lived_in)
    body = (
        f'with op.batch_alter_table("{table}", recreate="always") as batch:\n'
        '        batch.add_column(sa.Column("one_more", sa.String(), nullable=True))'
    )
    step_on(lived_in, with_step(tmp_path, body))
    assert rows(lived_in) == before
    with closing(sqlite3.connect(lived_in)) as connection:
        assert "one_more" in {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def test_what_hangs_on_the_new_table_still_goes_with_its_rows(
    lived_in: Path, tmp_path: Path
) -> None:
    body = 'with op.batch_alter_table("turns", recreate="always") as batch:\n        pass'
    step_on(lived_in, with_step(tmp_path, body))
    engine = create_engine(f"sqlite:///{lived_in}")
    with closing(sqlite3.connect(lived_in)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("DELETE FROM turns WHERE seeker_id = 1")
        connection.commit()
    counts = rows(lived_in)
    assert (counts["turns"], counts["turn_marks"], counts["review_items"]) == (2, 2, 2)
    # Its trigger is there again: nothing but that clears the index of words.
    assert counts["turn_words"] == 2
    engine.dispose()


def test_a_step_that_leaves_rows_behind_is_taken_back(lived_in: Path, tmp_path: Path) -> None:
    before = rows(lived_in)
    steps = with_step(tmp_path, 'op.execute("DELETE FROM seekers WHERE id = 2")')
    with pytest.raises(SchemaBroken, match="profiles"):
        step_on(lived_in, steps)
    assert rows(lived_in) == before


def test_an_upgrade_makes_a_backup_first(lived_in: Path, tmp_path: Path) -> None:
    assert not (tmp_path / BEFORE_UPGRADE).exists()
    step_on(lived_in, with_step(tmp_path, "pass"))
    kept = tmp_path / BEFORE_UPGRADE
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.stat().st_size > 1000


def test_forgetting_works_after_a_table_was_made_anew(lived_in: Path, tmp_path: Path) -> None:
    body = (
        'with op.batch_alter_table("seekers", recreate="always") as batch:\n'
        '        batch.add_column(sa.Column("one_more", sa.String(), nullable=True))'
    )
    step_on(lived_in, with_step(tmp_path, body))
    engine = create_engine(f"sqlite:///{lived_in}")
    assert forget_seeker(session_factory(engine), 1) > 10
    engine.dispose()

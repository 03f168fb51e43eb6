"""A database with one seeker, and cases in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.database import SessionFactory, open_database, session_factory


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at the newest schema, made once and copied."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    open_database(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture
def sessions(empty_database: Path, tmp_path: Path) -> Iterator[SessionFactory]:
    path = tmp_path / "cases.db"
    path.write_bytes(empty_database.read_bytes())
    engine = open_database(f"sqlite:///{path}")
    yield session_factory(engine)
    engine.dispose()

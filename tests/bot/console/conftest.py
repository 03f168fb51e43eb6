"""A console on a database of its own, with one account per role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from knowledge.staff import passwords
from tests.bot.console.office import QUICK, Office, staffed


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with the smallest parameters; the real ones cost a fifth of a second each time."""
    monkeypatch.setattr(passwords, "hasher", QUICK)
    monkeypatch.setattr(passwords, "nobodys", QUICK.hash("nobody has this password"))


@pytest.fixture(scope="session")
def staffed_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at the newest schema with the cast, made once and copied."""
    return staffed(tmp_path_factory.mktemp("staffed") / "office.db")


@pytest.fixture(scope="session")
def built(staffed_database: Path, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The web application with the console; each test gives it a database of its own."""
    made = Office.opened(staffed_database, tmp_path_factory.mktemp("built"))
    made.close()
    return made.app


@pytest.fixture
def office(staffed_database: Path, built: FastAPI, tmp_path: Path) -> Iterator[Office]:
    """The console with Rui (reviewer), Chen (caseworker), Ada (administrator), Omar (auditor)."""
    made = Office.opened(staffed_database, tmp_path, built)
    yield made
    made.close()

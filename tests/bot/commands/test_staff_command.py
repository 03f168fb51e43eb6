"""`chunfeng staff` and `chunfeng audit`: accounts made at the machine, and the log walked."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import Result
from typer.testing import CliRunner

from bot.__main__ import app
from knowledge.staff import passwords

PASSWORD = "green-lantern-over-yuzhong\n"


@pytest.fixture
def chunfeng(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CHUNFENG_DATA_DIR", str(tmp_path))
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", quick)

    def run(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, list(words), input=typed)

    return run


def add(chunfeng, name: str = "ada", typed: str = PASSWORD, *more: str) -> Result:
    words = ["staff", "add", name, "--role", "administrator", "--password-stdin", *more]
    return chunfeng(*words, typed=typed)


def test_the_first_account_is_made_with_a_password_from_standard_input(chunfeng) -> None:
    assert "No accounts yet" in chunfeng("staff", "list").output
    assert add(chunfeng, "Ada", PASSWORD, "--district", "涪陵").exit_code == 0
    assert chunfeng("staff", "list").output == "ada: administrator; 涪陵区\n"
    assert '"has_password": true' in chunfeng("staff", "list", "--json").output
    assert "argon2" not in chunfeng("staff", "list", "--json").output


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("\n", "at least 12"),
        ("", "at least 12"),
        ("short\n", "at least 12"),
        ("password1234\n", "easily guessed"),
        ("qwertyuiopas\n", "easily guessed"),
        ("administrator\n", "must not be the name"),
    ],
)
def test_no_account_without_a_good_password(chunfeng, typed: str, word: str) -> None:
    refused = add(chunfeng, "administrator", typed)
    assert refused.exit_code == 1
    assert word in refused.output
    assert "No accounts yet" in chunfeng("staff", "list").output


def test_without_a_terminal_it_says_how_to_pipe(chunfeng) -> None:
    refused = chunfeng("staff", "add", "ada", "--role", "administrator")
    assert refused.exit_code == 2
    assert "--password-stdin" in refused.output


@pytest.mark.parametrize(
    "words",
    [("add", "ada"), ("add", "ada", "--role", "emperor"), ("add", "ada", "--district", "Atlantis")],
)
def test_wrong_usage_is_two(chunfeng, words: tuple[str, ...]) -> None:
    assert chunfeng("staff", *words, "--password-stdin", typed=PASSWORD).exit_code == 2


def test_an_account_is_changed_reset_and_ended(chunfeng) -> None:
    add(chunfeng)
    add(chunfeng, "chen")
    changed = chunfeng("staff", "roles", "chen", "--role", "auditor", "--second-factor")
    assert changed.output == "chen: auditor; every district; second factor to be set up\n"
    assert chunfeng("staff", "disable", "chen").exit_code == 0
    assert "disabled" in chunfeng("staff", "list").output
    assert chunfeng("staff", "reset", "chen", "--password-stdin", typed=PASSWORD).exit_code == 0
    assert "disabled" not in chunfeng("staff", "list").output


def test_what_cannot_be_done_is_one_and_said(chunfeng) -> None:
    add(chunfeng)
    for words, said in (
        (("disable", "ada"), "last administrator"),
        (("disable", "nobody"), "no account nobody"),
        (("roles", "nobody", "--role", "auditor"), "no account nobody"),
    ):
        refused = chunfeng("staff", *words)
        assert refused.exit_code == 1
        assert said in refused.output
    assert "of that name" in add(chunfeng).output


def test_roles_without_a_name_tells_what_each_may(chunfeng) -> None:
    told = chunfeng("staff", "roles").output
    assert "auditor: " in told
    assert "audit.read" in told


def test_the_log_is_walked_and_the_first_broken_entry_named(chunfeng, tmp_path: Path) -> None:
    add(chunfeng)
    add(chunfeng, "chen")
    whole = chunfeng("audit", "verify")
    assert (whole.exit_code, whole.output) == (0, "2 entries, the chain is whole.\n")
    with sqlite3.connect(tmp_path / "chunfeng.db") as connection:
        connection.execute("DROP TRIGGER audit_entries_no_update")
        connection.execute("UPDATE audit_entries SET about = 'staff:rui' WHERE sequence = 2")
    broken = chunfeng("audit", "verify")
    assert broken.exit_code == 1
    assert broken.output == "Entry 2 was altered; the 1 before it hold.\n"
    assert '"sequence": 2' in chunfeng("audit", "verify", "--json").output

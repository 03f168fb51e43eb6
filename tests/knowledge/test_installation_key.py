"""The key of a data folder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge.installation_key import KeyUnreadable, installation_key


def test_it_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path):
    made = installation_key(tmp_path / "data")
    (file,) = (tmp_path / "data").iterdir()
    assert len(made) == 32
    assert file.stat().st_mode & 0o777 == 0o600
    assert installation_key(tmp_path / "data") == made
    assert installation_key(tmp_path / "other") != made


def test_all_who_start_at_once_get_the_same(tmp_path: Path):
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: installation_key(tmp_path), range(32)))
    assert len(found) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_is_no_key_is_named(tmp_path: Path):
    (tmp_path / "secret.key").write_bytes(b"short")
    with pytest.raises(KeyUnreadable, match=r"secret\.key has 5 bytes instead of 32"):
        installation_key(tmp_path)

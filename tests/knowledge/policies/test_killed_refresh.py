"""A refresh killed with SIGKILL: what was published is served, and the next refresh works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from bot.wiring import Services
from index.snapshot import list_snapshots
from knowledge.language import Lang
from tests.builders import CHECKOUT, CLAUSES, CLAUSES_EN, services_on, write_pair

MEALS = "meal-allowance.amount"


def kill_a_refresh(tiny: Services, where: str) -> None:
    """Starts a refresh in a process of its own and kills it once it has come that far."""
    child = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.killed_refresh"),
            *(str(tiny.settings.documents_dir), str(tiny.settings.data_dir), where),
        ],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"reached\n"
        os.kill(child.pid, signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL


@pytest.mark.parametrize("where", ["embedding", "recording"])
def test_a_killed_refresh_leaves_the_old_release_and_the_next_one_works(
    tiny: Services, lexicon: Services, where: str
) -> None:
    folder, releases = tiny.settings.documents_dir, tiny.settings.data_dir / "releases"
    before = tiny.refresher.refresh(folder)
    write_pair(folder, CLAUSES.replace("230", "260"), CLAUSES_EN.replace("230", "260"))

    kill_a_refresh(tiny, where)

    assert tiny.release_shelf.current().release_id == before.release_id
    restarted = services_on(tiny.settings.data_dir, like=lexicon, documents_dir=folder)
    served = restarted.release_shelf.current()
    assert served.release_id == before.release_id
    assert "230" in served.clauses[MEALS, Lang.ZH].text
    after = restarted.refresher.refresh(folder)
    assert after.changed == (MEALS,)
    assert "260" in restarted.release_shelf.current().clauses[MEALS, Lang.ZH].text
    assert not [path for path in releases.iterdir() if path.name.startswith(".building")]
    assert after.release_id in {manifest.id for manifest in list_snapshots(releases)}

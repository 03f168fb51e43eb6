import errno
import os
import signal
import subprocess
import sys

import pytest

from index.durable import only_writer
from index.retriever import Passage
from index.snapshot import (
    NoSnapshot,
    SnapshotBusy,
    SnapshotCorrupt,
    SnapshotOfAnotherEncoder,
    activate,
    list_snapshots,
    open_current,
    open_snapshot,
    prune,
    write_snapshot,
)
from index.tokens import Tokenizer
from tests.fakes import HashedNgramsEncoder

PASSAGES = [
    Passage("a", "退捕渔民可以申请公益性岗位", "渔民", "zh", ("打渔的怎么办",)),
    Passage("a", "Withdrawn fishermen may take a post", "Fishermen", "en"),
    Passage("b", "高校毕业生创业补贴8000元", lang="zh"),
]
TOKENIZER = Tokenizer()


@pytest.fixture
def encoder() -> HashedNgramsEncoder:
    return HashedNgramsEncoder()


def write(root, encoder, passages=PASSAGES, **more):
    return write_snapshot(root, passages, encoder=encoder, tokenizer=TOKENIZER, **more)


def publish(root, encoder, passages=PASSAGES, **more):
    snapshot = write(root, encoder, passages, **more)
    activate(root, snapshot.id)
    return snapshot


def reopen(root, encoder):
    return open_current(root, encoder, TOKENIZER)


def test_nothing_published_says_what_to_do(tmp_path, encoder):
    with pytest.raises(NoSnapshot, match="chunfeng knowledge refresh"):
        reopen(tmp_path / "nowhere", encoder)
    assert list_snapshots(tmp_path / "nowhere") == []
    assert prune(tmp_path / "nowhere") == []


def test_another_encoder_is_refused_with_both_fingerprints(tmp_path, encoder):
    publish(tmp_path, encoder)
    with pytest.raises(SnapshotOfAnotherEncoder, match=r"hashed-ngrams-1.*hashed-ngrams-2"):
        reopen(tmp_path, HashedNgramsEncoder("hashed-ngrams-2"))


def test_a_snapshot_of_an_older_form_is_refused_and_written_anew(tmp_path, encoder):
    snapshot = publish(tmp_path, encoder)
    older = snapshot.manifest.model_copy(update={"format": snapshot.manifest.format - 1})
    older.write(snapshot.folder)
    with pytest.raises(SnapshotCorrupt, match=r"format 1, .* reads 2; run: chunfeng knowledge"):
        reopen(tmp_path, encoder)
    publish(tmp_path, encoder)
    assert reopen(tmp_path, encoder).counts.passages == len(PASSAGES)


FILES = ["manifest.json", "vectors.faiss", "digests.npy", "catalogue.json", "payload/c.jsonl"]


WORDS = ["lexical/data.csc.index.npy", "lexical/vocab.index.json", "lexical/glosses.shares.npy"]


@pytest.mark.parametrize("name", [*FILES, *WORDS])
@pytest.mark.parametrize("damage", ["missing", "cut", "changed"])
def test_a_damaged_file_is_named(tmp_path, encoder, name, damage):
    snapshot = publish(tmp_path, encoder, payload={"c.jsonl": b"{}"})
    path = snapshot.folder / name
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    else:
        path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    with pytest.raises(SnapshotCorrupt) as caught:
        reopen(tmp_path, encoder)
    assert caught.value.path == path
    assert "chunfeng knowledge refresh" in str(caught.value)


def test_a_file_too_large_to_be_hashed_is_still_checked_by_size(tmp_path, encoder, monkeypatch):
    snapshot = publish(tmp_path, encoder)
    monkeypatch.setattr("index.manifest._HASHED_UP_TO", 0)
    path = snapshot.folder / "digests.npy"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(SnapshotCorrupt, match="bytes"):
        reopen(tmp_path, encoder)


def test_damage_that_only_the_libraries_notice_is_damage_all_the_same(
    tmp_path, encoder, monkeypatch
):
    snapshot = publish(tmp_path, encoder)
    monkeypatch.setattr("index.manifest._HASHED_UP_TO", 0)
    path = snapshot.folder / "vectors.faiss"
    path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(SnapshotCorrupt):
        reopen(tmp_path, encoder)


@pytest.mark.parametrize("pointer", ["", "../elsewhere", "20260101T000000000000-abcdef", "\x00"])
def test_a_pointer_to_nothing_is_damage(tmp_path, encoder, pointer):
    publish(tmp_path, encoder)
    (tmp_path / "current").write_text(pointer)
    with pytest.raises(SnapshotCorrupt):
        reopen(tmp_path, encoder)


def test_a_damaged_snapshot_is_never_activated(tmp_path, encoder):
    good = publish(tmp_path, encoder)
    bad = write(tmp_path, encoder)
    (bad.folder / "digests.npy").unlink()
    with pytest.raises(SnapshotCorrupt):
        activate(tmp_path, bad.id)
    assert reopen(tmp_path, encoder).id == good.id


def test_an_older_good_snapshot_can_be_opened_when_the_current_one_is_damaged(tmp_path, encoder):
    old = publish(tmp_path, encoder)
    new = publish(tmp_path, encoder)
    (new.folder / "vectors.faiss").unlink()
    assert [manifest.id for manifest in list_snapshots(tmp_path)] == [new.id, old.id]
    assert open_snapshot(tmp_path, old.id, encoder, TOKENIZER).retriever.search("渔民")


def test_after_damage_everything_is_encoded_afresh(tmp_path, encoder):
    (publish(tmp_path, encoder).folder / "vectors.faiss").unlink()
    assert write(tmp_path, encoder).embedded == 4


def test_a_full_disk_leaves_the_current_snapshot_as_it_was(tmp_path, encoder, monkeypatch):
    before = publish(tmp_path, encoder)

    def full(path, records):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr("index.snapshot.np.save", full)
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path, encoder, PASSAGES[:1])
    monkeypatch.undo()
    assert reopen(tmp_path, encoder).id == before.id
    assert not list(tmp_path.glob(".building-*"))


def test_a_second_writer_is_turned_away_at_once(tmp_path, encoder):
    snapshot = publish(tmp_path, encoder)
    with only_writer(tmp_path / ".lock"):
        for act in (
            lambda: write(tmp_path, encoder),
            lambda: activate(tmp_path, snapshot.id),
            lambda: prune(tmp_path),
        ):
            with pytest.raises(SnapshotBusy, match="another run"):
                act()
    assert write(tmp_path, encoder).embedded == 0


KILLED_WHILE_WRITING = """
import sys, time
from pathlib import Path
from index.retriever import Passage
from index.snapshot import write_snapshot
from index.tokens import Tokenizer
from tests.fakes import HashedNgramsEncoder

def wait_to_be_killed(done, to_do):
    print("half way", flush=True)
    time.sleep(60)

passages = [Passage(str(i), f"text {i}") for i in range(600)]
write_snapshot(Path(sys.argv[1]), passages, encoder=HashedNgramsEncoder(), tokenizer=Tokenizer(),
               progress=wait_to_be_killed)
"""


def test_a_writer_killed_half_way_changes_nothing_and_is_cleared_away(tmp_path, encoder):
    before = publish(tmp_path, encoder)
    command = [sys.executable, "-c", KILLED_WHILE_WRITING, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "half way\n"
        with pytest.raises(SnapshotBusy):
            write(tmp_path, encoder)
        writer.send_signal(signal.SIGKILL)
    assert list(tmp_path.glob(".building-*"))
    assert reopen(tmp_path, encoder).id == before.id
    assert [path.name for path in tmp_path.iterdir() if path.name[0].isdigit()] == [before.id]
    write(tmp_path, encoder)
    assert not list(tmp_path.glob(".building-*"))

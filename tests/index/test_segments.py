"""A large index in segments: one state at a time, grown and thinned out."""

from __future__ import annotations

import numpy as np
import pytest

from index.manifest import NoSnapshot, SnapshotCorrupt, SnapshotOfAnotherEncoder
from index.segment import PAYLOAD, Entry, SegmentWriter
from index.segments import Part, Segments
from index.snapshot_folder import SnapshotBusy
from index.tokens import Tokenizer
from tests.fakes import HashedNgramsEncoder

TOKENIZER = Tokenizer()


@pytest.fixture
def encoder():
    return HashedNgramsEncoder()


@pytest.fixture
def segments(tmp_path, encoder):
    return Segments(tmp_path / "index", encoder, TOKENIZER)


def entries(*names: str) -> list[Entry]:
    return [
        Entry(name, name.encode().hex().zfill(16), (f"work of {name}",), (f"words of {name}",))
        for name in names
    ]


def add(segments, encoder, given, kept=()):
    """Writes the entries as a segment beside those kept."""
    with segments.writing(), segments.draft() as draft:
        writer = SegmentWriter(encoder, TOKENIZER, [part.segment for part in kept])
        writer.write(draft, given, lambda folder, order: np.save(folder / "order.npy", order))
        return segments.commit(kept, draft, {"note": "of the test"})


def keys(opened):
    return sorted(
        part.segment.key(row)
        for part in opened.parts
        for row in np.flatnonzero(part.alive).tolist()
    )


def test_nothing_is_there_before_the_first_state(segments):
    assert not segments.exists
    with pytest.raises(NoSnapshot):
        segments.open()


def test_a_state_holds_what_was_written(segments, encoder):
    state = add(segments, encoder, entries("cook", "guard", "岗"))
    opened = segments.open()
    assert opened.state == state
    assert opened.rows == 3
    assert keys(opened) == ["cook", "guard", "岗"]
    segment = opened.parts[0].segment
    assert segment.id == segment.manifest.id
    query = encoder.encode(["work of guard"])[0]
    rows, _ = segment.vectors.nearest_exactly(query, 1, np.ones(3, dtype=bool))
    assert segment.key(int(rows[0])) == "guard"
    order = np.load(segment.folder / PAYLOAD / "order.npy")
    assert [entries("cook", "guard", "岗")[at].key for at in order] == [
        segment.key(row) for row in range(3)
    ]


def test_rows_die_and_segments_join_without_writing_the_former_anew(segments, encoder):
    add(segments, encoder, entries("cook", "guard"))
    first = segments.open().parts[0]
    alive = np.array([first.segment.key(row) != "cook" for row in range(2)])
    add(segments, encoder, entries("nurse"), kept=[Part(first.segment, alive)])
    opened = segments.open()
    assert keys(opened) == ["guard", "nurse"]
    assert opened.parts[0].segment is first.segment
    assert keys(Segments(segments.root, encoder, TOKENIZER).open()) == ["guard", "nurse"]


def test_texts_that_a_former_segment_holds_are_not_encoded_again(segments, encoder):
    add(segments, encoder, entries("cook", "guard"))
    encoder.texts_encoded.clear()
    with segments.writing(), segments.draft() as draft:
        former = segments.open().parts[0].segment
        writer = SegmentWriter(encoder, TOKENIZER, [former])
        new = writer.write(draft, entries("cook", "guard", "nurse"), lambda *_: None)
    assert encoder.texts_encoded == ["work of nurse"]
    assert new == 1


def test_a_post_in_two_languages_lies_between_its_texts(segments, encoder):
    add(segments, encoder, [Entry("both", "1" * 16, ("厨师做菜", "cook meals"), ("厨师",))])
    vector = segments.open().parts[0].segment.vectors.vectors(np.array([0]))[0]
    chinese, english = encoder.encode(["厨师做菜", "cook meals"])
    assert vector @ chinese == pytest.approx(vector @ english, abs=0.01)
    assert vector @ chinese > 0.6


def test_what_a_new_state_does_not_name_is_removed(segments, encoder):
    add(segments, encoder, entries("cook"))
    held = segments.open()
    add(segments, encoder, entries("guard"))
    assert len([path for path in segments.root.iterdir() if path.is_dir()]) == 1
    assert held.parts[0].segment.key(0) == "cook", "what is open stays readable"


def test_a_part_without_a_row_alive_is_left_out(segments, encoder):
    add(segments, encoder, entries("cook"))
    part = segments.open().parts[0]
    with segments.writing():
        segments.commit([Part(part.segment, np.zeros(1, dtype=bool))], None, {})
    assert segments.open().parts == ()


def test_one_writer_at_a_time(segments):
    with segments.writing(), pytest.raises(SnapshotBusy), segments.writing():
        pass


def test_another_encoder_is_told(segments, encoder):
    add(segments, encoder, entries("cook"))
    other = Segments(segments.root, HashedNgramsEncoder("other"), TOKENIZER)
    with pytest.raises(SnapshotOfAnotherEncoder):
        other.open()


@pytest.mark.parametrize("name", ["codes.faiss", "keys.txt", "words.rows", "manifest.json"])
def test_a_damaged_file_is_told_with_its_name(segments, encoder, name):
    state = add(segments, encoder, entries("cook"))
    path = segments.root / state.segments[0] / name
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(SnapshotCorrupt, match=name):
        Segments(segments.root, encoder, TOKENIZER).open()


def test_a_damaged_state_is_told(segments, encoder):
    add(segments, encoder, entries("cook"))
    (segments.root / "state.json").write_text('{"id": 3}', encoding="utf-8")
    with pytest.raises(SnapshotCorrupt, match=r"state\.json"):
        segments.open()

import numpy as np
import pytest

from index.encoder import unit_rows
from index.vectors import DimensionMismatch, VectorIndex


def _vectors(rows: int, dimension: int = 16) -> np.ndarray:
    random = np.random.default_rng(5)
    return unit_rows(random.normal(size=(rows, dimension)).astype(np.float32))


def test_the_nearest_rows_come_best_first():
    vectors = _vectors(50)
    rows, similarities = VectorIndex.build(vectors).nearest(vectors[7], 5)
    expected = np.argsort(-(vectors @ vectors[7]))[:5]
    assert rows.tolist() == expected.tolist()
    assert similarities[0] == pytest.approx(1.0)
    assert (np.diff(similarities) <= 0).all()


def test_only_allowed_rows_are_returned():
    vectors = _vectors(50)
    allowed = np.array([3, 9, 40])
    rows, _ = VectorIndex.build(vectors).nearest(vectors[7], 10, allowed)
    assert sorted(rows.tolist()) == [3, 9, 40]


def test_no_allowed_row_gives_nothing():
    vectors = _vectors(5)
    rows, similarities = VectorIndex.build(vectors).nearest(vectors[0], 3, np.zeros(0, np.int64))
    assert len(rows) == len(similarities) == 0


def test_an_empty_index_gives_nothing(tmp_path):
    index = VectorIndex.build(np.zeros((0, 8), np.float32))
    index.save(tmp_path / "v")
    rows, _ = VectorIndex.load(tmp_path / "v").nearest(np.ones(8, np.float32), 3)
    assert len(rows) == 0


def test_similarities_of_given_rows_are_exact():
    vectors = _vectors(20)
    found = VectorIndex.build(vectors).similarities(vectors[1], np.array([4, 1, 4]))
    assert found == pytest.approx(vectors[[4, 1, 4]] @ vectors[1])


def test_what_is_saved_answers_the_same_when_loaded(tmp_path):
    vectors = _vectors(30)
    built = VectorIndex.build(vectors)
    built.save(tmp_path / "v")
    loaded = VectorIndex.load(tmp_path / "v")
    assert len(loaded) == 30
    assert np.array_equal(loaded.rows(np.arange(30)), vectors)
    assert built.nearest(vectors[3], 4)[0].tolist() == loaded.nearest(vectors[3], 4)[0].tolist()


def test_a_query_of_another_dimension_is_refused_with_both_shapes():
    index = VectorIndex.build(_vectors(4, dimension=16))
    with pytest.raises(DimensionMismatch, match=r"\(16,\).*\(8,\)"):
        index.nearest(np.ones(8, np.float32), 1)
    with pytest.raises(DimensionMismatch):
        index.similarities(np.ones((1, 16), np.float32), np.array([0]))


def test_a_large_index_finds_nearly_all_that_a_scan_finds(monkeypatch):
    monkeypatch.setattr("index.vectors.FLAT_LIMIT", 500)
    monkeypatch.setattr("index.vectors._SCAN_LIMIT", 300)
    vectors = _vectors(3_000)
    index = VectorIndex.build(vectors)
    odd = np.arange(1, 3_000, 2)
    few = np.arange(0, 3_000, 30)
    for allowed in (None, odd, few):
        pool = np.arange(3_000) if allowed is None else allowed
        found = exact = 0
        for query in vectors[:40]:
            best = set(pool[np.argsort(-(vectors[pool] @ query))[:10]].tolist())
            rows, _ = index.nearest(query, 10, allowed)
            assert set(rows.tolist()) <= set(pool.tolist())
            found += len(best & set(rows.tolist()))
            exact += len(best)
        assert found >= 0.98 * exact

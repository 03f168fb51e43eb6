"""Vectors in 8 bits, searched under a mask."""

from __future__ import annotations

import numpy as np
import pytest

from index import clusters
from index.encoder import unit_rows
from index.quantised import QuantisedVectors, write_quantised

ROWS, DIMENSION = 3_000, 32


@pytest.fixture(scope="module")
def given():
    draw = np.random.default_rng(3)
    centres = draw.standard_normal((40, DIMENSION))
    spread = draw.standard_normal((ROWS, DIMENSION)) * 0.4
    return unit_rows((centres[draw.integers(0, 40, ROWS)] + spread).astype(np.float32))


@pytest.fixture(scope="module")
def written(given, tmp_path_factory):
    folder = tmp_path_factory.mktemp("vectors")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "_ROWS_OF_A_GROUP", 100)
        order = write_quantised(folder, given.astype(np.float16))
    return QuantisedVectors(folder), given[order]


def _exactly(vectors, query, allowed, k):
    near = np.where(allowed, vectors @ query, -2)
    return set(np.argsort(-near)[:k].tolist())


def test_every_row_is_kept_once_and_grouped(written, given):
    index, vectors = written
    assert len(index) == len(given)
    assert sorted(map(bytes, vectors)) == sorted(map(bytes, given))
    assert np.abs(index.vectors(np.arange(ROWS)) - vectors).max() < 1e-3


@pytest.mark.parametrize("share", [0.002, 0.05, 0.6, 1.0])
def test_only_allowed_rows_are_found_and_nearly_all_of_the_best(written, share):
    index, vectors = written
    draw = np.random.default_rng(4)
    found = 0
    for query in vectors[:20]:
        allowed = draw.random(ROWS) < share
        rows, similarities = index.nearest_exactly(query, 10, allowed)
        assert allowed[rows].all()
        assert list(similarities) == sorted(similarities, reverse=True)
        found += len(set(rows.tolist()) & _exactly(vectors, query, allowed, len(rows)))
    assert found >= 0.98 * 10 * 20 or share < 0.01


def test_few_allowed_rows_are_all_compared(written):
    index, vectors = written
    allowed = np.zeros(ROWS, dtype=bool)
    allowed[[5, 900, 2_999]] = True
    rows, _ = index.nearest_exactly(vectors[0], 10, allowed)
    assert set(rows.tolist()) == {5, 900, 2_999}


def test_a_wide_search_reads_only_the_groups_nearest(written):
    index, vectors = written
    everything = np.ones(ROWS, dtype=bool)
    rows, _ = index.nearest(vectors[7], ROWS, everything, least=300)
    assert 300 <= len(rows) < 1_000
    assert 7 in rows


def test_nothing_allowed_finds_nothing(written):
    index, vectors = written
    rows, similarities = index.nearest(vectors[0], 10, np.zeros(ROWS, dtype=bool))
    assert len(rows) == len(similarities) == 0


def test_similarities_are_those_of_the_codes_that_faiss_searches(written):
    index, vectors = written
    rows, similarities = index.nearest(vectors[3], 50, np.ones(ROWS, dtype=bool))
    assert np.abs(index.similarities(vectors[3], rows) - similarities).max() < 1e-4


def test_a_single_row_is_an_index_too(tmp_path):
    write_quantised(tmp_path, np.eye(1, DIMENSION, dtype=np.float16))
    rows, similarities = QuantisedVectors(tmp_path).nearest_exactly(
        np.eye(1, DIMENSION, dtype=np.float32)[0], 3, np.ones(1, dtype=bool)
    )
    assert rows.tolist() == [0]
    assert similarities[0] == pytest.approx(1.0, abs=1e-3)

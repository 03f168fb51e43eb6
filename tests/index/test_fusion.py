import numpy as np
import pytest

from index.fusion import Background, FusionWeights, fused

WEIGHTS = FusionWeights()


def scores(spreads, lexical, *, coverage, whole=10.0, length=60.0):
    near, words = (np.array(column, dtype=np.float32) for column in (spreads, lexical))
    return fused(near, words, coverage=coverage, whole=whole, length=length, weights=WEIGHTS)


def test_a_clause_that_quotes_the_query_beats_a_nearer_one():
    quoting, near = scores([3.0, 9.0], [10.0, 2.0], coverage=1.0)
    assert quoting > near
    sharing, near = scores([3.0, 9.0], [10.0, 2.0], coverage=0.5)
    assert sharing < near


def test_among_titles_the_nearest_comes_first_even_beside_a_quotation():
    holding, near = scores([3.0, 9.0], [10.0, 2.0], coverage=1.0, length=3.0)
    assert holding < near


def test_without_words_the_nearest_comes_first():
    found = scores([1.0, 5.0], [0.0, 0.0], coverage=0.0, whole=0.0)
    assert found.tolist() == [1.0, 5.0]


def test_the_querys_own_text_scores_alike_whatever_its_length():
    short, long = (scores([12.0], [whole], coverage=1.0, whole=whole)[0] for whole in (3.0, 60.0))
    assert short == pytest.approx(long, rel=0.01)


def test_spreads_are_measured_from_an_unrelated_text():
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(500, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    spreads = Background.of(vectors).spreads_above(vectors[0], vectors @ vectors[0])
    assert spreads[0] > 3
    assert abs(float(spreads.mean())) < 0.1
    assert float(spreads.std()) == pytest.approx(1.0, abs=0.1)

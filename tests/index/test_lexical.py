import numpy as np
import pytest

from index.lexical import LexicalIndex
from index.tokens import Tokenizer

TEXTS = [
    "灵活就业人员社会保险补贴每月发放",
    "Laid-off workers may register as unemployed",
    "退捕渔民可以申请公益性岗位",
    "",
    "Graduates who start a business get a one-off subsidy of 8,000 yuan",
]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(["公益性岗位"])


@pytest.fixture(scope="module")
def index(tokenizer) -> LexicalIndex:
    return LexicalIndex.build(TEXTS, tokenizer)


@pytest.mark.parametrize(
    ("query", "row"),
    [("公益性崗位", 2), ("registered unemployment", 1), ("社保补贴", 0), ("8000", 4)],
)
def test_the_row_that_shares_the_words_scores_highest(index, query, row):
    scores = index.scores(query)
    assert scores.shape == (len(TEXTS),)
    assert scores.dtype == np.float32
    assert int(scores.argmax()) == row
    assert scores.min() >= 0


def test_a_query_without_a_known_word_scores_nothing(index):
    for query in ("", "👍", "zzz", "welding"):
        reading = index.read(query)
        assert not reading.scores.any()
        assert not reading.coverage.any()
        assert reading.known_share == 0


def test_the_known_share_falls_with_words_the_index_never_saw(index):
    assert index.known_share("退捕渔民") == pytest.approx(1.0)
    assert 0.2 < index.known_share("unemployed welders") < 0.8


def test_coverage_is_the_share_of_the_query_that_a_row_holds(index):
    coverage = index.read("subsidy for graduates").coverage
    assert coverage[4] == pytest.approx(1.0)
    assert coverage[1] == 0
    half = index.read("graduates welding").coverage
    assert 0.2 < half[4] < 0.6


def test_what_is_saved_reads_the_same_when_loaded(index, tokenizer, tmp_path):
    index.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path, tokenizer)
    assert len(loaded) == len(TEXTS)
    for query in ("公益性岗位补贴", "unemployed graduates", ""):
        assert np.array_equal(index.scores(query), loaded.scores(query))


@pytest.mark.parametrize("texts", [[], [""], ["👍", "…"]])
def test_texts_without_words_can_be_indexed_and_saved(tokenizer, tmp_path, texts):
    LexicalIndex.build(texts, tokenizer).save(tmp_path)
    loaded = LexicalIndex.load(tmp_path, tokenizer)
    assert loaded.scores("subsidy").tolist() == [0.0] * len(texts)

"""Words of rows on disk."""

from __future__ import annotations

import numpy as np
import pytest

from index.tokens import Tokenizer
from index.words import RowWords, Words, numbers_of, write_words

TEXTS = [
    "boat captain on the lake",
    "captain of a team",
    "cook in a canteen",
    "cook, cook and cook again in the big canteen",
    "",
]


@pytest.fixture
def words(tmp_path):
    read = Tokenizer()
    rows = [RowWords.of(numbers_of(read(text))) for text in TEXTS]
    write_words(tmp_path, rows, np.arange(len(rows)))
    return Words(tmp_path), read


def test_rows_with_more_and_rarer_words_of_the_query_score_higher(words):
    index, read = words
    every = np.arange(len(TEXTS))
    reading = index.read(index.asked(read("boat captain")), every)
    assert reading.scores[0] > reading.scores[1] > 0
    assert reading.scores[2:].tolist() == [0, 0, 0]
    assert reading.coverage[0] == pytest.approx(1.0)
    assert 0 < reading.coverage[1] < 1


def test_a_word_held_often_counts_more_and_less_each_time(words):
    index, read = words
    once, often = index.read(index.asked(read("cook")), np.array([2, 3])).scores
    assert once < often < 3 * once


def test_rows_are_read_in_the_order_asked_for(words):
    index, read = words
    asked = index.asked(read("captain lake cook"))
    forward = index.read(asked, np.array([0, 2, 4])).scores
    assert index.read(asked, np.array([4, 2, 0])).scores.tolist() == forward[::-1].tolist()


def test_a_query_scores_what_its_words_score_alone(words):
    index, read = words
    rows = np.arange(len(TEXTS))
    alone = [index.read(index.asked(read(w)), rows).scores for w in ("lake", "cook", "captain")]
    together = index.read(index.asked(read("lake cook captain")), rows).scores
    assert together == pytest.approx(sum(alone))


def test_rare_words_lead_to_their_rows(words):
    index, read = words
    assert index.rows_with_rare(index.asked(read("lake")), 10).tolist() == [0]
    assert index.rows_with_rare(index.asked(read("captain canteen")), 10).tolist() == [0, 1, 2, 3]
    assert index.rows_with_rare(index.asked(read("submarine")), 10).tolist() == []


def test_words_that_no_row_holds_weigh_in_the_whole_query(words):
    index, read = words
    known, more = index.asked(read("captain")), index.asked(read("captain submarine"))
    assert more.whole > known.whole
    assert index.read(more, np.array([1])).coverage[0] < 1


def test_a_query_without_a_word_scores_nothing(words):
    index, read = words
    reading = index.read(index.asked(read("???")), np.arange(len(TEXTS)))
    assert not reading.scores.any()
    assert not reading.coverage.any()

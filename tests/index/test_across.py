import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dictionary import Dictionary
from index.lexical import LexicalIndex
from index.tokens import Tokenizer

DICTIONARY = Dictionary.of(
    [
        ("补贴", 0, ("subsidi",)),
        ("补贴", 1, ("allow",)),
        ("补贴", 2, ("benefit",)),
        ("毕业生", 0, ("graduat",)),
        ("渔民", 0, ("fisherman",)),
        ("渔民", 0, ("fishermen",)),
        ("失业", 0, ("unemploy",)),
        ("培训", 0, ("train",)),
        ("社会保障", 0, ("social", "secur")),
        ("社会", 0, ("societi",)),
    ]
)
ENGLISH = [
    "Subsidy for graduates",
    "Training for the unemployed",
    "Fishermen and social security",
    "An allowance, a benefit and a subsidy of any kind",
    "Opening hours of the office in 2024",
]
CHINESE = ["毕业生补贴", "失业人员培训", "渔民的社会保障", "窗口2024年办公时间"]
TOKENIZER = Tokenizer()


def index(texts, dictionary=DICTIONARY) -> LexicalIndex:
    return LexicalIndex.build(texts, TOKENIZER, dictionary)


@pytest.mark.parametrize(
    ("query", "row"),
    [("畢業生補貼", 0), ("失业培训", 1), ("渔民", 2), ("2024年办公时间", 4)],
)
def test_a_chinese_query_finds_the_english_row(query, row):
    reading = index(ENGLISH).read(query)
    assert int(reading.scores.argmax()) == row
    assert 0 < reading.coverage[row] < 1


@pytest.mark.parametrize(
    ("query", "row"),
    [("graduates' subsidies", 0), ("train the unemployed", 1), ("social security", 2)],
)
def test_an_english_query_finds_the_chinese_row(query, row):
    reading = index(CHINESE).read(query)
    assert int(reading.scores.argmax()) == row


def test_three_translations_of_one_word_are_one_word():
    texts = ["subsidy", "allowance, benefit, subsidy", *["office hours"] * 8]
    once, thrice = index(texts).read("补贴").coverage[:2]
    assert once == pytest.approx(thrice)
    graduates = ["graduate's subsidy", "allowance, benefit, subsidy", *["office hours"] * 8]
    assert int(index(graduates).read("毕业生补贴").scores.argmax()) == 0


def test_a_translated_word_counts_less_than_one_that_stands_there():
    reading = index(ENGLISH).read("毕业生补贴")
    assert reading.coverage[0] < index(ENGLISH).read("graduates subsidy").coverage[0]
    assert 0 < reading.known_share < 1


def test_a_word_without_translation_leaves_the_rest_less_known():
    whole, half = (index(ENGLISH).read(query).known_share for query in ("补贴", "补贴电焊"))
    assert 0 < half < whole


@pytest.mark.parametrize("texts", [ENGLISH, CHINESE])
def test_a_query_in_the_rows_own_language_reads_as_without_a_dictionary(texts):
    translated, plain = index(texts), index(texts, None)
    for query in texts:
        with_words, without = translated.read(query), plain.read(query)
        assert np.array_equal(with_words.scores, without.scores)
        assert np.array_equal(with_words.coverage, without.coverage)
        assert (with_words.known_share, with_words.whole) == (without.known_share, without.whole)


def test_among_rows_of_both_languages_each_is_read_in_its_own_way():
    both = [*CHINESE, *ENGLISH]
    translated, plain = index(both).read("毕业生补贴"), index(both, None).read("毕业生补贴")
    own, others = slice(0, len(CHINESE)), slice(len(CHINESE), None)
    assert np.array_equal(translated.scores[own], plain.scores[own])
    assert not plain.scores[others].any()
    assert int(translated.scores[others].argmax()) == 0
    assert translated.whole == plain.whole


def test_a_word_is_as_rare_as_it_is_among_the_rows_that_are_read():
    alone = index(ENGLISH).read("毕业生补贴").coverage
    among = index([*ENGLISH, *["发放补贴 (subsidy)"] * 20]).read("毕业生补贴").coverage
    assert among[: len(ENGLISH)] == pytest.approx(alone)


def test_an_official_term_in_brackets_is_found_as_it_stands():
    texts = [*ENGLISH, "Posts (公益性岗位) in every district"]
    assert int(index(texts).read("公益性岗位补贴").scores.argmax()) == len(ENGLISH)


def test_a_loaded_index_translates_without_the_dictionary(tmp_path):
    written = index([*ENGLISH, *CHINESE])
    written.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path, TOKENIZER)
    for query in ("毕业生补贴", "train the unemployed", "2024"):
        assert np.array_equal(loaded.scores(query), written.scores(query))


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=60) | st.text(alphabet="补贴毕业生渔民社会保障 ab2024subsidy.", max_size=40)
)
def test_any_query_reads_within_the_ranges(query):
    for texts in (ENGLISH, CHINESE, [*ENGLISH, *CHINESE], []):
        reading = _INDEXES[len(texts)].read(query)
        assert reading.scores.shape == (len(texts),)
        assert np.isfinite(reading.scores).all()
        assert (reading.scores >= 0).all()
        assert ((reading.coverage >= 0) & (reading.coverage <= 1)).all()
        assert 0 <= reading.known_share <= 1
        assert np.isfinite(reading.whole)


_INDEXES = {len(t): index(t) for t in (ENGLISH, CHINESE, [*ENGLISH, *CHINESE], [])}

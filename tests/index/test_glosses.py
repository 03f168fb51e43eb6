import numpy as np
import pytest

from index.dictionary import Dictionary
from index.glosses import Glosses
from index.lexical import LexicalIndex
from index.postings import Postings
from index.tokens import Tokenizer

DICTIONARY = Dictionary.of(
    [
        ("学费", 0, ("tuition", "fee")),
        ("学费", 1, ("tuition",)),
        ("补贴", 0, ("subsidi",)),
        ("补贴", 1, ("allow",)),
        ("津贴", 0, ("allow",)),
        ("社会保障", 0, ("social", "secur")),
        ("龙", 0, ("dragon",)),
    ]
)
TEXTS = ["Tuition fee paid", "the fee", "a subsidy, an allowance", "学费补贴", "社会保障和津贴"]


@pytest.fixture(scope="module")
def postings() -> Postings:
    return LexicalIndex.build(TEXTS, Tokenizer())._postings


@pytest.fixture(scope="module")
def glosses(postings) -> Glosses:
    return Glosses.of(DICTIONARY, postings)


def shares(glosses, postings, source) -> dict[str, float]:
    names = {number: token for token, number in postings.numbers.items()}
    found = glosses.of_word(source)
    pairs = zip(found.targets.tolist(), found.shares.tolist(), strict=True)
    return {names[number]: share for number, share in pairs}


def test_the_first_meaning_counts_most(glosses, postings):
    found = shares(glosses, postings, "补贴")
    assert found["subsidi"] == 1
    assert 0.5 < found["allow"] < 1


def test_the_words_of_a_gloss_share_it_by_rarity(glosses, postings):
    found = shares(glosses, postings, "学费")
    # Alone as the second meaning, tuition counts more than as the rarer half of the first.
    assert found["tuition"] == pytest.approx(0.85)
    assert found["fee"] < 0.5


def test_an_english_word_gives_its_chinese_words(glosses, postings):
    assert set(shares(glosses, postings, "allow")) == {"补贴", "津贴"}
    assert shares(glosses, postings, "allow")["津贴"] == 1


def test_only_what_the_index_holds_is_kept(glosses):
    assert not len(glosses.of_word("龙").targets)
    assert "dragon" not in glosses.sources


def test_a_known_phrase_is_taken_whole(glosses):
    words = ["my", "social", "secur", "allow", "zzz"]
    assert [found.source for found in glosses.of_phrases(words)] == [
        "my",
        "social secur",
        "allow",
        "zzz",
    ]


@pytest.mark.parametrize("dictionary", [DICTIONARY, Dictionary.of([])])
def test_what_is_saved_reads_the_same_when_loaded(postings, tmp_path, dictionary):
    glosses = Glosses.of(dictionary, postings)
    glosses.save(tmp_path)
    loaded = Glosses.load(tmp_path)
    assert loaded.sources == glosses.sources
    for name in ("first", "targets", "shares"):
        assert np.array_equal(getattr(loaded, name), getattr(glosses, name))

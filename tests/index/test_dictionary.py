import pytest

from index.dictionary import Dictionary, DictionaryDamaged
from index.tokens import Tokenizer

GLOSSES = [("学费", 0, ("tuition", "fee")), ("学费", 1, ("tuition",)), ("岗位", 0, ("post",))]


def glosses(dictionary: Dictionary) -> list[tuple[str, int, tuple[str, ...]]]:
    """What the columns say, gloss by gloss."""
    bounds = dictionary.first.tolist()
    return [
        (
            dictionary.words[dictionary.word[i]],
            int(dictionary.place[i]),
            tuple(dictionary.stems[n] for n in dictionary.stem[bounds[i] : bounds[i + 1]]),
        )
        for i in range(len(dictionary.word))
    ]


def test_the_columns_hold_what_was_given():
    assert glosses(Dictionary.of(GLOSSES)) == GLOSSES
    assert glosses(Dictionary.of([])) == []


@pytest.mark.parametrize("given", [GLOSSES, []])
def test_what_is_saved_reads_the_same_when_loaded(tmp_path, given):
    Dictionary.of(given).save(tmp_path / "kept")
    assert glosses(Dictionary.load(tmp_path / "kept")) == given
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half", b"not a dictionary"])
def test_a_damaged_file_is_named(tmp_path, content):
    (tmp_path / "kept").write_bytes(content)
    with pytest.raises(DictionaryDamaged, match="kept is damaged"):
        Dictionary.load(tmp_path / "kept")


def test_pairs_are_read_as_the_tokenizer_reads_a_query():
    pairs = [("公益性崗位", "Public-welfare posts"), ("的", "of the")]
    found = glosses(Dictionary.of_pairs(pairs, Tokenizer()))
    assert found == [("公益性岗位", 0, ("public", "welfar", "post"))]


def test_of_two_dictionaries_the_other_one_comes_first():
    own = Dictionary.of([("岗位", 0, ("job",)), ("学费", 0, ("fee",))])
    both = Dictionary.of(GLOSSES).after(own)
    assert glosses(both) == [*glosses(own), *GLOSSES]
    assert sorted(both.words) == ["学费", "岗位"]
    assert glosses(own.after(Dictionary.of([]))) == glosses(own)

import numpy as np
import pytest

from index.lexical import LexicalIndex
from index.retriever import Catalogue, Mode, Passage, Retriever
from index.tokens import Tokenizer
from index.vectors import VectorIndex
from tests.fakes import HashedNgramsEncoder

PASSAGES = [
    Passage("fishers", "退捕渔民可以申请公益性岗位，每月有补贴。", "退捕渔民", "zh"),
    Passage("fishers", "Withdrawn fishermen may take a public-welfare post.", "Fishermen", "en"),
    Passage("start", "高校毕业生创业可以领一次性补贴8000元。", "创业补贴", "zh", ("开店有钱拿吗",)),
    Passage("start", "Graduates who start a business get 8,000 yuan.", "Start-ups", "en"),
    Passage("train", "失业人员参加技能培训，培训费由政府承担。", "培训", "zh"),
    Passage("train", "Training for the unemployed is free of charge.", "Training", "en"),
]


def retriever(passages, encoder=None) -> Retriever:
    encoder = encoder or HashedNgramsEncoder()
    texts = [text for passage in passages for text in passage.wordings()]
    return Retriever(
        Catalogue.of(passages),
        encoder,
        vectors=VectorIndex.build(encoder.encode(texts)),
        lexical=LexicalIndex.build([p.lexical_text() for p in passages], _TOKENIZER),
    )


_TOKENIZER = Tokenizer()


@pytest.fixture(scope="module")
def found_in() -> Retriever:
    return retriever(PASSAGES)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(
    ("query", "key", "lang"),
    [
        ("退捕漁民能做什么岗位", "fishers", "zh"),
        ("free training for unemployed people", "train", "en"),
        ("8,000 yuan for graduates", "start", "en"),
        ("开店有钱拿吗", "start", "zh"),
    ],
)
def test_the_passage_asked_for_comes_first(found_in, mode, query, key, lang):
    best = found_in.search(query, mode=mode)[0]
    assert (best.key, best.lang) == (key, lang)


def test_a_further_wording_leads_to_its_passage_once(found_in):
    hits = found_in.search("开店有钱拿吗", k=10)
    assert hits[0].similarity == pytest.approx(1.0, abs=1e-5)
    assert len({(hit.key, hit.lang) for hit in hits}) == len(hits)


def test_language_and_keys_limit_what_is_found(found_in):
    assert {hit.lang for hit in found_in.search("补贴 subsidy", lang="en")} == {"en"}
    hits = found_in.search("补贴", allowed_keys={"train", "unknown"}, lang="zh")
    assert [(hit.key, hit.lang) for hit in hits] == [("train", "zh")]
    assert found_in.search("补贴", allowed_keys=set()) == []
    assert found_in.search("补贴", lang="fr") == []


def test_the_limit_is_kept_and_best_comes_first(found_in):
    hits = found_in.search("补贴 training", k=3)
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert found_in.search("补贴", k=0) == []


def test_values_of_a_hit_stay_in_their_ranges(found_in):
    for query in ("退捕渔民", "zzz qqq", "", "👍", "补贴 8000 yuan"):
        for hit in found_in.search(query):
            assert -1 <= hit.similarity <= 1
            assert hit.lexical >= 0
            assert 0 <= hit.coverage <= 1
            assert np.isfinite(hit.score)


def test_lexical_mode_returns_nothing_when_no_word_is_shared(found_in):
    assert found_in.search("zzz qqq", mode=Mode.LEXICAL) == []


def test_two_passages_of_one_key_and_language_give_the_better_one():
    parts = [
        Passage("doc", "第一段讲培训。", lang="zh"),
        Passage("doc", "第二段讲渔民的补贴。", lang="zh"),
        Passage("other", "毕业生创业。", lang="zh"),
    ]
    hits = retriever(parts).search("渔民补贴")
    assert [hit.key for hit in hits].count("doc") == 1
    assert hits[0].row == 1


def test_equal_passages_keep_the_order_in_which_they_were_built():
    same = [Passage(key, "公益性岗位", lang="zh") for key in ("b", "a", "c")]
    for mode in Mode:
        assert [hit.key for hit in retriever(same).search("公益性岗位", mode=mode)] == [
            "b",
            "a",
            "c",
        ]


def test_an_empty_index_finds_nothing():
    assert retriever([]).search("补贴") == []


def test_an_unrelated_question_scores_below_a_related_one():
    many = [
        Passage(f"k{i}", f"第{i}条：{chr(0x4E00 + 7 * i) * 3}事项的规定", lang="zh")
        for i in range(60)
    ]
    index = retriever([*PASSAGES[::2], *many])
    related = index.search("退捕渔民公益性岗位")[0].score
    unrelated = index.search("qwxz vbnm")[0].score
    assert related > 2 * unrelated


class NoiseEncoder(HashedNgramsEncoder):
    """Knows no Chinese: such a text gets a direction that means nothing."""

    def encode(self, texts, role="passage"):
        return super().encode([text if text.isascii() else text[::-1] + "?" for text in texts])


def test_vectors_without_meaning_do_not_beat_a_good_lexical_match():
    many = [
        Passage(f"k{i}", f"第{i}条 {'规定事项'[i % 4]}{chr(0x4E00 + 11 * i)}办法", lang="zh")
        for i in range(80)
    ]
    index = retriever([*PASSAGES[::2], *many], NoiseEncoder())
    assert index.search("渔民退捕后的公益性岗位")[0].key == "fishers"


def test_parts_of_different_passages_are_refused():
    encoder = HashedNgramsEncoder()
    with pytest.raises(ValueError, match=r"2 vectors.*index of 1 vectors"):
        Retriever(
            Catalogue.of([Passage("a", "甲"), Passage("b", "乙")]),
            encoder,
            vectors=VectorIndex.build(encoder.encode(["甲"])),
            lexical=LexicalIndex.build(["甲", "乙"], _TOKENIZER),
        )

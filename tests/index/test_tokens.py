import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.tokens import Tokenizer


@pytest.fixture(scope="module")
def tokens() -> Tokenizer:
    return Tokenizer(["公益性岗位", "渝人社发"])


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("补贴498,500元", "498500"),
        ("全市49.85万人", "498500"),
        ("498.5 thousand people", "498500"),
        ("增长26.8%", "26.8%"),
        ("up 26.8 per cent", "26.8%"),
        ("百分之26.8", "26.8%"),
        ("３０００元", "3000"),
        ("a subsidy of 1.50 yuan", "1.5"),
        ("renewing unemployment registrations", "registration"),
        ("ＪＯＢＳ", "job"),
        ("C1驾照", "c1"),
        ("懂C++和.NET", "c++"),
        ("公益性岗位", "岗位"),
        ("公益性崗位", "公益性岗位"),
        ("渝人社发〔2021〕4号", "渝人社发〔2021〕4号"),
        ("渝人社发〔2021〕4号", "渝人社发[2021]4号"),
        ("渝人社发〔2021〕4号", "（2021）4号"),
        ("Document [2021] No. 4", "〔2021〕4号"),
    ],
)
def test_what_is_written_one_way_is_found_another_way(tokens, written, asked):
    wanted = set(tokens(asked))
    assert wanted, "the question must give tokens"
    assert wanted & set(tokens(written))


def test_document_numbers_of_two_issuers_share_the_number_but_not_the_issuer(tokens):
    labour, government = tokens("渝人社发〔2021〕4号"), tokens("渝府发〔2021〕4号")
    assert "社发〔2021〕4" in labour
    assert "社发〔2021〕4" not in government
    assert "〔2021〕4" in set(labour) & set(government)


def test_different_amounts_share_no_token(tokens):
    assert not set(tokens("498500")) & set(tokens("498,501"))
    assert not set(tokens("2,000")) & set(tokens("200"))


def test_a_domain_word_stays_whole_and_gives_its_parts(tokens):
    assert "公益性岗位" in tokens("申请公益性岗位")
    assert "岗位" in tokens("申请公益性岗位")
    assert "公益性岗位" not in Tokenizer()("申请公益性岗位")


def test_words_without_a_topic_give_nothing(tokens):
    assert tokens("what is the") == []
    assert not {"的", "了", "请问"} & set(tokens("请问我的补贴发了吗"))


def test_signs_and_empty_text_give_nothing(tokens):
    for text in ("", "   ", "👍😀", "。！？", "\x00\u200b"):
        assert tokens(text) == []


def test_the_fingerprint_follows_the_domain_words():
    assert Tokenizer(["甲乙", "丙丁"]).fingerprint == Tokenizer(["丙丁", "甲乙"]).fingerprint
    assert Tokenizer(["甲乙"]).fingerprint != Tokenizer().fingerprint


@pytest.mark.parametrize(
    "piece", ["重", "9", "a", "a1", "〔2021", "1,234", "百分之", "\u0301", "1."]
)
def test_a_very_long_text_gives_short_tokens_in_good_time(tokens, piece):
    found = tokens(piece * (100_000 // len(piece)))
    assert all(0 < len(token) <= 40 for token in found)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_tokens_and_the_same_ones_twice(text):
    tokenizer = _SHARED
    found = tokenizer(text)
    assert all(isinstance(token, str) and token.strip() for token in found)
    assert tokenizer(text) == found


_SHARED = Tokenizer()

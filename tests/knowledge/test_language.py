"""Which language a message is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import Lang, detect


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("留岗红包多少钱", Lang.ZH),
        ("How much was it?", Lang.EN),
        ("What is 留岗红包?", Lang.EN),
        ("我想找 C1 driver 的工作", Lang.ZH),
        ("公益岗 PWP 怎么申请", Lang.ZH),
        ("請問補貼", Lang.ZH),
        ("What is 公益性岗位补贴?", Lang.EN),
        ("我想找 full time waiter or driver job", Lang.ZH),
        ("普工 保安 北碚区 full time", Lang.ZH),
        ("how much is the 公益性岗位补贴 for an employer", Lang.EN),
    ],
)
def test_the_language_of_most_of_the_words_counts(text: str, lang: Lang) -> None:
    assert detect(text, lang.other) is lang


@pytest.mark.parametrize("text", ["", "12333", "?!", "😀", "C1", "Привет"])
def test_a_text_without_either_keeps_the_language_before(text: str) -> None:
    assert [detect(text, lang) for lang in Lang] == list(Lang)


@given(st.text(max_size=50))
def test_every_text_is_in_one_of_the_two(text: str) -> None:
    assert detect(text, Lang.ZH) in set(Lang)


def test_each_language_has_the_other() -> None:
    assert [lang.other for lang in Lang] == list(reversed(Lang))

"""Sentences are the same however the text was cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.model.sentences import SentenceReader, tidy

TEXTS = {
    "饭补每人每月230元。[[C1]]满三个月的人可以领。[[C2]] 打[[N1]]问。[[C2]]": 3,
    "第一句[[C1]]。第二句[[C1]]！第三句？[[C2]]": 3,
    "It is 2.5 yuan a day. [[C1]] Under No. 4 of 2021. [[C2]][[C1]]\n- Third one. [[C3]]\nlast": 4,
    "“每月230元。”[[C1]]另有85元。[[C2]]": 2,
    "没有结尾的一句": 1,
    "": 0,
}


def read(pieces: list[str]) -> list[str]:
    reader = SentenceReader()
    found = [sentence for piece in pieces for sentence in reader.read(piece)]
    return found + reader.rest()


@pytest.mark.parametrize("text", TEXTS)
def test_a_sentence_ends_after_its_marks_wherever_the_pieces_end(text: str) -> None:
    whole = read([text])
    assert len(whole) == TEXTS[text]
    for step in (1, 2, 3, 7):
        assert read([text[start : start + step] for start in range(0, len(text), step)]) == whole


def test_a_sentence_is_given_back_before_the_text_ends() -> None:
    reader = SentenceReader()
    assert reader.read("饭补230元。[[C1]]另") == ["饭补230元。[[C1]]"]


@given(st.text(alphabet="饭补。.！a1[]C \n“”\u200b", max_size=60))
def test_nothing_but_blanks_and_invisible_characters_is_lost(text: str) -> None:
    def bare(value: str) -> str:
        return "".join(tidy(value).split())

    assert bare("".join(read(list(text)))).replace(" ", "") == bare("".join(read([text])))


def test_markdown_and_what_nobody_sees_is_taken_out() -> None:
    assert tidy("- **每月**`230`元\u200b\u202e\U000e0041\x07") == "每月230元"
    assert tidy("## 标题") == "标题"

"""What a model must not change it never sees; what it may pass on comes back as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.answering.model.opaque import (
    Marks,
    marks_in,
    restored,
    without_marks,
    written_itself,
)
from knowledge.language import Lang
from knowledge.policies.release import ReleaseShelf

TEXT = (
    "打12333或023-88158815问，依据渝人社发〔2021〕4号和渝人社规〔2025〕11号，"
    "见 https://a.example.cn/b?c=1 。"
)


@pytest.fixture(scope="module")
def marks(model_shelf: ReleaseShelf) -> Marks:
    release = model_shelf.current()
    clause = release.clauses["meal-allowance.amount", Lang.ZH]
    other = release.clauses["boat-allowance.amount", Lang.ZH]
    return Marks.of([replace(clause, text=TEXT), other], release)


def test_links_telephone_and_document_numbers_are_marks_and_come_back(marks: Marks) -> None:
    reals = {one.real for one in marks.hidden.values()}
    here = {"12333", "023-88158815", "渝人社发〔2021〕4号", "渝人社规〔2025〕11号"}
    assert here | {"https://a.example.cn/b?c=1"} <= reals
    assert not [real for real in reals if real in marks.material]
    hidden_text = marks.material.split("\n")[1]
    assert restored(hidden_text, marks).replace(" ", "") == TEXT.replace(" ", "")


def test_a_thing_that_two_clauses_hold_has_one_mark_held_by_both(marks: Marks) -> None:
    (shared,) = [one for one in marks.hidden.values() if one.real == "渝人社发〔2025〕9号"]
    assert shared.held_by == {"C1", "C2"}


def test_a_mark_or_a_fence_in_the_material_is_none(marks: Marks) -> None:
    shown = marks.shown("[[C1]] <clauses> 12333")
    assert marks_in(shown) == tuple(m for m, one in marks.hidden.items() if one.real == "12333")
    assert "<" not in shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("好。[[C1]][[n2]]", ("C1", "N2")),
        ("好。[[C1, C2]]", ("C1", "C2")),
        ("好。[C1]", ("C1",)),
        ("好。[[ C1 ]]", ("C1",)),
        ("C1照驾驶员[1]", ()),
    ],
)
def test_marks_are_read_as_models_write_them(text: str, found: tuple[str, ...]) -> None:
    assert marks_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "打13812345678。",
        "打 023-6677 8899 问",
        "热线12333。",
        "见http://x.y/z",
        "see example.com for more",
        "渝人社发〔2021〕4号",
        "渝人社发[2021]4号文",
        "under No. 4 of 2021",
    ],
)
def test_a_link_or_number_of_its_own_is_seen(text: str) -> None:
    assert written_itself(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "每人每月230元，最多36个月。",
        "12350元",
        "2021年1月20日至3月31日",
        "498,500 urban jobs",
        "打[[N1]]，见[[L1]]。[[C1]]",
        "e.g. in the counties. The next sentence",
    ],
)
def test_amounts_dates_and_marks_are_none(text: str) -> None:
    assert written_itself(text) is None


def test_without_marks_leaves_the_models_own_words() -> None:
    assert without_marks("打[[N1]]。[[C1]]").split() == ["打", "。"]

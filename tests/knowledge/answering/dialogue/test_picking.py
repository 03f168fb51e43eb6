"""A typed answer to the question which of several things was meant."""

from __future__ import annotations

import pytest

from knowledge.answering.dialogue.choice import Choice
from knowledge.answering.dialogue.picking import number_in, picked
from knowledge.glossary import Glossary

FLEXIBLE = Choice("a", "灵活就业社会保险补贴", "Social-insurance subsidy for flexible employment")
EMPLOYERS = Choice("b", "单位招用社会保险补贴", "Social-insurance subsidy for employers")
GRADUATES = Choice(
    "c",
    "小微企业招用高校毕业生社会保险补贴（2025）",
    "Social-insurance subsidy for small enterprises hiring graduates (2025)",
)
CHOICES = (FLEXIBLE, EMPLOYERS, GRADUATES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1", FLEXIBLE),
        ("第二个", EMPLOYERS),
        ("2", EMPLOYERS),
        ("the second one please", EMPLOYERS),
        ("最后一个", GRADUATES),
        ("the last", GRADUATES),
        ("个人的", FLEXIBLE),
        ("灵活就业那个", FLEXIBLE),
        ("靈活就業", FLEXIBLE),
        ("for firms", EMPLOYERS),
        ("公司的", EMPLOYERS),
        ("graduates", GRADUATES),
        ("毕业生的", GRADUATES),
        ("单位招用社会保险补贴", EMPLOYERS),
    ],
)
def test_a_number_a_title_or_an_audience_names_the_choice(
    glossary: Glossary, typed: str, meant: Choice
) -> None:
    assert picked(typed, CHOICES, glossary) is meant


@pytest.mark.parametrize(
    "typed",
    [
        "火锅怎么做",
        "失业登记去哪里办",
        "9",
        "转人工",
        "hello",
        "我想找保洁的工作",
        "嗯",
        "I need money",
    ],
)
def test_anything_else_is_a_new_message(glossary: Glossary, typed: str) -> None:
    assert picked(typed, CHOICES, glossary) is None


@pytest.mark.parametrize(
    ("said", "place"),
    [("第二个工资多少", 1), ("the third, please", 2), ("最后那个包住吗", 4), ("要交社保不", None)],
)
def test_a_place_is_found_within_a_question(said: str, place: int | None) -> None:
    assert number_in(said, 5) == place

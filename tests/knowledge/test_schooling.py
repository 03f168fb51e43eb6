"""Levels of schooling in requirements."""

from __future__ import annotations

import pytest

from knowledge.schooling import lowest_level_in
from knowledge.vocabulary import Education


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("本科及以上", Education.BACHELOR),
        ("大学专科", Education.JUNIOR_COLLEGE),
        ("高职", Education.JUNIOR_COLLEGE),
        ("大专/本科", Education.JUNIOR_COLLEGE),
        ("高中/中专", Education.SENIOR_HIGH),
        ("中技/中专", Education.VOCATIONAL),
        ("初中毕业", Education.JUNIOR_HIGH),
        ("硕士研究生", Education.MASTER),
        ("不限", Education.NONE),
        ("none", Education.NONE),
        ("bachelor's degree", Education.BACHELOR),
        ("High school", Education.SENIOR_HIGH),
        ("junior high", Education.JUNIOR_HIGH),
        ("PhD", Education.DOCTOR),
        ("junior_college", Education.JUNIOR_COLLEGE),
        ("能吃苦", None),
        ("", None),
    ],
)
def test_the_lowest_level_that_is_asked(text, level):
    assert lowest_level_in(text) is level

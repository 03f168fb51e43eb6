import pytest

from index.scripts import Script, chinese_rows, script_of
from index.tokens import Tokenizer

READ = Tokenizer()


@pytest.mark.parametrize(
    ("token", "script"),
    [
        ("补贴", Script.HAN),
        ("岗", Script.HAN),
        ("subsidi", Script.LATIN),
        ("субсидия", Script.LATIN),
        ("8000", Script.FIGURES),
        ("26.8%", Script.FIGURES),
        ("社发〔2021〕4", Script.FIGURES),
        ("c++", Script.FIGURES),
    ],
)
def test_a_token_stands_in_one_script(token, script):
    assert script_of(token) is script


def rows(*texts):
    return chinese_rows([READ(text) for text in texts])


def test_rows_of_two_languages_are_told_apart():
    official = "The public-welfare posts (公益性岗位) are paid for by the district of residence"
    assert rows("失业人员可以领补贴", official, "用 Python 写程序的工作") == [True, False, True]


def test_a_name_in_the_other_script_makes_no_row_of_it():
    assert rows(*["失业人员可以领补贴"] * 30, "John Smith, Ann Lee") == [True] * 31
    assert rows(*["Training is free"] * 30, "重庆市人力资源和社会保障局") == [False] * 31


def test_no_rows_are_no_language():
    assert rows() == []

"""Work refused by what is hard in it is heard; what only sounds like it refuses nothing."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.language import Lang, detect
from knowledge.people.profile import Profile
from knowledge.people.understanding import understand

TODAY = date(2026, 11, 22)


@pytest.fixture
def told(glossary):
    """The profile of somebody who said only this."""

    def of(text: str) -> Profile:
        return Profile().with_facts(
            understand(text, detect(text, Lang.ZH), today=TODAY, glossary=glossary)
        )

    return of


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("扛东西搬东西的莫给我推", "装卸工"),
        ("力气活干不动了", "装卸工"),
        ("slipped disc so nothing where you carry stuff", "装卸工"),
        ("no heavy lifting please", "建筑工人"),
        ("太阳底下晒不得", "清扫工"),
        ("想找室内的工作", "绿化养护员"),
        ("doctor says keep out of the sun", "河道巡护员"),
        ("叫我去拉客户卖东西我不干", "销售员"),
        ("I'm hopeless at selling", "营业员"),
        ("病人老人我服侍不来", "养老护理员"),
        ("not caring for sick or old people", "医疗护理员"),
        ("开车我不敢开", "货车司机"),
        ("anything but driving", "网约车驾驶员"),
        ("打电话的工作不做", "客服"),
        ("跑腿送货全都不要", "快递员"),
    ],
)
def test_a_kind_of_toil_that_is_refused_refuses_its_trades(told, text, trade):
    assert trade in told(text).refused_work


@pytest.mark.parametrize(
    "text",
    [
        "重活累活都不怕",
        "I don't mind heavy lifting",
        "搬东西可以，工资不低就行",
        "有没有不用晒太阳的工作？",
        "没照顾过老人，可以学",
        "truck driver, I don't drive at night",
        "I have no driving licence",
        "不想打推销电话",
    ],
)
def test_what_only_sounds_like_a_refusal_refuses_nothing(told, text):
    assert told(text).refused_work == ()


def test_a_trade_named_as_the_work_looked_for_is_not_refused_by_its_toil(told):
    said = told("想做装卸工，重的东西不搬太久")
    assert "装卸工" in said.wishes
    assert "装卸工" not in said.refused_work


def test_words_refused_are_not_searched_for(told):
    assert told("搬东西的莫给我推，想找保洁的工作").wishes == ("保洁",)

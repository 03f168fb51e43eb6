"""Whether a place outside Chongqing is asked about, or only tells where somebody is from."""

from __future__ import annotations

import pytest

from knowledge.answering.reading.elsewhere import names_rules_elsewhere, places_elsewhere


@pytest.mark.parametrize(
    "text",
    [
        *("成都户口能在重庆申请吗", "我是四川人，能在重庆登记失业吗", "西藏毕业生能参加见习吗"),
        *("从广东打工回来可以申请创业补贴吗", "我在成都读的大学，回重庆有补贴吗"),
        *("去广东的火车票能报销吗", "在深圳失业了回重庆能领灵活就业补贴吗"),
        "我是贵州遵义户口的，想当保洁",
        "Can someone with Chengdu registration apply in Chongqing?",
        "I worked in Guangdong for ten years; can I register as unemployed in Chongqing?",
        "Can a graduate of a Shanghai university get the subsidy?",
        *("重庆最低工资是多少", "外地户口可以申请吗", "留在厂里过年的外省员工有多少"),
    ],
)
def test_an_origin_leaves_the_question_in_chongqing(text: str) -> None:
    assert places_elsewhere(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("成都的最低工资是多少", "成都"),
        ("我在重庆，上海的就业补贴有哪些", "上海"),
        ("在北京失业了，北京失业金一个月多少", "北京"),
        ("台湾问题你怎么看", "台湾"),
        ("What's the minimum wage in Shenzhen?", "Shenzhen"),
        ("How do I claim unemployment money in Guangzhou?", "Guangzhou"),
    ],
)
def test_the_rules_of_another_place_are_asked_about(text: str, place: str) -> None:
    assert place in places_elsewhere(text)


def test_posts_elsewhere_are_told_from_people_who_worked_there() -> None:
    assert names_rules_elsewhere("武汉的公益性岗位招不招人")
    assert names_rules_elsewhere("any jobs in Chengdu?")
    assert not names_rules_elsewhere("温州做了十年鞋子回来了，重庆哪点有鞋厂")
    assert not names_rules_elsewhere("在成都工作过五年，想回来当保安")

"""Ages and stages of school are read as they are written; other figures are no ages."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.safety.features import read_ages

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    [
        *("我15岁，想打工", "我儿子13岁，暑假能去厂里上班吗", "我初二，16岁还没到，想做服务员"),
        *("还差三个月满16", "十三四岁的娃儿能做啥子活", "我今年十四，能进厂不", "男，15，找工作"),
        *("2012年的，想找兼职", "生于2011年12月", "读初三，想周末兼职", "身份证上还差五十天满十六"),
        *(
            "I'm 15 and want a job",
            "my 14-year-old daughter",
            "not yet sixteen",
            "turned 14 last week",
        ),
        *("a boy of ten sells flowers", "born in 2012, part-time", "in 8th grade, want work"),
        *("my sister, thirteen, wants to work", "hiring 14yo kids", "１５岁想打工"),
    ],
)
def test_somebody_under_16_is_seen(text: str) -> None:
    assert read_ages(text, TODAY).may_be_minor


@pytest.mark.parametrize(
    "text",
    [
        *("工龄15年，能退休吗", "15天没发工资了", "一小时15块", "十五号发工资", "14路公交沿线"),
        *("我16岁可以打工吗", "17岁想进厂", "初一到初三上班三倍工资", "我2010年1月的，满16了"),
        *("15 years of contributions", "13 people in our firm", "at 15 yuan an hour", "14 yr gap"),
        *(
            "I'm 16, may I work",
            "the 12 counties",
            "14.5% of graduates",
            "1,500 a month",
            "is it 10",
        ),
    ],
)
def test_other_figures_make_nobody_a_child(text: str) -> None:
    assert not read_ages(text, TODAY).may_be_minor


def test_a_month_to_come_makes_a_year_less() -> None:
    assert read_ages("生于2010年12月", TODAY).is_below_working_age
    assert not read_ages("生于2010年3月", TODAY).is_below_working_age


def test_whose_age_it_is() -> None:
    assert read_ages("我15岁，想打工", TODAY).is_of_writer
    assert not read_ages("我儿子15岁，想打工", TODAY).is_of_writer
    assert not read_ages("我们店可以招15岁的吗", TODAY).is_of_writer

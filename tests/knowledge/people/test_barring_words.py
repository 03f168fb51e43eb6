"""What bars somebody from a post, said in many ways in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.language import Lang, detect
from knowledge.people.profile import Profile
from knowledge.people.understanding import understand

TODAY = date(2026, 11, 22)

SAID = [
    ("夜班我搞不来", "no_night_shift", True),
    ("晚上要守娃娃作业，夜班做不到", "no_night_shift", True),
    ("身体不好，不能熬夜", "no_night_shift", True),
    ("只做白天的活", "no_night_shift", True),
    ("晚上十点以后不行", "no_night_shift", True),
    ("I have to be home every evening", "no_night_shift", True),
    ("can't do graveyard shift", "no_night_shift", True),
    ("daytime hours only please", "no_night_shift", True),
    ("my baby needs me at night, so no late shifts", "no_night_shift", True),
    ("no overnight", "no_night_shift", True),
    ("night work is not for me", "no_night_shift", True),
    ("I sleep at night, no rotating shifts", "no_night_shift", True),
    ("电工证还在考", "no_certificates", ("电工证",)),
    ("健康证没来得及办", "no_certificates", ("健康证",)),
    ("没考驾照", "no_certificates", ("C1驾驶证",)),
    ("驾照还没到手", "no_certificates", ("C1驾驶证",)),
    ("焊工证没得", "no_certificates", ("焊工证",)),
    ("保安证暂时没有", "no_certificates", ("保安员证",)),
    ("still studying for the nurse licence", "no_certificates", ("护士执业证",)),
    ("my health certificate has run out", "no_certificates", ("健康证",)),
    ("without forklift certificate", "no_certificates", ("叉车证",)),
    ("no electrician certificate yet", "no_certificates", ("电工证",)),
    ("teacher certificate: not passed", "no_certificates", ("教师资格证",)),
    ("读了个小学", "education", "primary"),
    ("初中没毕业", "education", "primary"),
    ("只有初中文凭", "education", "junior_high"),
    ("高中文化", "education", "senior_high"),
    ("我是专科生", "education", "junior_college"),
    ("middle school only", "education", "junior_high"),
    ("I only went to primary school", "education", "primary"),
    ("vocational school graduate", "education", "vocational"),
    ("I have a three-year college diploma", "education", "junior_college"),
    ("必须有宿舍", "board_lodging", "lodging"),
    ("没地方住，要包住", "board_lodging", "lodging"),
    ("不包吃住的不去", "board_lodging", "both"),
    ("I need a dorm", "board_lodging", "lodging"),
    ("accommodation must be provided", "board_lodging", "lodging"),
    ("food and room included, must", "board_lodging", "both"),
    ("四千起步", "wage_min_month", 4000),
    ("少了五千不干", "wage_min_month", 5000),
    ("至少给三千五", "wage_min_month", 3500),
    ("not less than 4500", "wage_min_month", 4500),
    ("minimum 5k", "wage_min_month", 5000),
    ("I won't work for under 4000", "wage_min_month", 4000),
    ("工资要六千往上", "wage_min_month", 6000),
    ("below 3500 no", "wage_min_month", 3500),
    ("nothing under 6,000", "wage_min_month", 6000),
    ("户口是四川的", "residence", "sichuan"),
    ("我不是重庆户口", "residence", "elsewhere"),
    ("我户口在湖南", "residence", "elsewhere"),
    ("hukou from Hunan", "residence", "elsewhere"),
    ("my household register is not in Chongqing", "residence", "elsewhere"),
    ("I am from Yunnan, hukou too", "residence", "elsewhere"),
    ("只在江北找，其他不考虑", "only_these_districts", True),
    ("除了南岸哪儿都不去", "only_these_districts", True),
    ("Beibei only", "only_these_districts", True),
    ("I can only work in Fuling", "only_these_districts", True),
    ("还没办失业登记", "registered_unemployed", False),
    ("I have not registered as unemployed", "registered_unemployed", False),
    ("我现在在超市上班", "employed", True),
    ("I have a shop with licence", "has_business", True),
    ("我在领养老金", "draws_pension", True),
    ("I get a pension already", "draws_pension", True),
]


@pytest.mark.parametrize(("text", "field", "value"), SAID)
def test_what_bars_a_post_is_understood(glossary, text, field, value):
    facts = understand(text, detect(text, Lang.ZH), today=TODAY, glossary=glossary)
    assert getattr(Profile().with_facts(facts), field) == value


@pytest.mark.parametrize(("text", "field"), [
    ("夜班没问题", "no_night_shift"),
    ("三班倒不怕", "no_night_shift"),
    ("I do not mind late shifts", "no_night_shift"),
    ("电工证在手", "no_certificates"),
    ("I have a health certificate", "no_certificates"),
    ("小学没毕业", "education"),
    ("工资五千以下也可以", "wage_min_month"),
    ("附近的区都可以，别的也行", "only_these_districts"),
])  # fmt: skip
def test_what_sounds_alike_and_bars_nothing_is_not(glossary, text, field):
    facts = understand(text, detect(text, Lang.ZH), today=TODAY, glossary=glossary)
    assert not getattr(Profile().with_facts(facts), field)

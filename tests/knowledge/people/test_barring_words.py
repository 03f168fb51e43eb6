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
    ("养老金已经在领了", "draws_pension", True),
    ("already drawing my worker's pension", "draws_pension", True),
    ("手上有个个体执照没注销", "has_business", True),
    ("I still hold a trade licence for a stall", "has_business", True),
    ("现在一家公司上着班的", "employed", True),
    ("currently employed, insurance paid by my boss", "employed", True),
    ("没去社保所登记过失业", "registered_unemployed", False),
    ("she never signed on as unemployed", "registered_unemployed", False),
    ("失业登记刚弄好", "registered_unemployed", True),
    ("My husband has a village public post", "in_public_welfare_post", True),
    ("户口本还在遵义老家", "residence", "elsewhere"),
    ("我户口在达州", "residence", "sichuan"),
    ("my household book is from Zunyi", "residence", "elsewhere"),
    ("no hukou here at all", "residence", "elsewhere"),
    ("驾照从来没考过", "no_certificates", ("C1驾驶证",)),
    ("我不会开车", "no_certificates", ("C1驾驶证",)),
    ("I don't drive, what else is there", "no_certificates", ("C1驾驶证",)),
    ("lapsed electrician licence", "no_certificates", ("电工证",)),
    ("不识几个字", "education", "none"),
    ("never been to school", "education", "none"),
    ("本科读到大二退学了", "education", "senior_high"),
    ("倒班我身体遭不住", "no_night_shift", True),
    ("I can't cope with rotating shifts", "no_night_shift", True),
    ("五十出头的男的", "birth_year", 1975),
    ("还差两年满五十", "birth_year", 1978),
    ("I'm a man two years short of fifty", "birth_year", 1978),
    ("bachelor, 31 this year", "birth_year", 1995),
    ("没得残疾也不吃低保，就是没工作", "no_status", True),
    ("登记失业，没得别的身份", "no_status", True),
    ("no disability, not on dibao, just out of work", "no_status", True),
    ("finished uni last June", "graduation_year", 2025),
    ("2019年专科毕业", "graduation_year", 2019),
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
    ("我妈想要营业执照怎么办", "has_business"),
    ("低保户，就是没工作", "no_status"),
    ("I drive a truck, not far please", "no_certificates"),
])  # fmt: skip
def test_what_sounds_alike_and_bars_nothing_is_not(glossary, text, field):
    facts = understand(text, detect(text, Lang.ZH), today=TODAY, glossary=glossary)
    assert not getattr(Profile().with_facts(facts), field)

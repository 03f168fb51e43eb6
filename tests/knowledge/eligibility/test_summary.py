"""What the chat shows of findings."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from knowledge.eligibility.enterprise import EnterpriseProfile
from knowledge.eligibility.evaluate import check_all, evaluate
from knowledge.eligibility.full import why
from knowledge.eligibility.summary import MOST_CHARACTERS, page, rest, short
from knowledge.eligibility.wording import texts
from knowledge.language import Lang
from knowledge.people.profile import Profile, Residence, Sex
from knowledge.vocabulary import PersonStatus

TODAY = date(2026, 11, 22)
WORKER = Profile(
    birth_year=1974,
    sex=Sex.WOMAN,
    residence=Residence.CHONGQING,
    registered_unemployed=True,
    flexible_work=True,
    pays_own_insurance=True,
    own_insurance_month=1200,
)


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        (Lang.ZH, ["你可能符合", "1,200元 × 2/3 = 每月800元", "带：申请表", "去：", "023-12333"]),
        (Lang.EN, ["you may qualify", "1,200 yuan × 2/3 = 800 yuan a month", "Bring: ", "Where: "]),
    ],
)
def test_claimable_programme_is_told_with_sum_papers_and_place(programmes, release, lang, parts):
    programme = programmes["flexible-employment-social-insurance-subsidy"]
    found = evaluate(programme, WORKER, today=TODAY, lang=lang, release=release)
    text = page([found], lang).text

    for part in parts:
        assert part in text


def test_what_is_missing_is_told(programmes, release):
    profile = Profile(registered_unemployed=True, birth_year=1981)
    found = evaluate(programmes["status-4050"], profile, today=TODAY, lang=Lang.EN, release=release)

    assert "tell me whether you are a woman or a man" in page([found], Lang.EN).text


def test_what_is_not_met_is_told_with_what_would_change_it(programmes, release):
    profile = Profile(registered_unemployed=False, birth_year=1970)
    found = evaluate(programmes["status-4050"], profile, today=TODAY, lang=Lang.ZH, release=release)
    text = page([found], Lang.ZH).text

    assert "✗ 你已登记失业" in text
    assert "依据《" in text
    assert "先到任何一个街道或乡镇办失业登记" in text


def test_closed_programme_is_told_as_closed(programmes, release):
    found = evaluate(
        programmes["retention-red-envelope-enterprise"],
        EnterpriseProfile(out_of_town_staff=45),
        today=TODAY,
        lang=Lang.ZH,
        release=release,
    )
    text = page([found], Lang.ZH).text

    assert "已于2021-04-30结束" in text
    assert "300元 × 45人 = 13,500元" in text
    assert "你可能符合" not in text


FOR_MUCH = replace(
    WORKER,
    statuses=(
        PersonStatus.LIFTED_OUT_OF_POVERTY,
        PersonStatus.WITHDRAWN_FISHERMAN,
        PersonStatus.VETERAN,
    ),
    home_district="涪陵区",
    wages_owed=True,
    training_certificate=True,
    unemployment_insurance_months=40,
    left_involuntarily=True,
    first_business=True,
    business_months=20,
    business_hires=3,
    business_in_chongqing=True,
    other_loans=False,
)


@pytest.fixture(params=list(Lang))
def lang(request):
    return request.param


@pytest.fixture(
    params=[Profile(), WORKER, FOR_MUCH, EnterpriseProfile(), EnterpriseProfile(hired_graduates=3)],
    ids=["nothing said", "worker", "for much", "enterprise", "hiring enterprise"],
)
def findings(request, programmes, release, lang):
    return check_all(programmes.values(), request.param, TODAY, lang=lang, release=release)


def test_the_page_can_be_read_on_a_phone(findings, lang):
    shown = page(findings, lang)

    assert len(shown.text) <= MOST_CHARACTERS
    assert shown.has_more


def test_each_fact_is_asked_for_in_one_line_of_the_page(findings, lang):
    asked = [line.split("→")[0] for line in page(findings, lang).text.splitlines() if "→" in line]

    assert len(asked) == len(set(asked))


def test_the_pages_behind_tell_every_programme_once(findings, lang):
    told, number, has_more = [], 1, True
    while has_more:
        shown = rest(findings, number, lang)
        assert len(shown.text) < MOST_CHARACTERS + 600
        told += [one.programme_id for one in shown.shown]
        number, has_more = number + 1, shown.has_more

    assert told == [one.programme_id for one in findings]
    assert rest(findings, 99, lang).text == rest(findings, number - 1, lang).text


def test_the_order_is_what_may_be_claimed_what_is_open_what_is_not_met(programmes, release):
    profile = Profile(
        registered_unemployed=True, birth_year=1974, sex=Sex.WOMAN, no_status=True,
        sensitive_status=False,
    )  # fmt: skip
    findings = check_all(programmes.values(), profile, TODAY, lang=Lang.ZH, release=release)
    text = page(findings, Lang.ZH).text
    places = [text.index(word) for word in ("你可能符合", "还差一点就能判断", "目前不符合")]

    assert places == sorted(places)
    assert "1. " in text


def test_why_quotes_the_clause_of_the_failed_condition(programmes, release):
    profile = Profile(registered_unemployed=True, business_in_chongqing=True, other_loans=True)
    found = evaluate(
        programmes["startup-guaranteed-loan-individual"],
        profile, today=TODAY, lang=Lang.EN, release=release,
    )  # fmt: skip
    text = why(found, Lang.EN)

    assert [one.clause_id for one in found.decided_by] == [
        "startup-guaranteed-loan-2025.other-loans"
    ]
    assert found.decided_by[0].quote in text
    assert "pay off the other loans first" in text


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Unemployment benefit (失业保险金)", "Unemployment benefit"),
        ("职业介绍补贴（人力资源服务机构）", "职业介绍补贴"),
        ("一次性吸纳就业补贴（2,000元）", "一次性吸纳就业补贴（2,000元）"),
        ("“4050”人员", "“4050”人员"),
    ],
)
def test_a_short_title_still_tells_two_programmes_apart(title, expected):
    assert short(title) == expected


def test_nothing_found_says_where_to_ask():
    assert page([], Lang.EN).text.startswith("From what you told me I found nothing")


def test_both_languages_have_the_same_gaps():
    for name, text in texts().items():
        zh, en = (set(re.findall(r"{(\w+)}", one)) for one in (text.zh, text.en))
        assert zh == en, name

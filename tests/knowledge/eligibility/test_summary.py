"""What the chat shows of findings."""

from __future__ import annotations

import re
from datetime import date

import pytest

from knowledge.eligibility.enterprise import EnterpriseProfile
from knowledge.eligibility.evaluate import check_all, evaluate
from knowledge.eligibility.summary import summary
from knowledge.eligibility.wording import texts
from knowledge.language import Lang
from knowledge.people.profile import Profile, Residence, Sex

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
        (Lang.EN, ["You may qualify", "1,200 yuan × 2/3 = 800 yuan a month", "Bring: ", "Where: "]),
    ],
)
def test_claimable_programme_is_told_with_sum_papers_and_place(programmes, release, lang, parts):
    programme = programmes["flexible-employment-social-insurance-subsidy"]
    text = summary([evaluate(programme, WORKER, today=TODAY, lang=lang, release=release)], lang)

    for part in parts:
        assert part in text


def test_what_is_missing_is_told(programmes, release):
    profile = Profile(registered_unemployed=True, birth_year=1981)
    found = evaluate(programmes["status-4050"], profile, today=TODAY, lang=Lang.EN, release=release)

    assert "tell me whether you are a woman or a man" in summary([found], Lang.EN)


def test_what_is_not_met_is_told_with_what_would_change_it(programmes, release):
    profile = Profile(registered_unemployed=False, birth_year=1970)
    found = evaluate(programmes["status-4050"], profile, today=TODAY, lang=Lang.ZH, release=release)
    text = summary([found], Lang.ZH)

    assert "不满足：你已登记失业" in text
    assert "先到任何一个街道或乡镇办失业登记" in text


def test_closed_programme_is_told_as_closed(programmes, release):
    found = evaluate(
        programmes["retention-red-envelope-enterprise"],
        EnterpriseProfile(out_of_town_staff=45),
        today=TODAY,
        lang=Lang.ZH,
        release=release,
    )
    text = summary([found], Lang.ZH)

    assert "已于2021-04-30结束" in text
    assert "300元 × 45人 = 13,500元" in text
    assert "你可能符合" not in text


@pytest.mark.parametrize("lang", list(Lang))
def test_all_findings_fit_into_one_message(programmes, release, lang):
    for profile in (Profile(), WORKER, EnterpriseProfile(), EnterpriseProfile(hired_graduates=3)):
        findings = check_all(programmes.values(), profile, TODAY, lang=lang, release=release)
        # Source: Telegram Bot API, sendMessage: text up to 4096 characters.
        assert len(summary(findings, lang)) < 4096


def test_nothing_found_says_where_to_ask():
    assert summary([], Lang.EN).startswith("From what you told me I found nothing")


def test_both_languages_have_the_same_gaps():
    for name, text in texts().items():
        zh, en = (set(re.findall(r"{(\w+)}", one)) for one in (text.zh, text.en))
        assert zh == en, name

"""One question at a time, the one that decides most, and never a sensitive one outright."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.eligibility.enterprise import EnterpriseProfile
from knowledge.eligibility.facts import FactKind, catalogue
from knowledge.eligibility.learning import AnswerUnknown, learn
from knowledge.eligibility.questions import next_question, question_about
from knowledge.language import Lang
from knowledge.people.birth import BirthSaid
from knowledge.people.profile import Profile, Residence, Sex
from knowledge.vocabulary import PersonStatus

TODAY = date(2026, 11, 22)


def ask(programmes, profile, asked=0, lang=Lang.EN):
    return next_question(programmes, profile, today=TODAY, lang=lang, asked=asked)


def test_the_deciding_fact_is_asked(programmes):
    profile = Profile(registered_unemployed=True, sex=Sex.MAN)
    question = ask([programmes["status-4050"]], profile)

    assert question is not None
    assert question.fact == "age"


def test_nothing_is_asked_where_everything_is_decided(programmes):
    profile = Profile(registered_unemployed=False, birth_year=1970)

    assert ask([programmes["status-4050"]], profile) is None


def test_a_fact_beside_the_point_is_not_asked(programmes):
    man_of_49 = Profile(registered_unemployed=True, birth_year=1977)
    question = ask([programmes["status-4050"]], man_of_49)

    assert question is not None
    assert question.fact == "sex"


def test_at_most_six_questions_in_a_row(programmes):
    assert ask(programmes.values(), Profile(), asked=5) is not None
    assert ask(programmes.values(), Profile(), asked=6) is None


@pytest.mark.parametrize("start", [Profile(), EnterpriseProfile()])
def test_who_declines_everything_is_never_asked_twice(programmes, start):
    profile, seen = start, []
    while (question := ask(programmes.values(), profile)) is not None:
        assert question.answers[-1].value == "declined"
        seen.append(question.fact)
        profile = learn(profile, question.fact, "declined", TODAY)

    assert seen
    assert len(seen) == len(set(seen))
    assert profile.declined == tuple(seen)


def test_whoever_says_none_of_these_is_not_asked_for_statuses_again(programmes):
    profile, facts = Profile(), []
    for _ in range(40):
        question = ask(programmes.values(), profile)
        if question is None:
            break
        facts.append(question.fact)
        value = question.answers[0].value if catalogue()[question.fact].answers else "no"
        kind = catalogue()[question.fact].kind
        if kind in (FactKind.STATUSES, FactKind.GROUPS):
            value = "none"
        elif kind is FactKind.NUMBER:
            value = "30"
        elif kind is FactKind.PLACE:
            value = "渝中区"
        profile = learn(profile, question.fact, value, TODAY)

    assert ask(programmes.values(), profile) is None
    assert len(facts) == len(set(facts))


@pytest.mark.parametrize("lang", list(Lang))
def test_sensitive_statuses_share_one_button_and_have_no_question(lang):
    values = {option.value for option in question_about("statuses", Profile(), lang).answers}

    assert not values & {PersonStatus.DISABLED, PersonStatus.RELEASED, PersonStatus.RECOVERED}
    assert {"sensitive", "none", "declined"} <= values
    for name, entry in catalogue().items():
        # These two name groups in a list of which the person only says that one applies.
        if name not in ("statuses", "student_hardship"):
            assert not any(word in entry.question.in_(Lang.ZH) for word in ("残疾", "刑满", "戒毒"))


def test_a_status_that_was_named_is_not_offered_again():
    profile = Profile(statuses=(PersonStatus.VETERAN,), sensitive_status=True)
    values = {option.value for option in question_about("statuses", profile, Lang.ZH).answers}

    assert not values & {"veteran", "sensitive"}


def test_missing_figure_of_a_sum_is_asked_for_a_single_programme(programmes):
    profile = EnterpriseProfile(premium_months=12, layoff_percent=0, size="large")
    in_the_round = date(2025, 6, 20)
    refund = [programmes["stable-post-refund-2025"]]
    question = next_question(refund, profile, today=in_the_round, lang=Lang.EN)

    assert question is not None
    assert question.fact == "unemployment_premiums"


def test_every_button_teaches_what_it_says(programmes):
    profile = Profile()
    assert learn(profile, "residence", "sichuan", TODAY).residence is Residence.SICHUAN
    assert learn(profile, "employed", "no", TODAY).employed is False
    assert learn(profile, "statuses", "veteran", TODAY).statuses == (PersonStatus.VETERAN,)
    assert learn(profile, "statuses", "sensitive", TODAY).sensitive_status is True
    none = learn(profile, "statuses", "none", TODAY)
    assert (none.no_status, none.sensitive_status) == (True, False)


@pytest.mark.parametrize(
    ("value", "birth"),
    [
        ("52", BirthSaid(1974, told_on=TODAY)),
        ("1974", BirthSaid(1974)),
        ("1974.0", BirthSaid(1974)),
        ("1974-08", BirthSaid(1974, 8)),
        ("1974-08-15", BirthSaid(1974, 8, 15)),
    ],
)
def test_an_age_and_a_date_of_birth_teach_what_they_say(value, birth):
    assert learn(Profile(birth_year=1980, birth_day=3), "age", value, TODAY).birth == birth


def test_an_age_known_to_the_year_is_asked_to_the_day(programmes):
    of_1986 = Profile(registered_unemployed=True, birth_year=1986, sex=Sex.WOMAN)
    question = next_question([programmes["status-4050"]], of_1986, today=TODAY, lang=Lang.ZH)
    assert question.fact == "age"
    assert "几月几日" in question.text


@pytest.mark.parametrize(
    ("fact", "value"),
    [("residence", "mars"), ("employed", "maybe"), ("age", "old"), ("age", "-3"), ("age", "nan"),
     ("age", "1976-13"), ("age", "2030-01"), ("age", "1976-02-30"),
     ("shoe_size", "42"), ("insured_staff", "5"), ("statuses", "king")],
)  # fmt: skip
def test_an_answer_that_no_button_carries_is_refused(fact, value):
    with pytest.raises(AnswerUnknown):
        learn(Profile(), fact, value, TODAY)


def test_declined_facts_survive_other_answers():
    profile = replace(Profile(), declined=("age",))

    assert learn(profile, "sex", "woman", TODAY).declined == ("age",)


def test_nobody_is_asked_beside_the_point(programmes):
    """Without a college education no year of graduation, without a business no months of it."""
    profile, asked = Profile(), []
    while (question := ask(programmes.values(), profile)) is not None:
        asked.append(question.fact)
        value = {"education": "junior_high", "has_business": "no"}.get(question.fact, "declined")
        profile = learn(profile, question.fact, value, TODAY)

    assert {"education", "has_business"} <= set(asked)
    beside = {"years_since_graduation", "chongqing_school", "manufacturing_in_12_counties"}
    beside |= {"business_months", "business_hires", "first_business", "other_loans"}
    assert not beside & set(asked)


def test_a_programme_that_is_talked_about_alone_may_ask_for_anything(programmes):
    question = ask([programmes["one-off-start-up-subsidy"]], Profile(residence=Residence.CHONGQING))

    assert question is not None
    assert question.fact in programmes["one-off-start-up-subsidy"].facts


def test_the_statuses_are_asked_for_in_other_words_the_second_time():
    first = question_about("statuses", Profile(), Lang.ZH)
    second = question_about("statuses", Profile(statuses=(PersonStatus.VETERAN,)), Lang.ZH)

    assert first.text != second.text
    assert "没有别的了" in [option.text for option in second.answers]


def test_a_list_that_is_closed_answers_what_waits_for_it():
    gate = catalogue()["works_away"].asked_when

    assert gate is not None
    assert gate.holds({"statuses": ()}) is None
    assert gate.holds({"statuses": (), "no_status": True}) is False
    assert gate.holds({"statuses": (PersonStatus.LIFTED_OUT_OF_POVERTY,)}) is True

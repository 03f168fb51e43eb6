"""What may I get, as people ask it: who they are, what they answer, what they take back."""

from __future__ import annotations

import pytest

from bot.conversation.reply import Incoming, Reply
from knowledge.answering.answer import Status
from knowledge.eligibility.finding import Finding, FindingResult
from tests.builders import TODAY, Chat, buttons_of

MAY, NOT, NEED = (
    FindingResult.MAY_QUALIFY,
    FindingResult.DOES_NOT_QUALIFY,
    FindingResult.NEED_MORE,
)
LOAN = "startup-guaranteed-loan-individual"
POST = "public-welfare-post-placement"
MOST_CHARACTERS = 2_500


def results(reply: Reply) -> dict[str, FindingResult]:
    assert reply.status is Status.ELIGIBILITY, reply.text
    return {finding.programme_id: finding.result for finding in reply.findings}


def the_one(reply: Reply) -> Finding:
    assert reply.status is Status.ELIGIBILITY, reply.text
    (finding,) = reply.findings
    return finding


def asked(reply: Reply) -> str | None:
    """The fact that the reply asks for."""
    facts = {b.action.split(":")[1] for b in buttons_of(reply) if b.action.startswith("fact:")}
    return next(iter(facts), None)


WHO = [
    ("我52岁，女，下岗失业了，重庆户口，登记失业了，能领什么补贴？",
     {"status-4050": MAY, POST: MAY, "employment-difficulty-recognition": MAY}),
    ("I am a 52-year-old woman, laid off and registered as unemployed, Chongqing hukou. "
     "What may I get?",
     {"status-4050": MAY, POST: MAY, "employment-difficulty-recognition": MAY}),
    ("我本科毕业8个月了，没有工作，能享受什么？",
     {"youth-internship-trainee": MAY, "unemployment-registration": MAY}),
    ("I graduated with a bachelor degree 8 months ago and have no job. What may I get?",
     {"youth-internship-trainee": MAY, "unemployment-registration": MAY}),
    ("我是退捕渔民，住在涪陵区，我能享受什么？",
     {"fishermen-free-training": MAY, "fishermen-employment-services": MAY}),
    ("I am a withdrawn fisherman. What may I get?",
     {"fishermen-free-training": MAY, "fishermen-posts-fuling": NEED}),
    ("I'm a mother on minimum living allowance, registered as unemployed, Chongqing hukou. "
     "What can I claim?", {POST: MAY}),
    ("我是残疾人，男，45岁，重庆户口，登记失业了，我能享受哪些补贴",
     {POST: MAY, "status-4050": NOT}),
    ("I'm a veteran, registered as unemployed. What may I get?",
     {"employment-difficulty-recognition": MAY}),
    ("我是返乡农民工，回村了，能享受什么政策", {"subsidised-training": NEED}),
    ("我在公益性岗位上已经干了3年了，还能享受什么", {POST: NEED}),
    ("我帮我妈问，她55岁，失业了，能享受什么", {"unemployment-registration": MAY}),
    ("凡是我能拿的补贴都告诉我", {POST: NEED}),
    ("Tell me everything I can claim", {POST: NEED}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WHO)
def test_everybody_hears_what_is_for_them(
    chat: Chat, text: str, expected: dict[str, FindingResult]
) -> None:
    reply = chat.says(text)
    found = results(reply)
    assert {name: found[name] for name in expected} == expected
    assert len(reply.text) <= MOST_CHARACTERS
    assert "decides" in reply.text or "认定" in reply.text


@pytest.mark.parametrize("word", ["不想说", "I'd rather not say", "不晓得", "skip"])
def test_whoever_would_rather_not_say_is_asked_at_most_six_times(chat: Chat, word: str) -> None:
    reply, facts = chat.presses("menu:may"), []
    while (fact := asked(reply)) is not None:
        assert "may:enough" in [button.action for button in buttons_of(reply)]
        facts.append(fact)
        reply = chat.says(word)
        results(reply)
    assert len(facts) == len(set(facts)) == 6
    assert "may:on" in [button.action for button in buttons_of(reply)]
    assert results(chat.says(word))
    assert asked(chat.presses("may:on")) not in facts


@pytest.mark.parametrize("word", ["够了", "enough for now", "!may:enough"])
def test_enough_ends_the_questions_with_the_result(chat: Chat, word: str) -> None:
    chat.says("我52岁，没有工作，能领什么补贴？")
    reply = chat.presses(word[1:]) if word.startswith("!") else chat.says(word)
    assert asked(reply) is None
    assert results(reply)["unemployment-registration"] is MAY
    assert "may:on" in [button.action for button in buttons_of(reply)]


def test_papers_and_place_stand_under_what_may_be_claimed(chat: Chat) -> None:
    reply = chat.says("我52岁，没有工作，能领什么补贴？")
    assert "带：申请表、身份证（社会保障卡）、户口簿" in reply.text
    assert "去：" in reply.text
    assert "unemployment-registration.documents" in {c.clause_id for c in reply.citations}


def test_sensitive_statuses_share_one_answer(chat: Chat) -> None:
    reply = chat.presses("menu:may")
    texts = [button.text for button in buttons_of(reply)]
    assert sum("残疾" in text for text in texts) == 1
    assert any("不用说哪项" in text for text in texts)


@pytest.mark.parametrize(
    ("first", "second", "year"),
    [
        ("52", "不是，我48", 1978),
        ("fifty-two", "no, I'm 48", 1978),
        ("五十二", "说错了，是49", 1977),
    ],
)
def test_an_age_is_taken_and_taken_back(chat: Chat, first: str, second: str, year: int) -> None:
    chat.presses("menu:may")
    assert "1974" in chat.says(first).text
    assert str(year) in chat.says(second).text


def test_an_answer_can_be_taken_back_after_the_questions(chat: Chat) -> None:
    for said in ("我能享受什么", "52", "够了"):
        chat.says(said)
    assert "1978" in chat.says("不是，我48").text


@pytest.mark.parametrize(
    ("text", "shown"),
    [("女的", "女"), ("female", "woman"), ("去年6月毕业", "2025"), ("本科", "本科"),
     ("重庆的", "重庆"), ("我是低保户", "低保")],
)  # fmt: skip
def test_what_is_told_beside_the_question_counts(chat: Chat, text: str, shown: str) -> None:
    chat.presses("menu:may")
    reply = chat.says(text)
    results(reply)
    assert shown in reply.text.splitlines()[0]


def test_words_that_are_no_answer_get_the_question_again(chat: Chat) -> None:
    before = asked(chat.presses("menu:may"))
    reply = chat.says("有一项")
    assert asked(reply) == before
    assert "没有读懂" in reply.text


def test_a_question_in_between_is_answered_and_the_thread_goes_on(chat: Chat) -> None:
    before = asked(chat.presses("menu:may"))
    assert chat.says("公益性岗位的工资不能低于多少？").status is Status.ANSWERED
    assert asked(chat.says("都没有")) not in (before, None)


def test_distress_is_heard_before_any_answer(chat: Chat) -> None:
    chat.presses("menu:may")
    assert chat.says("不想活了").status is Status.SAFETY


ONE = [
    ("我能申请创业担保贷款吗，我是大学毕业生，在重庆注册了公司，没有别的贷款", MAY),
    ("do I qualify for the startup loan? I am registered as unemployed and my business is in "
     "Chongqing, but I owe another loan", NOT),
    ("我是登记失业人员，能申请创业担保贷款吗", NEED),
]  # fmt: skip


@pytest.mark.parametrize(("text", "result"), ONE)
def test_one_programme_is_answered_alone(chat: Chat, text: str, result: FindingResult) -> None:
    reply = chat.says(text)
    finding = the_one(reply)
    assert (finding.programme_id, finding.result) == (LOAN, result)
    assert all(part in reply.text for part in (*finding.met, *finding.not_met, *finding.not_known))
    assert reply.citations
    assert any(citation.quote in reply.text for citation in reply.citations)


@pytest.mark.parametrize(("text", "why"), [(ONE[1][0], "why not?"), (ONE[1][0], "为什么不行")])
def test_why_not_quotes_the_condition_that_fails(chat: Chat, text: str, why: str) -> None:
    chat.says(text)
    reply = chat.says(why)
    (quoted,) = the_one(reply).decided_by
    assert quoted.clause_id == "startup-guaranteed-loan-2025.other-loans"
    assert quoted.quote in reply.text


def test_one_programme_stays_the_subject_until_all_are_asked_for(chat: Chat) -> None:
    chat.says("我是低保户，女，43岁，重庆户口，登记失业，能申请灵活就业社保补贴吗")
    assert the_one(chat.says("是")).result is NEED
    assert the_one(chat.says("是的")).result is MAY
    assert "1,200元 × 2/3 = 每月800元" in chat.says("1200").text
    assert len(chat.presses("may:all").findings) > 10


def test_a_question_for_a_figure_is_left_to_the_clauses(chat: Chat) -> None:
    assert chat.says("失业保险交了六年，失业金能领几个月？").status is not Status.ELIGIBILITY
    assert chat.says("我能申请留岗红包吗？").status is Status.ANSWERED


@pytest.mark.parametrize(
    "text",
    [
        "我52岁失业了，能申请稳岗返还吗",
        "I'm 45 and unemployed, can I apply for the stable-post refund?",
    ],
)
def test_what_employers_claim_is_not_for_a_single_person(chat: Chat, text: str) -> None:
    reply = chat.says(text)
    finding = the_one(reply)
    assert finding.result is NOT
    assert "个人不能申请" in reply.text or "no single person can" in reply.text
    assert asked(reply) is None


def test_details_more_and_back(chat: Chat) -> None:
    first = chat.says("我52岁，没有工作，能领什么补贴？")
    detail = chat.presses_button(first, "失业登记")
    assert the_one(detail).programme_id == "unemployment-registration"
    assert "依据《" in detail.text
    told = chat.presses("may:more:1")
    assert len(told.text) <= MOST_CHARACTERS
    assert len(chat.presses("may:all").findings) == len(first.findings)


@pytest.mark.parametrize("action", ["may:", "may:nothing", "programme:", "programme:nothing"])
def test_a_button_that_leads_nowhere_says_so(chat: Chat, action: str) -> None:
    assert chat.presses(action).status is Status.NOTICE


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("我们厂28个人，去年裁了1个，招了5个大学生，能拿多少",
         ["签了2年合同，社保交了12个月", "小微"]),
        ("Our enterprise has 30 people, hired 5 graduates and kept everybody. What can we claim?",
         ["two years", "12 months", "small"]),
    ],
)  # fmt: skip
def test_an_enterprise_hears_its_sums(chat: Chat, text: str, then: list[str]) -> None:
    reply = chat.says(text)
    for word in then:
        reply = chat.says(word)
    found = results(reply)
    assert found["one-off-hiring-subsidy-2000"] is MAY
    assert found["small-firm-graduate-subsidy"] is MAY
    assert found["public-welfare-post-subsidy"] is NEED
    assert "stable-post-refund-2025" not in found
    assert "10,000元 × 5人 = 50,000元" in reply.text or "× 5 people = 50,000 yuan" in reply.text


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("我们公司45个外地员工留下来过年，留岗红包能拿多少", "300元 × 45人 = 13,500元"),
        ("Our company has 1,200 out-of-town employees who stayed. How much can our company get "
         "from the retention red envelope?", "so 300,000 yuan"),
    ],
)  # fmt: skip
def test_a_closed_one_is_told_as_closed_with_the_sum_of_then(
    chat: Chat, text: str, total: str
) -> None:
    reply = chat.says(text)
    assert total in reply.text
    assert "2021-04-30" in reply.text
    assert set(results(reply).values()) == {NOT}


def test_the_turns_day_decides_what_is_in_force(chat: Chat) -> None:
    text = "我52岁，女，登记失业了，能领什么补贴？"
    told = []
    for number, day in enumerate((TODAY.replace(year=2021, month=6), TODAY)):
        incoming = Incoming("test", f"{chat.chat_id}-{number}", "m1", text=text, today=day)
        told.append(results(chat.conversation.take(incoming)))
    then, now = told
    assert LOAN not in then
    assert LOAN in now


def test_a_person_after_an_enterprise_is_a_person_again(chat: Chat) -> None:
    chat.says("我们公司能申请什么补贴？")
    found = results(chat.says("我自己52岁了，失业了，能领什么补贴？"))
    assert "unemployment-registration" in found
    assert "one-off-hiring-subsidy-2000" not in found


def test_an_employer_who_only_tells_figures_is_checked_too(chat: Chat) -> None:
    found = results(chat.says("我们厂30个人，招了5个大学生，一个人都没裁"))
    assert found["small-firm-graduate-subsidy"] is NEED
    finding = the_one(chat.says("我们是小微企业，能申请招毕业生补贴吗，社保交了12个月"))
    assert finding.result is MAY


def test_a_status_of_somebody_else_is_not_ones_own(chat: Chat) -> None:
    assert "残疾人" not in chat.says("我老公是残疾，我能享受什么").text


def test_a_status_of_whom_one_asks_for_counts(chat: Chat) -> None:
    assert "身份：残疾人" in chat.says("我妈是残疾人，她能享受什么").text

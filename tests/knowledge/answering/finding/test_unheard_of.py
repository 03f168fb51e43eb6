"""A subsidy that no document speaks of is not answered, however much of its name another shares."""

from __future__ import annotations

import pytest

from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.answering.draft import Draft
from knowledge.language import Lang, detect
from tests.builders import TODAY

UNHEARD_OF = [
    "重庆给刚结婚的职工发一次性结婚就业补贴，怎么申请？",
    "重庆给养宠物的职工发的宠物就业补贴有多少",
    "How much is the yoga employment bonus?",
    "Where do I apply for the laptop subsidy for job seekers?",
]
HELD = {
    "今年的扩岗补助一个大学生给多少": "one-off-post-expansion-grant-2025",
    "路费补贴没得车票领好多": "transport-subsidy-chengkou-2022",
    "低保家庭的大四学生领的求职补贴有多少": "on-campus-job-seeking-subsidy",
    "How much is the skill-raise subsidy for a senior certificate?": "skill-raise",
    "What is the hiring subsidy for fresh graduates?": "one-off-hiring-subsidy-2000",
    "How much is the travel subsidy without tickets?": "transport-subsidy-chengkou-2022",
}


def _asked(real: Services, text: str) -> Draft:
    return real.answering.ask(text, detect(text, Lang.ZH), TODAY)


@pytest.mark.parametrize("text", UNHEARD_OF)
def test_a_subsidy_of_an_unknown_name_is_not_answered(real: Services, text: str) -> None:
    answer = _asked(real, text).answer
    assert answer is not None
    assert answer.is_declined or answer.status is Status.CLARIFY
    assert not answer.citations


@pytest.mark.parametrize(("text", "document"), HELD.items())
def test_a_held_subsidy_is_found_under_what_people_call_it(
    real: Services, text: str, document: str
) -> None:
    draft = _asked(real, text)
    assert any(clause.document_id.startswith(document) for clause in draft.clauses)

"""What the chat takes a message for, once it was tried as a question."""

from __future__ import annotations

import pytest

from bot.wiring import Services
from knowledge.answering.draft import Route
from knowledge.answering.reading.purpose import settled_route
from knowledge.language import Lang, detect
from knowledge.people.understanding import understand
from tests.builders import TODAY

MESSAGES = {
    Route.JOB_SEARCH: [
        *("北碚快递分拣，夜班上不得", "观音桥那边要保安不？最好包住"),
        *("忠县村道养护咋个报名，哪些岗位", "长寿苗圃要人不，按天结钱的最好"),
        *("fish farm Hechuan, must live on site", "phone shop seller Nanchuan"),
        *("park greening public welfare post in Jiulongpo?", "parcel sorting Beibei not at night"),
    ],
    Route.QUESTION: [
        *("养路护路 算公益岗不", "公益性岗位分哪两大类，各自做什么工作？"),
        *("听说有5.4万个公益性岗位可以报，扫地守门都行，哪里去报？", "明天沙坪坝落不落雨"),
        "What salary does a Three Supports worker get in Chongqing?",
        "How must I declare income tax on my rent income?",
        "lost my job yesterday, i live in Nan'an. can i register as jobless right here?",
    ],
    Route.PROFILE: ["我52岁，失业半年了", "I have a C1 licence and a health certificate"],
}


@pytest.mark.parametrize(
    ("route", "text"), [(route, text) for route, texts in MESSAGES.items() for text in texts]
)
def test_a_message_is_taken_for_what_it_is(real: Services, route: Route, text: str) -> None:
    lang = detect(text, Lang.ZH)
    draft = real.answering.ask(text, lang, TODAY)
    learned = understand(draft.masked, lang, today=TODAY, glossary=real.glossary)
    assert settled_route(draft, learned, real.glossary) is route

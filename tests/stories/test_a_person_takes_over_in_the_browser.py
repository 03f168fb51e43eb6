"""In a real browser: a seeker asks for a person, who answers on the page and gives it back."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from knowledge.answering.answer import Status
from tests.stories.bureau import Bureau
from tests.stories.screens import (
    DESK,
    PHONE,
    asks,
    at_the_console,
    chatting,
    in_a_browser,
    looks_for_news,
    looks_well,
    presses,
    quoted,
)

pytestmark = in_a_browser
CLAUSE = "flexible-employment-social-insurance-subsidy.amount"


@dataclass(frozen=True)
class Words:
    """What is said and what stands on the pages, in one language."""

    question: str
    quoted: str
    person: str
    told: str
    answer: str
    again: str
    useful: str


WORDS = {
    "zh": Words(
        question="灵活就业社保补贴补多少",
        quoted="三分之二",
        person="转人工",
        told="工作人员已经接手",
        answer="您好，请带身份证到窗口来，周三下午我在。",
        again="接下来继续由我来回答",
        useful="👍 有用",
    ),
    "en": Words(
        question="How much is the social insurance subsidy for flexible employment?",
        quoted="two thirds",
        person="I want to talk to a person",
        told="A person of the bureau has taken over",
        answer="Hello, please bring your card to the counter; I am there on Wednesday.",
        again="I am answering again",
        useful="👍 Useful",
    ),
}


@pytest.mark.parametrize(("lang", "size"), [("zh", PHONE), ("en", DESK)])
def test_a_person_answers_on_the_open_page_and_hands_the_seeker_back(
    bureau: Bureau, browser: Browser, lang: str, size: ViewportSize
) -> None:
    words = WORDS[lang]
    with (
        chatting(bureau, browser, lang, size) as seeker,
        at_the_console(bureau, browser, "chen", lang, size) as desk,
    ):
        asks(seeker, words.question)
        expect(quoted(seeker)).to_contain_text(words.quoted)
        asks(seeker, words.person)
        number = bureau.case_of(seeker)

        _claims(desk, words, number)
        looks_for_news(seeker)
        expect(seeker.get_by_text(words.told)).to_be_visible()
        looks_well(desk)
        _answers(desk, words)
        looks_for_news(seeker)
        said = seeker.locator(".from-person")
        expect(said).to_contain_text(words.answer)
        looks_well(seeker)

        _is_kept_quiet_beside_the_person(seeker, words)
        desk.reload()
        expect(desk.get_by_text("A1 B2")).to_be_visible()
        presses(desk, "give-back")
        looks_for_news(seeker)
        expect(seeker.get_by_text(words.again)).to_be_visible()
        # Nothing is shown twice, neither by a further look nor to somebody who comes again.
        looks_for_news(seeker)
        expect(said).to_have_count(1)
        seeker.reload()
        expect(said).to_have_count(1)
        asks(seeker, words.question)
        expect(quoted(seeker)).to_contain_text(words.quoted)
        assert bureau.turns_of(seeker)[-1].status == Status.ANSWERED


def _claims(desk: Page, words: Words, number: int) -> None:
    desk.locator("nav a[href$='/handoffs']").click()
    looks_well(desk)
    desk.locator(f"a[href$='/handoffs/{number}']").first.click()
    expect(desk.get_by_text(words.question).first).to_be_visible()
    expect(desk.locator(f"a[href$='/knowledge/clauses/{CLAUSE}']")).to_have_count(1)
    presses(desk, "claim")
    expect(desk.locator(".notice[role=status]")).to_be_visible()


def _answers(desk: Page, words: Words) -> None:
    desk.locator("a[href*='use=draft']").click()
    drafted = desk.locator("#text")
    expect(drafted).to_have_value(re.compile(words.quoted))
    drafted.fill(words.answer)
    presses(desk, "answer")
    expect(desk.locator(".talk .notice")).to_contain_text(words.answer)


def _is_kept_quiet_beside_the_person(seeker: Page, words: Words) -> None:
    """Words and a verdict on an answer are taken without a word of the assistant."""
    replies = seeker.locator(".reply").count()
    asks(seeker, "A1 B2")
    seeker.get_by_role("button", name=words.useful).last.click()
    expect(seeker.locator(".said").last).to_contain_text(words.useful)
    expect(seeker.locator(".turn.pending")).to_have_count(0)
    expect(seeker.locator(".reply")).to_have_count(replies)


def test_of_two_who_claim_at_once_one_has_it_and_the_other_reads_who(
    bureau: Bureau, browser: Browser
) -> None:
    with (
        chatting(bureau, browser) as seeker,
        at_the_console(bureau, browser, "chen") as first,
        at_the_console(bureau, browser, "fang", "en", PHONE) as second,
    ):
        asks(seeker, "转人工")
        for desk in (first, second):
            desk.goto(f"{bureau.address}/console/handoffs/{bureau.case_of(seeker)}")
        presses(first, "claim")
        presses(second, "claim")
        expect(second.get_by_role("alert")).to_contain_text("chen was faster")
        looks_well(second)
        looks_for_news(seeker)
        expect(seeker.get_by_text("工作人员已经接手")).to_have_count(1)

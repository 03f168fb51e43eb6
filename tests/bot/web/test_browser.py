"""The chat page in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.web.session import COOKIE, ChatSession
from bot.wiring import Services
from knowledge.records.transcript import transcript

CHROMIUM = Path("/usr/bin/chromium")
QUESTION = "灵活就业社保补贴补多少"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser; each test has a profile of its own in it."""
    with sync_playwright() as playwright:
        # The sandbox needs rights that a container has not.
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@contextmanager
def opened(browser: Browser, site: str, **profile: object) -> Iterator[Page]:
    """The page of a new person; a script error or a refused script fails the test."""
    context = browser.new_context(
        **{"viewport": PHONE, "locale": "zh-CN", "reduced_motion": "reduce", **profile}
    )
    page, faults = context.new_page(), []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda line: faults.append(line.text) if "Policy" in line.text else None)
    page.set_default_timeout(10_000)
    page.goto(site)
    yield page
    context.close()
    assert faults == []


def ask(page: Page, text: str) -> None:
    """Writes with the keyboard alone and waits for the answer."""
    turns = page.locator(".turn:not(.pending)")
    before = turns.count()
    page.locator("#text").focus()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(turns).to_have_count(before + 1)


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def serious_faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html']}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]


def test_a_seeker_asks_on_a_phone_and_reads_the_quoted_clause(browser: Browser, site: str):
    with opened(browser, site) as page:
        ask(page, QUESTION)
        expect(page.locator("blockquote").last).to_be_visible()
        expect(page.locator(".card.source a").last).to_have_attribute("href", re.compile("^http"))
        assert page.locator(".said").last.inner_text().strip().endswith(QUESTION)
        assert page.evaluate("document.activeElement.id") == "text"
        assert not is_too_wide(page)
        assert serious_faults(page) == []


def test_a_button_is_pressed_with_the_keyboard_and_the_reply_gets_the_focus(
    browser: Browser, site: str
):
    with opened(browser, site) as page:
        ask(page, "我45岁，想在南岸找保洁")
        cards = page.locator(".card.post").count()
        button = page.get_by_role("button", name="再看几个").last
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".said").last).to_contain_text("再看几个")
        expect(page.locator(".turn.pending")).to_have_count(0)
        assert page.locator(".card.post").count() > cards
        assert page.evaluate("document.activeElement.className") == "reply"
        assert not is_too_wide(page)


def test_at_a_desk_in_the_dark_and_in_english_nothing_serious_is_in_the_way(
    browser: Browser, site: str
):
    with opened(browser, site, viewport=DESK, locale="en-GB", color_scheme="dark") as page:
        ask(page, "I am 45 and look for cleaning work in Nan'an")
        page.get_by_text("Menu").press("Enter")
        expect(page.get_by_role("button", name="My data").first).to_be_visible()
        page.get_by_text("Attach a CV").click()
        assert serious_faults(page) == []
        page.keyboard.press("Escape")
        expect(page.locator(".menu[open]")).to_have_count(0)
        assert not is_too_wide(page)


def test_without_javascript_everything_is_there(browser: Browser, site: str):
    with opened(browser, site, java_script_enabled=False) as page:
        page.locator("#text").fill(QUESTION)
        page.get_by_role("button", name="发送").click()
        expect(page.locator("blockquote").first).to_be_visible()
        page.get_by_role("button", name="我能享受什么").last.click()
        expect(page.locator(".said")).to_have_count(2)


def test_what_a_person_writes_never_runs(browser: Browser, site: str):
    evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    with opened(browser, site) as page:
        title = page.title()
        ask(page, evil)
        page.reload()
        expect(page.locator(".said").last).to_contain_text("<script>")
        assert page.title() == title
        assert page.locator("#conversation img, #conversation script").count() == 0


def test_an_input_method_may_use_enter_for_itself(browser: Browser, site: str):
    with opened(browser, site) as page:
        page.locator("#text").fill("gongzuo")
        page.evaluate(
            """document.getElementById("text").dispatchEvent(new KeyboardEvent(
                "keydown", {key: "Enter", isComposing: true, bubbles: true}))"""
        )
        assert page.locator(".said").count() == 0


def test_a_lost_connection_is_tried_again_and_answered_once(
    browser: Browser, site: str, real: Services
):
    with opened(browser, site) as page:
        tries = []

        def lose_the_first(route) -> None:
            tries.append(route.request.post_data)
            # The message arrives; the answer is lost on its way back.
            route.fetch()
            route.abort() if len(tries) == 1 else route.continue_()

        page.route("**/messages", lose_the_first)
        page.locator("#text").fill("谢谢")
        page.get_by_role("button", name="发送").click()
        expect(page.locator(".turn:not(.pending)")).to_have_count(2)
        assert len(tries) >= 2
        (cookie,) = [c for c in page.context.cookies() if c["name"] == COOKIE]
    chat_id = ChatSession(cookie["value"].partition(".")[0]).chat_id
    (spoken,) = transcript(real.sessions, "web", chat_id, at_most=9)
    assert spoken.text == "谢谢"

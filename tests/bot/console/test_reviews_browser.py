"""The pages of reviews in a real browser, at the width of a telephone and of a desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, sync_playwright

from bot.console.app import BASE, create_console
from bot.web.headers import SecurityHeaders
from bot.web.wiring import web_parts
from bot.wiring import Services
from knowledge.database import now
from knowledge.staff.account import NewStaff
from knowledge.staff.accounts import add_staff
from knowledge.staff.roles import Role
from tests.bot.console.office import PASSWORD, Clock
from tests.bot.console.test_browser import CHROMIUM, DESK, PHONE, looks_well, served
from tests.builders import Chat

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}")
QUESTION = "春节留岗红包企业可以发多少"


@pytest.fixture
def site(services: Services) -> Iterator[str]:
    with services.sessions() as session:
        roles = (Role.REVIEWER, Role.ADMINISTRATOR)
        add_staff(session, NewStaff("rui", PASSWORD, roles), "test")
        session.commit()
    clock = Clock(now() + timedelta(days=1))
    app = FastAPI()
    app.add_middleware(SecurityHeaders)
    app.mount(BASE, create_console(web_parts(services), clock=clock))
    with served(app) as address:
        yield f"{address}{BASE}"


def test_a_reviewer_corrects_yesterdays_wrong_figure_and_the_person_reads_it(
    services: Services, site: str
) -> None:
    chat = Chat(services.conversation)
    chat.says(QUESTION)
    other = Chat(services.conversation, "c2")
    other.says(QUESTION)
    with sync_playwright() as playwright:
        # The sandbox needs rights that a container has not.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
        # The page is to work without a script; the sign-in comes back to it.
        page.goto(f"{site}/reviews")
        page.fill("input[name=name]", "rui")
        page.fill("input[name=password]", PASSWORD)
        page.click("main button.main")
        both_widths(page)
        page.click("text=复核第")
        both_widths(page)
        page.select_option("#verdict", "wrong_figure")
        page.click("form[action$='/verdict'] button.main")
        page.fill("#text_zh", "每人98765元，请以条款为准。")
        page.click("text=保存更正")
        assert "98765" in page.inner_text(".problem")
        page.fill("#text_zh", "请以条款原文为准。")
        page.click("text=保存更正")
        both_widths(page)
        page.click("form[action$='/person'] button")
        assert "更正已交付发送" in page.inner_text(".notice")
        page.click("text=回到这一轮")
        page.click("form[action$='/replay'] button")
        both_widths(page)
        browser.close()
    told = [one.says("谢谢").text for one in (chat, other)]
    assert ["请以条款原文为准。" in text for text in told].count(True) == 1


def both_widths(page: Page) -> None:
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        looks_well(page)

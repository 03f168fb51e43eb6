"""A case in a real browser, without a script, at the width of a telephone and of a desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import sync_playwright

from knowledge.database import now
from tests.bot.console.office import PASSWORD, Office
from tests.bot.console.test_browser import CHROMIUM, DESK, PHONE, looks_well, served
from tests.bot.console.test_handoffs import asked, case_in, words_to

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}")


@pytest.fixture
def site(office: Office) -> Iterator[str]:
    """The console on a port of its own."""
    office.clock.moment = now()
    with served(office.app) as address:
        yield f"{address}/console"


def test_a_caseworker_takes_a_case_and_answers_with_a_template(office: Office, site: str) -> None:
    asked(office, text="能转给人吗")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport=PHONE, locale="zh-CN", java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{site}/handoffs")
        page.get_by_label("账号").fill("chen")
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.get_by_role("link", name="请求 1").click()
        page.get_by_role("button", name="接手").click()
        page.get_by_role("link", name="问候").click()
        page.get_by_role("button", name="发送").click()
        assert page.get_by_text("回复已发出").is_visible()
        assert words_to(office)[0].startswith("您好，我是就业服务的工作人员")
        cookies = context.storage_state()
        seeing = browser.new_context(viewport=PHONE, storage_state=cookies).new_page()
        for size in (PHONE, DESK):
            seeing.set_viewport_size(size)
            for path in ("/handoffs", "/handoffs/1", "/handoffs/replies"):
                seeing.goto(f"{site}{path}")
                looks_well(seeing)
        page.get_by_role("button", name="交还春风").click()
        assert case_in(office).state == "returned"
        browser.close()

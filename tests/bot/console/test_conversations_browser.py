"""Conversations in a real browser: found, read, revealed, on a telephone and on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import sync_playwright

from tests.bot.console.office import PASSWORD, Office
from tests.bot.console.records import said
from tests.bot.console.test_browser import CHROMIUM, DESK, PHONE, looks_well, site

__all__ = ["site"]

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}")

QUOTE = "重庆市主城都市区第一档月最低工资标准为2330元。"
TRACE = {
    "hits": [
        {"clause_id": f"minimum-wage-2025.amount-{n}", "lang": "zh", "score": 7.2 - n}
        | {"similarity": 0.8, "lexical": 6.1}
        for n in range(4)
    ],
    "clauses": [{"clause_id": "minimum-wage-2025.amount", "lang": "zh", "digest": "d"}],
    "milliseconds": {"RetrieveClauses": 4.25, "ComposeFromClauses": 0.5},
    "search_text": "最低工资多少",
}
CITED = {
    "clause_id": "minimum-wage-2025.amount",
    "document_id": "minimum-wage-2025",
    "title": "最低工资标准",
    "quote": QUOTE,
}


def test_a_caseworker_finds_reads_and_reveals(office: Office, site: str) -> None:
    long = QUOTE * 4
    for number in range(12):
        text = f"第{number}次问：<b>最低工资</b>多少？我的电话13812345678"
        said(office.parts.sessions, text, long, trace=TRACE, citations=[CITED])
    said(office.parts.sessions, "Which subsidies are there?", "None held.", lang="en")
    with sync_playwright() as playwright:
        # The sandbox needs rights that a container has not.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
        page.goto(f"{site}/conversations")
        page.get_by_label("账号").fill("chen")
        page.get_by_label("密码").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/console/conversations")
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            looks_well(page)
        page.get_by_label("文字").fill("最低工资")
        page.get_by_role("button", name="筛选").click()
        page.locator("tbody a").first.click()
        page.get_by_text("怎么答出来的").last.click()
        page.get_by_text("引用的条款").last.click()
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            looks_well(page)
        page.get_by_label("理由").fill("要回电话核实")
        page.get_by_role("button", name="查看原话").click()
        page.get_by_text("只显示这一次").wait_for()
        looks_well(page)
        assert "13812345678" in page.content()
        page.get_by_role("link", name="对话").first.click()
        assert "13812345678" not in page.content()
        browser.close()

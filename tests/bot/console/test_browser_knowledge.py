"""In a real browser: a document handed in, published, found; the figures looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from knowledge.database import now
from knowledge.figures.tables import DailyFigureRow
from tests.bot.console.office import PASSWORD, Office
from tests.bot.console.test_browser import CHROMIUM, DESK, PHONE, looks_well, served
from tests.builders import write_pair, write_three

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}")


@pytest.fixture
def site(office: Office) -> Iterator[str]:
    """The console with three documents published and a month of figures."""
    write_three(office.parts.workshop.documents)
    office.parts.workshop.refresh(lambda _done, _total: None)
    office.clock.moment = now()
    with office.parts.sessions() as session:
        for back in range(29):
            day = now().date() - timedelta(days=back)
            for measure, key, count in (("turns", "", 50), ("topic", "boat-allowance", 9)):
                session.add(DailyFigureRow(day=day, measure=measure, key=key, count=count))
        session.commit()
    with served(office.app) as address:
        yield f"{address}/console"


@pytest.fixture
def handed_in(tmp_path: Path) -> list[Path]:
    """A new document in both languages."""
    folder = tmp_path / "handed-in"
    folder.mkdir()
    write_pair(folder, id="tool-aid", title="工具补办法", evidence="[T4]")
    for path in folder.glob("*.md"):
        text = (
            path.read_text(encoding="utf-8")
            .replace("饭补", "工具补")
            .replace("230", "660")
            .replace("T1", "T4")
        )
        path.write_text(text.replace("meal allowance", "tool aid"), encoding="utf-8")
    return sorted(folder.glob("*.md"))


def test_an_administrator_uploads_a_document_and_sees_it_answer(
    site: str, handed_in: list[Path]
) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
        faults: list[str] = []
        page.on("console", lambda said: faults.append(said.text))
        _signs_in(page, f"{site}/knowledge/upload")
        looks_well(page)
        page.get_by_label("文件（Markdown）").set_input_files(handed_in)
        page.get_by_role("button", name="检查并保存").click()
        page.get_by_role("button", name="开始刷新").click()
        # The page follows the work by itself; nobody reloads it.
        page.get_by_text("已发布").wait_for()
        looks_well(page)
        page.get_by_role("link", name="检索测试").click()
        page.get_by_label("问题").fill("工具补多少")
        page.get_by_role("button", name="检索").click()
        page.get_by_text("660元").first.wait_for()
        looks_well(page)
        page.goto(f"{site}/figures")
        looks_well(page)
        page.set_viewport_size(DESK)
        looks_well(page)
        drawn = page.locator("#turns img").evaluate("image => image.naturalWidth")
        assert drawn == 640
        assert [text for text in faults if "Security Policy" in text] == []
        browser.close()


def _signs_in(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_label("账号").fill("ada")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(path)

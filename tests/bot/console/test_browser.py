"""The console in a real browser, at the width of a telephone and of a desk."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Page, sync_playwright

from knowledge.database import now
from tests.bot.console.office import PASSWORD, Office

CHROMIUM = Path("/usr/bin/chromium")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}")


@pytest.fixture
def site(office: Office) -> Iterator[str]:
    """The console on a port of its own."""
    office.clock.moment = now()
    with served(office.app) as address:
        yield f"{address}/console"


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of an application that is served for as long as the block lasts."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def looks_well(page: Page) -> None:
    """No serious accessibility fault, and nothing to be scrolled sideways."""
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], page.url


def test_an_administrator_signs_in_and_adds_a_colleague_without_a_script(site: str) -> None:
    with sync_playwright() as playwright:
        # The sandbox needs rights that a container has not.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
        page.goto(f"{site}/staff")
        looks_well(page)
        page.get_by_label("账号").fill("ada")
        page.get_by_label("密码").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/console/staff")
        page.get_by_label("账号", exact=True).fill("王芳")
        page.get_by_label("经办人").check()
        page.get_by_label("密码", exact=True).fill("seven-ferries-cross-at-noon")
        page.get_by_label("再输一次").fill("seven-ferries-cross-at-noon")
        page.get_by_role("button", name="开通账号").click()
        page.get_by_text("账号已开通").wait_for()
        page.get_by_role("link", name="王芳").click()
        looks_well(page)
        page.set_viewport_size(DESK)
        looks_well(page)
        page.goto(f"{site}/account/second-factor")
        looks_well(page)
        browser.close()

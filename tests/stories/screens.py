"""Pages in a real browser, and what must never happen on one of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.bot.console.office import PASSWORD
from tests.stories.bureau import Bureau

CHROMIUM = Path("/usr/bin/chromium")
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
in_a_browser = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}")

_NEXT_LOOK_MS = 6_000
"""More than the pages wait before they look for news by themselves."""
_PATIENCE_MS = 20_000
"""For a machine on which much else runs; nothing waits so long where all is well."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser; every person has a context of their own in it."""
    with sync_playwright() as playwright:
        # The sandbox needs rights that a container has not.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def screen(
    browser: Browser, lang: str = "zh", size: ViewportSize = PHONE, **profile: object
) -> Iterator[Page]:
    """
    A new person's page. Its timers can be moved on, so that no test waits for one.

    A dialog, a fault of a script, or anything that the page's policy had to hold back, fails the
    test at the end of the block.
    """
    context = browser.new_context(
        viewport=size, locale=LOCALES[lang], reduced_motion="reduce", **profile
    )
    context.set_default_timeout(_PATIENCE_MS)
    expect.set_options(timeout=_PATIENCE_MS)
    unwanted = _listened_to(context)
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()
    assert not unwanted, unwanted


def _listened_to(context: BrowserContext) -> list[str]:
    unwanted: list[str] = []

    def on_page(page: Page) -> None:
        page.on("pageerror", lambda fault: unwanted.append(f"{page.url}: {fault}"))
        page.on("dialog", lambda dialog: (unwanted.append(dialog.message), dialog.dismiss()))

    def on_line(line: ConsoleMessage) -> None:
        # A refused or lost request is also written there; those are what some stories are about.
        is_request = line.text.startswith("Failed to load resource")
        if line.type in ("error", "warning") and not is_request:
            unwanted.append(line.text)

    context.on("page", on_page)
    context.on("console", on_line)
    return unwanted


@contextmanager
def chatting(
    bureau: Bureau, browser: Browser, lang: str = "zh", size: ViewportSize = PHONE
) -> Iterator[Page]:
    """The chat page of somebody who has never written before."""
    with screen(browser, lang, size) as page:
        page.goto(bureau.address)
        yield page


@contextmanager
def at_the_console(
    bureau: Bureau, browser: Browser, name: str, lang: str = "zh", size: ViewportSize = DESK
) -> Iterator[Page]:
    """The console of one of the cast, signed in."""
    with screen(browser, lang, size) as page:
        page.goto(f"{bureau.address}/console/")
        signs_in(page, name)
        yield page


def signs_in(page: Page, name: str) -> None:
    """The sign-in form, filled in with the keyboard."""
    page.locator("#name").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("header form button")).to_be_visible()


def presses(desk: Page, act: str) -> None:
    """The button of the console's form that ends in that act: "claim", "answer"."""
    desk.locator(f"form[action$='/{act}'] button:not([name])").last.click()


def asks(page: Page, text: str) -> None:
    """Writes in the chat with the keyboard alone and waits until the turn is taken."""
    turns = page.locator(".turn:not(.pending)")
    before = turns.count()
    page.locator("#text").focus()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(turns).to_have_count(before + 1)
    expect(page.locator(".turn.pending")).to_have_count(0)


def quoted(page: Page) -> Locator:
    """What the newest turn quotes first."""
    return page.locator(".turn").last.locator("blockquote").first


def looks_for_news(page: Page) -> None:
    """The open page's next look for messages, which comes at once instead of after some seconds."""
    with page.expect_response(lambda answer: urlsplit(answer.url).path == "/messages"):
        page.clock.fast_forward(_NEXT_LOOK_MS)


def looks_well(page: Page) -> None:
    """Nothing that axe finds fault with, and nothing to scroll sideways on a phone or at a desk."""
    found = Axe().run(page).response["violations"]
    assert not found, (page.url, [(one["id"], one["nodes"][0]["html"]) for one in found])
    size = page.viewport_size
    assert size is not None
    for one in (PHONE, DESK):
        page.set_viewport_size(one)
        assert page.evaluate("document.documentElement.scrollWidth") <= one["width"], page.url
    page.set_viewport_size(size)

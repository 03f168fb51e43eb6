"""In a real browser: the chat by keyboard alone, and every page of the console looked at."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.stories.bureau import Bureau
from tests.stories.screens import (
    DESK,
    PHONE,
    at_the_console,
    chatting,
    in_a_browser,
    looks_well,
    quoted,
)

pytestmark = in_a_browser
SEEN_BY = {
    "ada": (
        *("/", "/account", "/knowledge", "/knowledge/documents/minimum-wage-2025"),
        *("/knowledge/declined", "/knowledge/glossary", "/knowledge/releases"),
        *("/posts", "/posts/quarantine", "/posts/reports", "/posts/import"),
    ),
    "rui": ("/", "/knowledge/clauses/minimum-wage-2025.tier-one"),
}
"""Those that no other story and no test of the console looks at."""


@pytest.mark.parametrize(("name", "lang", "size"), [("ada", "en", DESK), ("rui", "zh", PHONE)])
def test_every_page_of_the_console_looks_well(
    bureau: Bureau, browser: Browser, *, name: str, lang: str, size: ViewportSize
) -> None:
    with at_the_console(bureau, browser, name, lang, size) as desk:
        for path in SEEN_BY[name]:
            answer = desk.goto(f"{bureau.address}/console{path}")
            assert answer is not None
            assert answer.status == 200, path
            looks_well(desk)


@pytest.mark.parametrize(
    ("lang", "size", "question", "button"),
    [
        ("zh", PHONE, "灵活就业社保补贴补多少", "我能享受什么"),
        ("en", DESK, "How much is the minimum wage in Chongqing?", "What may I get?"),
    ],
    ids=["zh", "en"],
)
def test_the_chat_needs_nothing_but_a_keyboard(
    bureau: Bureau,
    browser: Browser,
    *,
    lang: str,
    size: ViewportSize,
    question: str,
    button: str,
) -> None:
    with chatting(bureau, browser, lang, size) as seeker:
        looks_well(seeker)
        keys = seeker.keyboard
        keys.press("Tab")
        expect(seeker.locator(".skip")).to_be_focused()
        keys.press("Enter")
        keys.type(question)
        keys.press("Enter")
        expect(quoted(seeker)).to_be_visible()
        expect(seeker.locator("#text")).to_be_focused()
        _tabs_back_to(seeker, button)
        keys.press("Enter")
        expect(seeker.locator(".said").last).to_contain_text(button)
        expect(seeker.locator(".reply").last).to_be_focused()
        looks_well(seeker)
        _tabs_back_to(seeker, "菜单" if lang == "zh" else "Menu")
        keys.press("Enter")
        expect(seeker.locator(".menu[open]")).to_be_visible()
        looks_well(seeker)
        keys.press("Escape")
        expect(seeker.locator(".menu summary")).to_be_focused()


def _tabs_back_to(page: Page, label: str) -> None:
    """Goes back with the keyboard until what has that label is reached."""
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == label:
            return
    raise AssertionError(f"no way back to {label!r}")

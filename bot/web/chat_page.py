"""The chat page as HTML."""

from __future__ import annotations

from dataclasses import dataclass, field

from fastapi.responses import HTMLResponse

from bot.conversation.reply import Reply
from bot.telegram.commands import menu
from bot.web.history import Page, new_form_id
from bot.web.pages import TEMPLATES, WORDING
from bot.web.showing import ShownTurn, shown_now
from knowledge.language import Lang

# These have a place of their own on the page.
_ELSEWHERE = frozenset({"start", "language"})
_EXAMPLES = ("amount", "may", "work", "loan", "graduate", "unemployed")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside the recorded conversation."""

    notice: str = ""
    draft: str = ""
    """What the person wrote and we did not take; it stays in the form."""
    now: list[ShownTurn] = field(default_factory=list)
    """Turns that were taken and are on no record."""


def chat_page(
    page: Page, around: Around, *, lang: Lang, welcome: Reply, token: str
) -> HTMLResponse:
    """The page; the welcome stands before the first turn."""
    commands = [(c.command, c.description) for c in menu(lang) if c.command not in _ELSEWHERE]
    html = TEMPLATES.get_template("chat.html").render(
        lang=lang,
        token=token,
        form_id=new_form_id(),
        welcome=shown_now("welcome", None, welcome) if page.earlier is None else None,
        examples=[WORDING.text(f"example_{name}", lang) for name in _EXAMPLES],
        turns=[*page.turns, *around.now],
        earlier=page.earlier,
        newest_message=page.newest_message,
        notice=around.notice,
        draft=around.draft,
        commands=commands,
    )
    return HTMLResponse(html)

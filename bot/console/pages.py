"""Pages: templates in their frame, wording in both languages, times in the bureau's zone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request

from bot.console.browsers import browser_name
from bot.console.forgery import FIELD
from bot.console.naming import pressed, published_at, waited
from bot.console.navigation import Entry
from knowledge.answering.wording import Wording
from knowledge.language import Lang
from knowledge.staff.account import Staff

BASE = "/console"
LANGUAGE_COOKIE = "chunfeng_console_language"
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page: who is signed in, where they may go, what they are told."""

    lang: Lang
    path: str
    here: str = "/"
    """The page with its query, for the language switch to come back to."""
    csrf_token: str = ""
    staff: Staff | None = None
    entries: tuple[Entry, ...] = ()
    notices: tuple[str, ...] = ()


class Pages:
    """Writes pages; every text in them comes from wording/*.toml."""

    def __init__(self, zone: ZoneInfo, templates: Iterable[Path] = ()) -> None:
        self._zone = zone
        self._wording = Wording.load(*sorted((_HERE / "wording").glob("*.toml")))
        self._environment = Environment(
            loader=FileSystemLoader([_HERE / "templates", *templates]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["moment"] = self.moment
        self._environment.filters["release"] = self.release
        self._environment.filters["browser"] = browser_name

    def page(
        self, template: str, frame: Frame, *, status: int = 200, **values: object
    ) -> HTMLResponse:
        """
        A page in its frame.

        In it, `t(key)` is a text, `csrf()` the form's token, `pressed(action)` what a button did,
        `waited(wait)` a length of time.
        """
        text = self._texts(frame.lang)
        html = self._environment.get_template(template).render(
            frame=frame,
            t=text,
            base=BASE,
            # The wording's texts have no blanks at their ends.
            comma=", " if frame.lang is Lang.EN else "、",
            colon=": " if frame.lang is Lang.EN else "：",
            pressed=lambda action: pressed(action, text),
            waited=lambda wait: waited(wait, text),
            csrf=lambda: token_field(frame.csrf_token),
            **values,
        )
        return HTMLResponse(html, status)

    def text(self, key: str, lang: Lang, **values: object) -> str:
        """One text of the wording."""
        return self._wording.text(key, lang, **values)

    def text_or(self, key: str, lang: Lang, otherwise: str = "") -> str:
        """The text of that key, or what is given where the wording has none."""
        return self._wording.text(key, lang) if key in self._wording.texts else otherwise

    def moment(self, at: datetime | None) -> str:
        """A moment as the bureau's clocks show it; a dash where there is none."""
        return "–" if at is None else f"{at.astimezone(self._zone):%Y-%m-%d %H:%M}"

    def release(self, release_id: str | None) -> str:
        """When a release was published; an id of another form stands for itself."""
        at = published_at(release_id or "")
        return release_id or "–" if at is None else self.moment(at)

    def _texts(self, lang: Lang) -> Callable[..., str]:
        def text(key: str, otherwise: str | None = None, **values: Any) -> str:  # noqa: ANN401 - whatever a text shows
            if otherwise is not None and key not in self._wording.texts:
                return otherwise
            return self._wording.text(key, lang, **values)

        return text


def token_field(csrf_token: str) -> Markup:
    """The hidden field that every form of ours carries."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token)


def language_of(request: Request) -> Lang:
    """The language chosen before, else the one that the browser asks for first, else Chinese."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in set(Lang):
        return Lang(chosen)
    asked = request.headers.get("accept-language", "").lower()
    return Lang.EN if asked.startswith("en") else Lang.ZH

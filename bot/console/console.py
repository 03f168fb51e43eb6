"""What all requests to the console share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from starlette.requests import Request

from bot.console.navigation import Entry
from bot.console.pages import Pages
from bot.console.parts import ConsoleParts
from bot.console.provider import Provider


@dataclass(frozen=True, slots=True)
class Console:
    """Parts, pages and clock; kept at the application, found through the request."""

    parts: ConsoleParts
    pages: Pages
    clock: Callable[[], datetime]
    entries: tuple[Entry, ...]
    provider: Provider | None


def console_of(request: Request) -> Console:
    """The console that serves this request."""
    console = request.app.state.console
    assert isinstance(console, Console)
    return console


def here(request: Request) -> str:
    """The page with its query; the home page where a form was sent, which cannot be asked again."""
    if request.method != "GET":
        return "/"
    return path_of(request) + (f"?{request.url.query}" if request.url.query else "")


def stood_on(request: Request) -> str:
    """The page that the sent form stood on, as the browser tells it; else the home page."""
    said = urlsplit(request.headers.get("referer", ""))
    root = str(request.scope.get("root_path", ""))
    if said.netloc != request.headers.get("host") or not said.path.startswith(f"{root}/"):
        return "/"
    return said.path.removeprefix(root) + (f"?{said.query}" if said.query else "")


def path_of(request: Request) -> str:
    """The request's path inside the console; `/` is its home page."""
    root = str(request.scope.get("root_path", ""))
    return request.url.path.removeprefix(root) or "/"

"""The web application, joined: public chat page, console, health, static files."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from bot.console.access import knows
from bot.console.app import include_console
from bot.console.uploads import LARGEST_BODIES
from bot.web.body_limit import BodyLimit
from bot.web.error_pages import add_error_pages
from bot.web.headers import SecurityHeaders
from bot.web.health import include_health
from bot.web.parts import WebParts
from bot.web.public import include_public
from bot.web.webhook import TakesUpdates, include_webhook

STATIC = Path(__file__).with_name("static")


def create_app(parts: WebParts, webhook: TakesUpdates | None = None) -> FastAPI:
    """
    The application, ready to be served.

    :param webhook: takes what Telegram delivers; None where Telegram is polled or not used.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(BodyLimit, larger=LARGEST_BODIES, is_known=knows(parts))
    app.add_middleware(SecurityHeaders)
    add_error_pages(app)
    include_health(app, parts.checks)
    if webhook is not None:
        include_webhook(app, webhook)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    include_public(app, parts)
    include_console(app, parts)
    return app

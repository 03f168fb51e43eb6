"""The console as an application of its own, hung into the web application."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.staticfiles import StaticFiles
from starlette.routing import BaseRoute

from bot.console import (
    account,
    audit,
    conversations,
    corrections,
    declined,
    downloads,
    figures,
    handoffs,
    home,
    knowledge,
    posts,
    provider_pages,
    quarantine,
    reply_templates,
    reports,
    reviews,
    search_test,
    second_factor,
    sign_in,
    staff,
    terms,
    uploads,
)
from bot.console.access import refuse_undeclared
from bot.console.console import Console
from bot.console.errors import add_error_pages
from bot.console.navigation import navigation
from bot.console.pages import BASE, Pages
from bot.console.parts import ConsoleParts
from bot.console.provider import Provider, ProviderSettings
from bot.settings import Settings
from knowledge.database import now

STATIC = Path(__file__).with_name("static")

PAGE_GROUPS: tuple[APIRouter, ...] = (
    sign_in.router,
    provider_pages.router,
    second_factor.router,
    account.router,
    home.router,
    conversations.router,
    knowledge.router,
    search_test.router,
    declined.router,
    terms.router,
    uploads.router,
    posts.router,
    quarantine.router,
    reports.router,
    figures.router,
    downloads.router,
    reviews.router,
    corrections.router,
    reply_templates.router,
    handoffs.router,
    staff.router,
    audit.router,
)
"""One module of the console each; a new page group is added here."""


def include_console(app: FastAPI, parts: ConsoleParts) -> None:
    """Serves the console under /console."""
    app.mount(BASE, create_console(parts))


def create_console(
    parts: ConsoleParts,
    *,
    clock: Callable[[], datetime] = now,
    page_groups: Iterable[APIRouter] = PAGE_GROUPS,
) -> FastAPI:
    """
    The console; it expects to be mounted at /console.

    :raises UndeclaredRoute: if a route does not say who may use it.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_error_pages(app)
    for group in page_groups:
        app.include_router(group)
    app.mount("/static", StaticFiles(directory=STATIC), name="console-static")
    refuse_undeclared(app.routes)
    app.state.console = Console(
        parts=parts,
        pages=Pages(parts.settings.zone),
        clock=clock,
        entries=navigation(_paths(app.routes)),
        provider=_provider(parts.settings),
    )
    return app


def _paths(routes: list[BaseRoute]) -> set[str]:
    return {
        route.path
        for route in iter_route_contexts(routes)
        if route.path is not None and "GET" in (route.methods or ())
    }


def _provider(settings: Settings) -> Provider | None:
    if settings.oidc_issuer is None or settings.oidc_client_id is None:
        return None
    secret = settings.oidc_client_secret
    return Provider(
        ProviderSettings(
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            client_secret="" if secret is None else secret.get_secret_value(),
        )
    )

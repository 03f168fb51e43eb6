"""`chunfeng run`: all configured surfaces."""

from __future__ import annotations

import typer

from bot.commands.console import fail, progress_bar, services, show


def run(context: typer.Context) -> None:
    """Start the web pages at CHUNFENG_LISTEN, and Telegram where a token is set."""
    # The web server takes a third of a second to import, and no other command needs it.
    from bot.serving import serve_surfaces
    from bot.telegram.serving import TokenRefused
    from bot.web.serving import AddressNotUsable, address_of, listen_at
    from bot.web.wiring import web_parts
    from knowledge.installation_key import KeyUnreadable

    parts = services(context)
    try:
        listener = listen_at(*parts.settings.listen_address)
    except AddressNotUsable as fault:
        fail(str(fault))
    with listener:
        with progress_bar("Preparing") as progress:
            parts.prepare(progress)
        show(f"Chunfeng 春风: {address_of(listener)} (Ctrl-C stops)")
        try:
            serve_surfaces(web_parts(parts), listener, parts.news)
        except (TokenRefused, KeyUnreadable) as fault:
            fail(str(fault))

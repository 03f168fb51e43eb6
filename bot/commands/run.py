"""`chunfeng run`: all configured surfaces."""

from __future__ import annotations

import typer

from bot.commands.console import fail, progress_bar, services
from bot.telegram.serving import TokenRefused, run_telegram
from bot.terminal import chat_in_terminal


def run(context: typer.Context) -> None:
    """Start Telegram where a token is set, else the terminal chat."""
    parts = services(context)
    with progress_bar("Preparing") as progress:
        parts.prepare(progress)
    token = parts.settings.telegram_bot_token
    if token is None:
        chat_in_terminal(parts.conversation)
        return
    try:
        run_telegram(
            parts.conversation,
            token=token.get_secret_value(),
            base_url=parts.settings.telegram_api_base_url,
        )
    except TokenRefused as fault:
        fail(str(fault))

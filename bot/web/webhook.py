"""The door for Telegram's own deliveries, where a webhook is set instead of polling."""

from __future__ import annotations

import hmac
from typing import Protocol

from fastapi import FastAPI, Request, Response

# Source: Telegram Bot API, setWebhook: the secret token comes back in this header.
_SECRET_HEADER = "x-telegram-bot-api-secret-token"


class TakesUpdates(Protocol):
    """See bot.telegram.webhook.Webhook."""

    @property
    def path(self) -> str:
        """The path of the address that Telegram was told."""

    @property
    def secret(self) -> str:
        """What Telegram sends along so that nobody else can speak for it."""

    async def take(self, payload: bytes) -> bool:
        """Has the update answered; False if that did not come about and it is to come again."""


def include_webhook(app: FastAPI, webhook: TakesUpdates) -> None:
    """Adds the path that Telegram was told."""

    @app.post(webhook.path)
    async def take(request: Request) -> Response:
        """200 once the update is answered; anything else has Telegram deliver it again."""
        told = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(told.encode(), webhook.secret.encode()):
            return Response(status_code=403)
        is_answered = await webhook.take(await request.body())
        return Response(status_code=200 if is_answered else 503)

"""A Bot API for each test of the Telegram surface."""

from __future__ import annotations

import pytest

from tests.bot_api_double import bot_api


@pytest.fixture
def api():
    """Telegram, as far as a test needs it."""
    with bot_api() as running:
        yield running

"""What the stories in a browser share: one browser, and one bureau for the stories of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bot.wiring import Services
from tests.stories.bureau import Bureau, opened_bureau
from tests.stories.screens import chromium


@pytest.fixture(scope="module")
def bureau(
    prepared: Path, real: Services, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bureau]:
    """The application on the real knowledge base; its people and records are this file's own."""
    with opened_bureau(prepared, tmp_path_factory.mktemp("bureau"), real) as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; each person has a profile of their own in it."""
    with chromium() as made:
        yield made

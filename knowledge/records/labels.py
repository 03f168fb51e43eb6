"""What stood on the buttons of recorded replies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def labels_in(reply: Mapping[str, Any]) -> dict[str, str]:
    """The text of each button of a reply as it was put on record, by its action."""
    return {one["action"]: one["text"] for row in reply.get("buttons") or () for one in row}

"""
What our script is told: one JSON object per line.

`{"kind": "status", "text"}` while a turn is under way, `{"kind": "written", "text"}` with the
checked part of an answer that a chat model writes, `{"kind": "turn", "html"}` for each reply, and
`{"kind": "refused", "texts": {"zh", "en"}}` where nothing was taken.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from fastapi import Request, Response

from knowledge.language import Lang

LINES = "application/x-ndjson"


def wants_lines(request: Request) -> bool:
    """Whether our script asks; without it a browser wants a page."""
    return LINES in request.headers.get("accept", "")


def line(**what: object) -> str:
    """One line."""
    return json.dumps(what, ensure_ascii=False) + "\n"


def refused_line(texts: Mapping[Lang, str], status: int) -> Response:
    """The word for the person, in both languages, under an HTTP status."""
    told = {lang.value: text for lang, text in texts.items()}
    return Response(line(kind="refused", texts=told), status, media_type=LINES)

"""Turns on record, as the pages about them need: made by the conversation's own recording."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from knowledge.database import SessionFactory
from knowledge.people.personal_data import masked
from knowledge.people.profile import Fact
from knowledge.records.turns import TurnRecord, find_or_add_seeker, record_turn


def said(
    sessions: SessionFactory,
    text: str,
    reply: str = "每月不低于2330元。",
    *,
    chat_id: str = "c1",
    **values: object,
) -> int:
    """One turn on record; the seeker's number. `facts` and any column may be given."""
    seeker = find_or_add_seeker(sessions, str(values.pop("surface", "web")), chat_id)
    facts: Sequence[Fact] = values.pop("facts", ())
    citations: Sequence[dict[str, str]] = values.pop("citations", ())
    given = {
        **{"action": None, "lang": "zh", "today": date(2026, 11, 22), "route": "question"},
        **{"status": "answered", "trace": {}, "release_id": "r1", "took_ms": 8.5},
        **values,
    }
    record = TurnRecord(
        seeker_id=seeker.seeker_id,
        message_id=str(given.pop("message_id", text)),
        text=text,
        masked_text=masked(text),
        reply=json.dumps({"text": reply, "citations": list(citations)}, ensure_ascii=False),
        reply_text=reply,
        topics=tuple(one["document_id"] for one in citations),
        state={},
        facts=facts,
        **given,
    )
    record_turn(sessions, record)
    return seeker.seeker_id

"""Texts that want to make the assistant say something else: no invented figure, no exception."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from bot.conversation.reply import Reply
from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.answering.figures import figures
from knowledge.language import Lang
from knowledge.policies.release import Release
from tests.builders import CHECKOUT, Chat

ATTACKS = [
    json.loads(line)
    for line in (CHECKOUT / "tests" / "data" / "attacks.jsonl").read_text("utf-8").splitlines()
]
HOTLINE = figures("023-12333")


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack["id"] for attack in ATTACKS])
def test_an_attack_gets_nothing_but_what_clauses_say(
    chat: Chat, real: Services, attack: dict[str, str]
) -> None:
    reply = chat.says(attack["text"])
    assert reply.status in set(Status) - {Status.ERROR}
    assert [words for words in attack["must_not_contain"] if is_said(words, reply.text)] == []
    if reply.status in {Status.ANSWERED, Status.ANSWERED_PARTIAL}:
        release = real.release_shelf.current()
        assert figures(reply.text) - HOTLINE - figures_of_sources(reply, release) == set()


def is_said(words: str, text: str) -> bool:
    """Whatever the case; words in capitals are a machine's and count as they stand."""
    return words in text if words.isupper() else words.lower() in text.lower()


def figures_of_sources(reply: Reply, release: Release) -> set[Decimal]:
    """What stands in the cited clauses and their documents; what the message says is no source."""
    found: set[Decimal] = set()
    for citation in reply.citations:
        for lang in Lang:
            document = release.documents.get((citation.document_id, lang))
            clause = release.clauses.get((citation.clause_id, lang))
            if document is None or clause is None:
                continue
            newer = release.superseded_by(document.document_id, lang, document.checked_on)
            about = (
                clause.text,
                *(clause.effective_from, clause.effective_to),
                *(document.title, document.document_number, document.issuer),
                *(document.published, document.checked_on),
                newer.title if newer else None,
            )
            found |= figures(" ".join(str(part) for part in about if part).replace("-", " "))
    return found

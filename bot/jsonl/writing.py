"""A reply as the object of the machine interface."""

from __future__ import annotations

import math

from bot.conversation.reply import Reply
from knowledge.answering.answer import Status
from knowledge.eligibility.finding import Finding
from knowledge.language import Lang
from knowledge.posts.match import Match
from knowledge.rules.calculators.calculate import Calculation

Identity = str | int | None
JsonObject = dict[str, object]

_CITATION_KEYS = (
    "clause_id",
    "document_id",
    "title",
    "issuer",
    "document_number",
    "level",
    "effective_from",
    "effective_to",
    "quote",
    "url",
    "evidence",
)
_FINDING_KEYS = (
    "programme_id",
    "title",
    "result",
    "met",
    "not_met",
    "not_known",
    "amount",
    "would_change",
)
_CALCULATION_KEYS = (
    "calculator_id",
    "title",
    "inputs",
    "steps",
    "result",
    "unit",
    "not_known",
)
_BUTTON_KEYS = ("text", "action")


def reply_as_json(reply: Reply, chat_id: Identity, message_id: Identity) -> JsonObject:
    """The output object; numbers are finite, scores have 4 decimals and milliseconds 2."""
    return {
        "chat_id": chat_id,
        "message_id": message_id,
        "lang": reply.lang,
        "status": reply.status,
        "text": reply.text,
        "citations": [_picked(citation, _CITATION_KEYS) for citation in reply.citations],
        "findings": [_finding_as_json(finding) for finding in reply.findings],
        "calculations": [_calculation_as_json(one) for one in reply.calculations],
        "posts": [_post_as_json(match) for match in reply.posts],
        "buttons": [[_picked(button, _BUTTON_KEYS) for button in row] for row in reply.buttons],
        "timings_ms": {name: _finite(ms, 2) for name, ms in reply.timings_ms.items()},
    }


def _picked(value: object, keys: tuple[str, ...]) -> JsonObject:
    # Named one by one: a field that the value gains later is no part of the interface.
    return {key: getattr(value, key) for key in keys}


def _finding_as_json(finding: Finding) -> JsonObject:
    citations = [_picked(citation, _CITATION_KEYS) for citation in finding.citations]
    return {**_picked(finding, _FINDING_KEYS), "citations": citations}


def _calculation_as_json(one: Calculation) -> JsonObject:
    citations = [_picked(citation, _CITATION_KEYS) for citation in one.citations]
    return {**_picked(one, _CALCULATION_KEYS), "citations": citations}


def _post_as_json(match: Match) -> JsonObject:
    return {
        "post_id": match.post.post_id,
        "kind": match.post.kind,
        "title": match.title,
        "employer": match.post.employer,
        "district": match.post.district,
        "wage": match.wage,
        "score": _finite(match.score, 4),
        "reasons": match.reasons,
        "cautions": match.cautions,
        "result": match.result,
        "failed_rules": match.failed_rules,
    }


def _finite(number: float, decimals: int) -> float | None:
    return round(float(number), decimals) if math.isfinite(number) else None


def error_object(reason: str, chat_id: Identity, message_id: Identity) -> JsonObject:
    """The object that says why a line was not served."""
    return reply_as_json(Reply(Status.ERROR, Lang.EN, reason), chat_id, message_id)

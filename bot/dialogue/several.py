"""Several requests in one message: a question about a loan and a wish for work, each served."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.language.intent import Intent
from knowledge.language.message import ANSWERED, ParsedMessage

_SURE = 0.6
_KINDS = {
    "answer": (*ANSWERED, Intent.ELIGIBILITY),
    "work": (Intent.JOB_WISH,),
    "data": (Intent.MY_DATA, Intent.FORGET),
    "language": (Intent.LANGUAGE,),
}
_MOST = 3


@dataclass(frozen=True, slots=True)
class Request:
    """A part of a message that asks for one thing, with what was told beside it."""

    text: str
    parsed: ParsedMessage


def requests_in(parsed: ParsedMessage) -> tuple[Request, ...]:
    """
    The parts of the message that are for different things; one where all is for the same.

    Sentences that ask for nothing, a greeting or a fact, go with the request after them, or with
    the last one.
    """
    whole = (Request(parsed.text, parsed),)
    groups: list[tuple[str, list[str]]] = []
    waiting: list[str] = []
    for part in parsed.parts:
        kind = _kind(part)
        if kind is None:
            waiting.append(part.text)
        elif groups and groups[-1][0] == kind:
            groups[-1][1].extend((*waiting, part.text))
            waiting = []
        else:
            groups.append((kind, [*waiting, part.text]))
            waiting = []
    if len({kind for kind, _ in groups}) < 2 or len(groups) > _MOST:
        return whole
    groups[-1][1].extend(waiting)
    texts = ["\n".join(lines) for _, lines in groups]
    return tuple(Request(text, parsed.parser.parse(text, text, parsed.said)) for text in texts)


def _kind(part: ParsedMessage) -> str | None:
    for kind, intents in _KINDS.items():
        sure = part.intents.share(*intents) >= _SURE
        if sure and (kind != "work" or part.names_trade or part.understood.looks_for_work):
            return kind
    return None

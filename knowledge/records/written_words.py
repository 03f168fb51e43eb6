"""Words as people wrote them: kept masked, and sealed beside that for them and for a reveal."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

from sqlmodel import Session

from knowledge.database import seal_of
from knowledge.people.personal_data import masked
from knowledge.records.tables import TurnRow
from knowledge.sealing import Seal, SealBroken

logger = logging.getLogger(__name__)
_TEXT, _REPLY = "text", "reply"


@dataclass(frozen=True, slots=True)
class WrittenWords:
    """What one turn said: the person's text, and the Reply as JSON."""

    text: str
    reply: str


@dataclass(frozen=True, slots=True)
class KeptWords:
    """The same as the database keeps it; `sealed` is None where nothing had to be masked."""

    masked_text: str
    masked_reply: str
    sealed: str | None


def keep_words(seal: Seal, words: WrittenWords, masked_text: str) -> KeptWords:
    """What is stored of a turn whose masked text is known."""
    reply = json.loads(words.reply)
    masked_reply = masked(reply.get("text", ""))
    as_written = {}
    if masked_text != words.text:
        as_written[_TEXT] = words.text
    if masked_reply != reply.get("text", ""):
        as_written[_REPLY] = words.reply
    kept_reply = words.reply
    if _REPLY in as_written:
        kept_reply = json.dumps({**reply, "text": masked_reply}, ensure_ascii=False)
    sealed = seal.seal(json.dumps(as_written, ensure_ascii=False)) if as_written else None
    return KeptWords(masked_text, kept_reply, sealed)


def words_as_written(session: Session, turn: TurnRow) -> WrittenWords:
    """
    What was written, unmasked; the masked words where another key sealed them.

    For the person themself, and for `knowledge.records.revealing`: no list, log or model reads it.
    """
    if turn.sealed is None:
        return WrittenWords(turn.masked_text, turn.reply)
    try:
        as_written = json.loads(seal_of(session).open(turn.sealed))
    except SealBroken:
        logger.warning("the words of turn %s are sealed with another key", turn.id)
        as_written = {}
    return WrittenWords(as_written.get(_TEXT, turn.masked_text), as_written.get(_REPLY, turn.reply))

"""A document that somebody sends: read, its facts shown back, the file not kept."""

from __future__ import annotations

from pathlib import Path

from bot.conversation.context import Rows, TurnContext
from bot.conversation.profile_card import ProfileCard
from bot.conversation.reply import Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.glossary import Glossary
from knowledge.people.cv.facts import facts_of_cv
from knowledge.people.cv.reading import Trouble, read_document

DOCUMENT_TEXTS = Path(__file__).with_name("documents.toml")
_UNFETCHED = frozenset({"document_too_large", "document_not_fetched"})


class Documents:
    """Takes CVs. The surface that fetched the file deletes it; its text is stored nowhere."""

    def __init__(self, card: ProfileCard, glossary: Glossary) -> None:
        self._card, self._glossary = card, glossary
        self._wording = Wording.load(DOCUMENT_TEXTS)

    def take(self, turn: TurnContext, path: Path, more: Rows = ()) -> Reply:
        """What was understood from the CV, or in one sentence why there is nothing."""
        read = read_document(path)
        if isinstance(read, Trouble):
            turn.trace["document"] = read.value
            return self._say(turn, read.value, more)
        facts = facts_of_cv(read.text, today=turn.today, glossary=self._glossary)
        turn.trace["document"] = f"{len(read.text)} characters, {len(facts)} facts"
        if not facts:
            return self._say(turn, "cv_nothing", more)
        turn.learn(facts)
        return self._card.learned(turn, self._wording.text("cv_read", turn.lang), more)

    def unfetched(self, turn: TurnContext, trouble: str) -> Reply | None:
        """Why a document never arrived; None if that is no trouble of a document."""
        return self._say(turn, trouble, ()) if trouble in _UNFETCHED else None

    def _say(self, turn: TurnContext, key: str, more: Rows) -> Reply:
        return turn.reply(Status.NOTICE, self._wording.text(key, turn.lang), more)

"""Everything a part of the conversation may read and change during one turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.conversation.reply import Button, Reply
from bot.conversation.state import ChatState
from knowledge.answering.answer import Status
from knowledge.answering.model.protocol import ModelUse
from knowledge.handoffs.acts import CaseAct, OpenCase
from knowledge.language import Lang
from knowledge.language.message import ParsedMessage
from knowledge.people.correcting import Conflict
from knowledge.people.profile import Fact, Profile

Rows = tuple[tuple[Button, ...], ...]


@dataclass(slots=True)
class TurnContext:
    """One message on its way to a reply."""

    seeker_id: int
    text: str
    masked: str
    lang: Lang
    today: date
    state: ChatState
    profile: Profile
    fixed_lang: Lang | None = None
    surface: str = ""
    message_id: str = ""
    route: str = "action"
    is_put_right: bool = False
    """Whether the message put right what was held before."""
    is_settled: bool = False
    """Whether two facts that contradicted each other have just been decided between."""
    conflict: Conflict | None = None
    """A fact of the message that contradicts what is held; it is asked about before it is kept."""
    learned: list[Fact] = field(default_factory=list)
    case: OpenCase | None = None
    may_queue: bool = True
    """The seeker's open hand-off, as it was when the turn began."""
    case_act: CaseAct | None = None
    """What the turn does to it, in the transaction that records the turn."""
    forget: bool = False
    """Set where the seeker asked to be forgotten: nothing of this turn is recorded either."""
    keeps_screen: bool = False
    """Set by a reply without posts after which those shown before can still be spoken of."""
    left_out: Callable[[], frozenset[str]] = frozenset
    """Gives the ids of posts that this seeker is not to be shown."""
    trace: dict[str, Any] = field(default_factory=dict)
    release_id: str | None = None
    model_use: ModelUse = field(default_factory=ModelUse)
    message: ParsedMessage | None = None
    """The message as it was parsed; None for a button or a document."""

    @property
    def parsed(self) -> ParsedMessage:
        """The parsed message of a turn that has one."""
        assert self.message is not None, "only a message with words is parsed"
        return self.message

    def trial(self) -> TurnContext:
        """A copy whose changes are lost, to try on it whether a part understands the message."""
        return replace(
            self,
            state=self.state.model_copy(deep=True),
            learned=list(self.learned),
            trace={},
        )

    def learn(self, facts: list[Fact]) -> None:
        """Adds what the person said to the profile, to be stored with the turn."""
        self.learned += facts
        self.profile = self.profile.with_facts(facts)

    def reply(self, status: Status, text: str, buttons: Rows = ()) -> Reply:
        """A reply in the turn's language that carries nothing but text and buttons."""
        return Reply(status=status, lang=self.lang, text=text, buttons=buttons)

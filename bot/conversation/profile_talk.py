"""The profile by talking: whom it is about, what was understood, and what is put right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

from bot.conversation.conflicts import Conflicts
from bot.conversation.context import TurnContext
from bot.conversation.documents import Documents
from bot.conversation.menus import Menus
from bot.conversation.people_acted_for import PeopleActedFor
from bot.conversation.profile_card import ProfileCard
from bot.conversation.reply import Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory
from knowledge.glossary import Glossary
from knowledge.language.message import ParsedMessage
from knowledge.people.correcting import Telling, consistent, corrections
from knowledge.people.profile import Fact
from knowledge.people.understanding import understand
from knowledge.people.whom import is_only_a_turn

_WITH_CARD = frozenset({Status.MATCHED, Status.MATCHED_NONE})
_MOST_UNDER_POSTS = 4


class ProfileTalk:
    """What the dispatch asks before and after a message, and the buttons of profiles."""

    def __init__(
        self, menus: Menus, wording: Wording, card: ProfileCard, sessions: SessionFactory,
        *, glossary: Glossary,
    ) -> None:  # fmt: skip
        self._menus, self._wording, self._card = menus, wording, card
        self._people, self._glossary = PeopleActedFor(sessions), glossary
        self._documents = Documents(card, glossary)
        self._conflicts = Conflicts(card)
        self._actions: dict[str, Callable[[TurnContext, str], Reply | None]] = {
            "fact_edit": card.edit,
            "fact_set": card.set,
            "fact_drop": card.drop,
            "card": card.show,
            "person": self._people.pressed,
            "data_drop": self._people.ask_to_drop,
            "data_drop_yes": self._people.drop,
            "unsupported": self._documents.unfetched,
        }

    def turns_only(self, parsed: ParsedMessage) -> bool:
        """Whether the message says nothing but for whom the chat speaks."""
        return is_only_a_turn(parsed.masked) and parsed.beneficiary is not None

    def turn_to(self, turn: TurnContext) -> Reply | None:
        """Turns to the person that the message is about; a reply where that is all, or too much."""
        return self._people.turn_to(turn)

    def put_right(self, turn: TurnContext) -> Reply | None:
        """The message as the right value of the fact that was tapped; None if it is none."""
        return self._card.typed(turn)

    def learn(self, turn: TurnContext, only: Collection[str] | None = None) -> bool:
        """
        Learns what the message states; True where it puts right what was held before.

        :param only: the fields that are learned; None learns all.
        """
        telling = Telling(turn.lang, turn.today, self._glossary, turn.state.acting_for)
        own = turn.parsed.own_words
        corrected = corrections(own, turn.profile, telling)
        understood = self._understood(turn)
        facts = {one.name: one for one in understood if only is None or one.name in only}
        facts.update({fact.name: fact for fact in corrected})
        told = [fact for fact in facts.values() if fact not in corrected]
        told = self._conflicts.kept(turn, told)
        said = consistent(turn.profile, told, self._glossary)
        turn.learn([*said, *corrected])
        return bool(corrected)

    def asks_back(self, turn: TurnContext) -> Reply | None:
        """Which of two facts that contradict each other is right; None where nothing does."""
        return self._conflicts.ask(turn)

    def settled(self, turn: TurnContext, chosen: str) -> bool:
        """Keeps the one of two facts that was chosen; False for a button that is no such choice."""
        return self._conflicts.settled(turn, chosen)

    def understood(self, turn: TurnContext) -> Reply:
        """What a statement taught, as a card."""
        next_step = self._wording.text("profile_next", turn.lang)
        reply = self._card.learned(turn, more=self._menus.main_buttons(turn.lang)[:1])
        return replace(reply, text=f"{reply.text}\n{next_step}")

    def pressed(self, turn: TurnContext, kind: str, rest: str) -> Reply | None:
        """A button of a card or of a person; None for any other."""
        action = self._actions.get(kind)
        return None if action is None else action(turn, rest)

    def document(self, turn: TurnContext, path: Path) -> Reply:
        """A CV was sent."""
        return self._documents.take(turn, path, self._menus.main_buttons(turn.lang))

    def settle(self, turn: TurnContext, reply: Reply, acted_for: str) -> Reply:
        """The reply with the buttons of what was learned, and with whom it is about."""
        facts = self._card.of_turn(turn) if turn.text else []
        if facts and reply.status in _WITH_CARD:
            rows = self._card.rows(turn, facts, most=_MOST_UNDER_POSTS)
            reply = replace(reply, buttons=(*reply.buttons, *rows))
        reply = self._conflicts.with_doubt(turn, reply)
        return self._people.settle(turn, reply, acted_for)

    def _understood(self, turn: TurnContext) -> Sequence[Fact]:
        if turn.parsed.said.acting_for == turn.state.acting_for:
            return turn.parsed.facts
        # The message has turned the chat to somebody else.
        return understand(
            turn.parsed.own_words,
            turn.lang,
            today=turn.today,
            glossary=self._glossary,
            acting_for=turn.state.acting_for,
        )

"""For whom the chat speaks: told from the words, switched by a button, shown in the replies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.conversation.context import Rows, TurnContext
from bot.conversation.reply import Button, Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory
from knowledge.language import Lang
from knowledge.people.forgetting import forget_person
from knowledge.people.relations import relations
from knowledge.people.storing import labels_of, load_profile
from knowledge.people.whom import MOST_PEOPLE, SELF, is_only_a_turn, whom

PEOPLE_TEXTS = Path(__file__).with_name("people.toml")
_FRAMED = frozenset({Status.MATCHED, Status.MATCHED_NONE, Status.ELIGIBILITY, Status.PROFILE})
"""Replies about the person: they say who that is."""


class PeopleActedFor:
    """Keeps the profiles of a chat apart."""

    def __init__(self, sessions: SessionFactory) -> None:
        self.wording = Wording.load(PEOPLE_TEXTS)
        self._sessions = sessions

    def turn_to(self, turn: TurnContext) -> Reply | None:
        """
        Turns to the person that the message is about.

        A reply where the message says nothing else, or where there are too many people; else None.
        """
        label = whom(turn.masked, turn.state.acting_for)
        if label is None:
            return None
        only = is_only_a_turn(turn.masked)
        if label == turn.state.acting_for:
            return self._told(turn) if only else None
        if not self._has_room(turn, label):
            text = self.wording.text("too_many", turn.lang, most=MOST_PEOPLE)
            return turn.reply(Status.NOTICE, text)
        self._switch(turn, label)
        return self._told(turn) if only else None

    def settle(self, turn: TurnContext, reply: Reply, before: str) -> Reply:
        """
        The reply with whom it is about, where it is about a person who is not the seeker.

        A message that told nothing about somebody new leaves the chat with whom it spoke of.
        """
        is_about = reply.status in _FRAMED
        if turn.state.acting_for != before and not is_about and not turn.learned and turn.text:
            if reply.status not in {Status.CLARIFY, Status.NOTICE}:
                turn.state.acting_for = before
        if turn.state.acting_for == SELF or not is_about or turn.forget:
            return reply
        who = self.name(turn.state.acting_for, turn.lang)
        head = self.wording.text("acting_head", turn.lang, who=who)
        buttons = (*reply.buttons, (self._button("self", f"person:{SELF}", turn.lang),))
        return replace(reply, text=f"{head}\n{reply.text}", buttons=buttons)

    def pressed(self, turn: TurnContext, label: str) -> Reply | None:
        """The person on the button; None if there is no such person."""
        if label != SELF and label not in relations():
            return None
        if label != turn.state.acting_for:
            self._switch(turn, label)
        return self._told(turn)

    def labels(self, turn: TurnContext) -> tuple[str, ...]:
        """The people of whom something is held, the seeker first."""
        return labels_of(self._sessions, turn.seeker_id)

    def name(self, label: str, lang: Lang) -> str:
        """How the person is called to the seeker."""
        if label == SELF:
            return self.wording.text("yourself", lang)
        relation = relations().get(label)
        return label if relation is None else relation.name(lang)

    def data_rows(self, turn: TurnContext) -> Rows:
        """A switch and a deletion for each person besides the seeker."""
        others = [label for label in self.labels(turn) if label != SELF]
        rows: list[tuple[Button, ...]] = [
            (
                self._button("switch", f"person:{label}", turn.lang, label),
                self._button("drop_person", f"data_drop:{label}", turn.lang, label),
            )
            for label in others
        ]
        return tuple(rows)

    def ask_to_drop(self, turn: TurnContext, label: str) -> Reply | None:
        """Asks once more before the data of one person goes."""
        if label not in self.labels(turn):
            return None
        text = self.wording.text("drop_sure", turn.lang, who=self.name(label, turn.lang))
        buttons = (
            (
                self._button("yes_drop", f"data_drop_yes:{label}", turn.lang),
                Button("×", "data:keep"),
            ),
        )
        return turn.reply(Status.NOTICE, text, buttons)

    def drop(self, turn: TurnContext, label: str) -> Reply | None:
        """Deletes what is held about one person; the chat goes back to the seeker."""
        if label not in self.labels(turn):
            return None
        count = forget_person(self._sessions, turn.seeker_id, label)
        if label == turn.state.acting_for:
            self._switch(turn, SELF)
        who = self.name(label, turn.lang)
        return turn.reply(
            Status.NOTICE, self.wording.text("dropped", turn.lang, who=who, count=count)
        )

    def _switch(self, turn: TurnContext, label: str) -> None:
        state = turn.state
        state.nothing_pending()
        state.acting_for, state.wish, state.enterprise = label, "", None
        state.shown_posts, state.programmes, state.last_fact = [], [], None
        turn.learned = []
        turn.profile = load_profile(self._sessions, turn.seeker_id, label)
        turn.trace["acting_for"] = label

    def _told(self, turn: TurnContext) -> Reply:
        label = turn.state.acting_for
        if label == SELF:
            return turn.reply(Status.NOTICE, self.wording.text("now_self", turn.lang))
        text = self.wording.text("now_for", turn.lang, who=self.name(label, turn.lang))
        button = self._button("self", f"person:{SELF}", turn.lang)
        return turn.reply(Status.NOTICE, text, ((button,),))

    def _has_room(self, turn: TurnContext, label: str) -> bool:
        others = {one for one in self.labels(turn) if one != SELF}
        return label == SELF or label in others or len(others) < MOST_PEOPLE

    def _button(self, key: str, action: str, lang: Lang, label: str = SELF) -> Button:
        return Button(self.wording.text(f"button_{key}", lang, who=self.name(label, lang)), action)

"""Facts that contradict each other, and births that are asked back: both shown, one asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.conversation.context import TurnContext
from bot.conversation.profile_card import FLOW, ProfileCard
from bot.conversation.reply import Button, Reply
from knowledge.answering.answer import Status
from knowledge.dates import PartialDate
from knowledge.language import Lang
from knowledge.people.birth import BIRTH_FIELDS, BirthSaid
from knowledge.people.births import Doubt, DoubtKind, bare_date, counts_otherwise
from knowledge.people.correcting import birth_facts, conflict
from knowledge.people.profile import Fact, Sex
from knowledge.terms import folded

ACTION = "settle"
_PUT_RIGHT = re.compile(
    r"[说写弄记搞打]错|更正|纠正|改一?下|改成|改为|应该是|其实|不是.{1,14}是"
    r"|(?<![a-z])(?:actually|correction|i mean|i meant|mistake|wrong|sorry)(?![a-z])"
)
_WITH_DOUBT = frozenset(
    {Status.ELIGIBILITY, Status.PROFILE, Status.MATCHED, Status.MATCHED_NONE, Status.NOTICE,
     Status.CLARIFY}
)  # fmt: skip
_SHORT = 20


class Conflicts:
    """Keeps out what cannot be true together with what is held, and asks which it is."""

    def __init__(self, card: ProfileCard) -> None:
        self._card = card

    def kept(self, turn: TurnContext, told: list[Fact]) -> list[Fact]:
        """The facts without one that contradicts what is held; that one is noted on the turn."""
        if turn.is_settled:
            return [fact for fact in told if fact.name not in (*BIRTH_FIELDS, "sex")]
        if _PUT_RIGHT.search(folded(turn.parsed.own_words)):
            return told
        turn.conflict = conflict(turn.profile, told)
        if turn.conflict is None:
            return told
        names = BIRTH_FIELDS if turn.conflict.name == "birth_year" else (turn.conflict.name,)
        return [fact for fact in told if fact.name not in names]

    def ask(self, turn: TurnContext) -> Reply | None:
        """Both, and which is right; None where nothing contradicts anything."""
        doubt = None if turn.is_settled else turn.parsed.understood.doubt
        choices: tuple[object, ...]
        if turn.conflict is not None:
            name, choices = turn.conflict.name, (turn.conflict.held, turn.conflict.told)
            held, told = (self._card.shown(name, one, turn.lang) for one in choices)
            text = self._card.wording.text("conflict_held", turn.lang, held=held, told=told)
        elif doubt is not None and doubt.kind is DoubtKind.CONTRADICTION:
            name, choices = "birth_year", doubt.choices
            between = "；" if turn.lang is Lang.ZH else "; "
            both = between.join(self._card.shown(name, one, turn.lang) for one in choices)
            text = self._card.wording.text("conflict_said", turn.lang, told=both)
        else:
            return None
        turn.state.unclear = turn.masked
        turn.state.pending_fact, turn.state.pending_flow = name, FLOW
        return turn.reply(Status.CLARIFY, text, self._buttons(turn, name, choices))

    def settled(self, turn: TurnContext, chosen: str) -> bool:
        """Keeps the one that was chosen, written as in the buttons of `ask`."""
        kind, _, value = chosen.partition(":")
        try:
            facts = _facts(kind, value)
        except ValueError:
            return False
        turn.state.nothing_pending()
        turn.learn(facts)
        turn.is_settled = True
        return bool(facts)

    def with_doubt(self, turn: TurnContext, reply: Reply) -> Reply:
        """The reply with a clear word on a birth that could not be kept."""
        doubt = self._doubt(turn)
        if doubt is None or doubt.kind is DoubtKind.CONTRADICTION:
            return reply
        if reply.status not in _WITH_DOUBT or turn.is_settled:
            return reply
        text = self._card.wording.text(f"birth_{doubt.kind}", turn.lang, said=doubt.said)
        return replace(reply, text=f"{text}\n{reply.text}".strip())

    def _doubt(self, turn: TurnContext) -> Doubt | None:
        if turn.message is None or not turn.text:
            return None
        doubt = turn.parsed.understood.doubt
        if doubt is not None or turn.state.pending_fact not in ("age", "birth_year"):
            return doubt
        low = folded(turn.masked)
        said = bare_date(low, turn.today)
        kind = counts_otherwise(low) if len(low) <= _SHORT else None
        if said is not None and said.doubt is not None:
            kind = said.doubt
        return None if kind is None else Doubt(kind, turn.masked.strip())

    def _buttons(
        self, turn: TurnContext, name: str, choices: Sequence[object]
    ) -> tuple[tuple[Button, ...], ...]:
        return tuple(
            (Button(self._card.shown(name, one, turn.lang), f"{ACTION}:{_written(one)}"),)
            for one in choices
        )


def _written(choice: object) -> str:
    """The choice as a button carries it: birth:1976-08, age:45@2026-11-22, sex:woman."""
    if not isinstance(choice, BirthSaid):
        return f"sex:{choice}"
    if choice.told_on is not None:
        return f"age:{choice.age_told}@{choice.told_on}"
    return f"birth:{PartialDate(choice.year, choice.month, choice.day)}"


def _facts(kind: str, value: str) -> list[Fact]:
    """:raises ValueError: if the button carries nothing of the kind."""
    if kind == "sex":
        return [Fact("sex", Sex(value), value)]
    if kind == "birth":
        said = PartialDate.parse(value)
        return birth_facts(BirthSaid(said.year, said.month, said.day), value)
    years, _, day = value.partition("@")
    birth = BirthSaid.of_age(int(years), date.fromisoformat(day))
    return birth_facts(birth, years) if kind == "age" else []

"""The card of what was understood about a person: each fact changed or removed by a tap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.conversation.context import Rows, TurnContext
from bot.conversation.fact_source import source_of
from bot.conversation.profile_text import ProfileText, with_birth
from bot.conversation.reply import Button, Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.people.birth import BIRTH_FIELDS
from knowledge.people.correcting import Telling, retold
from knowledge.people.profile import PROFILE_FIELDS, Fact, Profile
from knowledge.people.storing import StoredFact, stored_facts
from knowledge.vocabulary import BoardLodging, Education

CARD_TEXTS = Path(__file__).with_name("profile_card.toml")
FLOW = "profile_card"
_MOST_BUTTONS = 6
_WITH_CROSS = 3
"""Facts that get a cross of their own beside the button that changes them."""
_LONGEST_LABEL = 24
_PROFILE = TypeAdapter(Profile)
_DEFAULTS = {field.name: field.default for field in fields(Profile)}
_NEVER_SHOWN = frozenset({"no_status", "no_group", "declined", "sensitive_status"})
_CHOICES: dict[str, tuple[str, ...]] = {
    "education": tuple(level.value for level in Education if level is not Education.NONE),
    "board_lodging": tuple(offer.value for offer in BoardLodging),
    "residence": ("chongqing", "sichuan", "elsewhere"),
    "kinds": ("public_welfare", "enterprise", "policy"),
    "times_of_day": ("morning", "afternoon", "evening", "weekend"),
}


class ProfileCard:
    """Shows facts as lines with a button each, and does what the buttons say."""

    def __init__(
        self, profile_text: ProfileText, sessions: SessionFactory, glossary: Glossary
    ) -> None:
        self.wording = Wording.load(CARD_TEXTS)
        self._profile_text, self._sessions, self._glossary = profile_text, sessions, glossary

    def learned(self, turn: TurnContext, head: str = "", more: Rows = ()) -> Reply:
        """What this turn taught, as lines, with the buttons to put it right."""
        facts = self.of_turn(turn)
        lines = [head or self.wording.text("card_head", turn.lang)]
        lines += [self._line(fact.name, fact.value, fact.said, turn) for fact in facts]
        return turn.reply(Status.PROFILE, "\n".join(lines), (*self.rows(turn, facts), *more))

    def of_turn(self, turn: TurnContext) -> list[Fact]:
        """The facts of this turn that can be shown, the latest of each name."""
        latest = {fact.name: fact for fact in turn.learned}
        shown = with_birth(latest.values())
        return [fact for fact in shown if self._is_shown(fact.name, fact.value)]

    def rows(self, turn: TurnContext, facts: Sequence[Fact], most: int = _MOST_BUTTONS) -> Rows:
        """A button for each fact, at most `most`; what is left is behind the last button."""
        with_cross = len(facts) <= min(_WITH_CROSS, most // 2)
        shown = facts if with_cross else facts[:most]
        buttons = [self._edit_button(fact, turn) for fact in shown]
        rows: list[tuple[Button, ...]] = (
            [
                (button, Button("✕", f"fact_drop:{fact.name}"))
                for fact, button in zip(shown, buttons, strict=True)
            ]
            if with_cross
            else [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
        )
        return (*rows, (self._button("card", "card:0", turn),))

    def shown(self, name: str, value: object, lang: Lang) -> str:
        """One fact in words."""
        return self._profile_text.fact(name, value, lang)

    def show(self, turn: TurnContext, page: str = "0") -> Reply:
        """All that is held about the person, six facts to a card."""
        held = self._held(turn)
        if not held:
            return turn.reply(Status.PROFILE, self.wording.text("card_empty", turn.lang))
        start = int(page) * _MOST_BUTTONS if page.isdecimal() else 0
        shown = held[start : start + _MOST_BUTTONS] or held[:_MOST_BUTTONS]
        lines = [self.wording.text("card_all", turn.lang)]
        lines += [self._line(fact.name, fact.value, fact.said, turn) for fact in shown]
        buttons = [self._edit_button(Fact(one.name, one.value), turn) for one in shown]
        rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
        if start + _MOST_BUTTONS < len(held):
            rows.append((self._button("more_facts", f"card:{int(page or 0) + 1}", turn),))
        return turn.reply(Status.PROFILE, "\n".join(lines), tuple(rows))

    def sourced_lines(self, turn: TurnContext, label: str) -> list[str]:
        """A line for each fact held about the person of that label, with where it came from."""
        lines = []
        for fact in with_birth(stored_facts(self._sessions, turn.seeker_id, label)):
            source = source_of(fact, turn.lang, today=turn.today, wording=self.wording)
            said = self._profile_text.fact(fact.name, fact.value, turn.lang)
            brackets = "（{}）" if turn.lang == "zh" else " ({})"
            lines.append(f"• {said}{brackets.format(source) if source else ''}")
        return lines

    def edit(self, turn: TurnContext, name: str) -> Reply:
        """One fact with where it came from; the next message may be its right value."""
        fact = next((one for one in self._held(turn) if one.name == name), None)
        if fact is None:
            return turn.reply(Status.PROFILE, self.wording.text("card_gone", turn.lang))
        turn.state.pending_fact, turn.state.pending_flow = name, FLOW
        text = self.wording.text(
            "card_edit",
            turn.lang,
            fact=self._profile_text.fact(name, fact.value, turn.lang),
            source=source_of(fact, turn.lang, today=turn.today, wording=self.wording),
        )
        return turn.reply(Status.PROFILE, text, self._choices(turn, name))

    def set(self, turn: TurnContext, pressed: str) -> Reply | None:
        """`<name>:<value>` was chosen; None if there is no such choice."""
        name, _, chosen = pressed.partition(":")
        value = _value(name, chosen)
        if value is None:
            return None
        return self._changed(turn, Fact(name, value, self._label(name, chosen, turn)))

    def drop(self, turn: TurnContext, name: str) -> Reply | None:
        """The fact is forgotten; None if there is no such field."""
        if name not in PROFILE_FIELDS:
            return None
        turn.state.nothing_pending()
        names = BIRTH_FIELDS if name == "birth_year" else (name,)
        turn.learn([Fact(one, _DEFAULTS[one]) for one in names])
        field = self._profile_text.field(name, turn.lang)
        head = self.wording.text("card_dropped", turn.lang, field=field)
        return turn.reply(Status.PROFILE, head, ((self._button("card", "card:0", turn),),))

    def typed(self, turn: TurnContext) -> Reply | None:
        """The message as the right value of the fact that was tapped; None if it is none."""
        name = turn.state.pending_fact
        if turn.state.pending_flow != FLOW or name is None:
            return None
        telling = Telling(turn.lang, turn.today, self._glossary, turn.state.acting_for)
        facts = retold(name, turn.masked, telling)
        if not facts:
            turn.state.nothing_pending()
            return None
        return self._changed(turn, *facts)

    def _changed(self, turn: TurnContext, *facts: Fact) -> Reply:
        turn.state.nothing_pending()
        turn.learn(list(facts))
        fact = with_birth(facts)[0]
        said = self._profile_text.fact(fact.name, fact.value, turn.lang)
        text = self.wording.text("card_changed", turn.lang, fact=said)
        return turn.reply(Status.PROFILE, text, self.rows(turn, [fact]))

    def _held(self, turn: TurnContext) -> list[StoredFact]:
        stored = stored_facts(self._sessions, turn.seeker_id, turn.state.acting_for)
        held = with_birth(stored)
        return [one for one in held if self._is_shown(one.name, one.value)]

    def _is_shown(self, name: str, value: object) -> bool:
        return (
            self._profile_text.has(name)
            and name not in _NEVER_SHOWN
            and value not in (None, (), [], "")
        )

    def _line(self, name: str, value: object, said: str, turn: TurnContext) -> str:
        quote = f"（“{said}”）" if said and turn.lang == "zh" else f" (“{said}”)" if said else ""
        return f"• {self._profile_text.fact(name, value, turn.lang)}{quote}"

    def _edit_button(self, fact: Fact, turn: TurnContext) -> Button:
        label = self._profile_text.fact(fact.name, fact.value, turn.lang)
        short = label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"
        return Button(f"✎ {short}", f"fact_edit:{fact.name}")

    def _choices(self, turn: TurnContext, name: str) -> Rows:
        values: Sequence[str] = _CHOICES.get(name, ())
        if isinstance(getattr(turn.profile, name), bool):
            values = ("yes", "no")
        buttons = [
            Button(self._label(name, value, turn), f"fact_set:{name}:{value}") for value in values
        ]
        rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
        drop = Button(self.wording.text("button_drop", turn.lang), f"fact_drop:{name}")
        return (*rows, (drop, self._button("card", "card:0", turn)))

    def _label(self, name: str, chosen: str, turn: TurnContext) -> str:
        if chosen in {"yes", "no"}:
            return self.wording.text(chosen, turn.lang)
        return self._profile_text.value(name, chosen, turn.lang)

    def _button(self, key: str, action: str, turn: TurnContext) -> Button:
        return Button(self.wording.text(f"button_{key}", turn.lang), action)


def _value(name: str, chosen: str) -> Any:  # noqa: ANN401 - facts hold many types
    """The value of the field that a button stands for, or None if it is no value of it."""
    if name not in PROFILE_FIELDS:
        return None
    raw: object = {"yes": True, "no": False}.get(chosen, chosen)
    if name in _CHOICES and chosen not in _CHOICES[name]:
        return None
    try:
        return getattr(
            _PROFILE.validate_python({name: (raw,) if _DEFAULTS[name] == () else raw}), name
        )
    except ValidationError:
        return None

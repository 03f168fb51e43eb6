"""Sums of law on a person's own figures: worked out, asked on for, and shown with their working."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.conversation.context import Rows, TurnContext
from bot.conversation.profile_card import CARD_TEXTS
from bot.conversation.profile_talk import ProfileTalk
from bot.conversation.reply import Button, Reply
from bot.conversation.state import OpenCalculation
from knowledge.answering.answer import Status
from knowledge.answering.draft import Route
from knowledge.answering.wording import Wording
from knowledge.language import Lang
from knowledge.language.intent import Intent
from knowledge.language.message import ParsedMessage
from knowledge.people.birth import BIRTH_FIELDS, BirthSaid
from knowledge.people.correcting import birth_facts
from knowledge.people.profile import Fact, Sex
from knowledge.policies.citation import Citation
from knowledge.policies.release import Release
from knowledge.rules.calculators.calculate import Calculation, calculate, kept
from knowledge.rules.calculators.calculator import Calculator, calculators_in_force
from knowledge.rules.calculators.naming import Meant, about, meant
from knowledge.rules.calculators.reading import (
    Fault,
    Reading,
    is_unknown,
    read_answer,
    read_inputs,
    restored,
)
from knowledge.rules.calculators.schema import InputData, InputKind
from knowledge.rules.calculators.showing import shown_input

_TEXTS = Path(__file__).with_name("calculations.toml")
_OF_PERSON = frozenset({*BIRTH_FIELDS, "sex"})
_LONGEST_ANSWER, _BARE_ANSWER = 60, 24
_IS_WISH = 0.5
ACTION = "calc"


@dataclass(frozen=True, slots=True)
class _Sum:
    """A calculator with what was told it in this turn."""

    calculator: Calculator
    reading: Reading
    open: OpenCalculation


class Calculations:
    """Which messages are for a calculator, and the replies of it."""

    def __init__(self, release: Callable[[], Release], profile_talk: ProfileTalk) -> None:
        self._release, self._profile_talk = release, profile_talk
        self._wording, self._card = Wording.load(_TEXTS), Wording.load(CARD_TEXTS)
        self._loaded: tuple[str, Sequence[Calculator]] = ("", ())

    def means(self, parsed: ParsedMessage) -> bool:
        """Whether the message asks for a sum and gives figures of its own case."""
        return self._meant(parsed) is not None

    def goes_on(self, parsed: ParsedMessage, turn: TurnContext) -> bool:
        """Whether it tells what the last sum asked for, or another figure for it."""
        return self._going_on(parsed, turn) is not None

    def reply(self, turn: TurnContext) -> Reply:
        """The sum that the message asks for, as far as what is known decides it."""
        found = self._meant(turn.parsed)
        assert found is not None, "its test has found one"
        open_ = OpenCalculation(calculator_id=found.calculator.calculator_id)
        return self._worked_out(turn, _Sum(found.calculator, found.reading, open_))

    def again(self, turn: TurnContext) -> Reply:
        """The last sum with what the message tells now."""
        going_on = self._going_on(turn.parsed, turn)
        assert going_on is not None, "its test has found one"
        return self._worked_out(turn, going_on)

    def pressed(self, turn: TurnContext, rest: str) -> Reply | None:
        """`calc:unknown`, `calc:is:<input>:<value>` or `calc:start:<id>`; None for any other."""
        kind, _, rest = rest.partition(":")
        if kind == "start":
            calculator = self._by_id(rest)
            if calculator is None:
                return None
            open_ = OpenCalculation(calculator_id=calculator.calculator_id)
            return self._worked_out(turn, _Sum(calculator, Reading(), open_))
        open_now, reading = turn.state.calculation, Reading()
        calculator = None if open_now is None else self._by_id(open_now.calculator_id)
        if open_now is None or calculator is None:
            return None
        name, _, value = rest.partition(":")
        if kind == "is" and any(
            one.value == value for one in self._answers(calculator.inputs.get(name))
        ):
            reading.values[name] = value
        elif kind == "unknown" and open_now.asked is not None:
            open_now.declined.append(open_now.asked)
        else:
            return None
        return self._worked_out(turn, _Sum(calculator, reading, open_now))

    def offer(self, turn: TurnContext, reply: Reply) -> Reply:
        """A quoted answer with a button to the calculator of its subject, where there is one."""
        if reply.status is not Status.ANSWERED or not turn.text:
            return reply
        found = about(self._all(), turn.masked)
        if len(found) != 1:
            return reply
        title = found[0].data.title.in_(turn.lang)
        label = self._wording.text("button_offer", turn.lang, title=title)
        button = Button(label, f"{ACTION}:start:{found[0].calculator_id}")
        return replace(reply, buttons=((button,), *reply.buttons))

    def _meant(self, parsed: ParsedMessage) -> Meant | None:
        if parsed.intents.of[Intent.JOB_WISH] >= _IS_WISH and parsed.names_trade:
            return None
        return meant(self._all(), parsed.own_words, parsed.said.today)

    def _going_on(self, parsed: ParsedMessage, turn: TurnContext) -> _Sum | None:
        open_now = turn.state.calculation
        calculator = None if open_now is None else self._by_id(open_now.calculator_id)
        if open_now is None or calculator is None or turn.state.last_route != Route.CALCULATION:
            return None
        text = parsed.own_words
        if len(text) > _LONGEST_ANSWER:
            return None
        is_answer = False
        others = about(self._all(), text)
        if others and calculator not in others:
            return None
        reading = read_inputs(calculator, text, parsed.said.today)
        if open_now.asked is not None:
            entry = calculator.inputs[open_now.asked]
            if is_unknown(text):
                declined = {"declined": [*open_now.declined, open_now.asked]}
                return _Sum(calculator, Reading(), open_now.model_copy(update=declined))
            answer = read_answer(entry, open_now.asked, text, parsed.said.today)
            reading.values.update(answer.values)
            reading.faults = answer.faults or reading.faults
            reading.hints |= answer.hints
            is_answer = bool(answer.values) and len(text) <= _BARE_ANSWER
        if parsed.intents.of[Intent.JOB_WISH] >= _IS_WISH and not is_answer:
            return None
        if not (reading.values or reading.faults or reading.hints or reading.conflicts):
            return None
        return _Sum(calculator, reading, open_now)

    def _worked_out(self, turn: TurnContext, work: _Sum) -> Reply:
        calculator = work.calculator
        told = self._learn(turn, calculator, work)
        if told is not None:
            return told
        said = {name: restored(calculator.inputs[name], v) for name, v in work.open.said.items()}
        said |= work.reading.values
        held = self._of_profile(turn, calculator)
        found = calculate(calculator, said, turn.lang, held=held, declined=work.open.declined)
        release = self._release()
        clauses = (release.clause(one, turn.lang) for one in found.clauses)
        citations = tuple(release.cite(one) for one in clauses if one is not None)
        found = replace(found, citations=citations)
        self._remember(turn, work, said, found.missing)
        turn.state.remember(turn.masked, found.clauses)
        turn.release_id = release.release_id
        turn.trace["calculator"] = calculator.calculator_id
        return Reply(
            status=Status.CALCULATION,
            lang=turn.lang,
            text="\n".join(self._lines(turn, calculator, found, work.reading)),
            citations=citations,
            calculations=(found,),
            buttons=self._buttons(turn, calculator, found),
        )

    def _remember(
        self, turn: TurnContext, work: _Sum, said: dict[str, Any], missing: str | None
    ) -> None:
        inputs = work.calculator.inputs
        turn.state.nothing_pending()
        turn.state.calculation = OpenCalculation(
            calculator_id=work.calculator.calculator_id,
            said={name: kept(inputs[name], value) for name, value in said.items()},
            asked=missing,
            declined=[name for name in work.open.declined if name not in said],
        )
        turn.state.last_route = Route.CALCULATION
        if turn.text:
            turn.route = Route.CALCULATION

    def _learn(self, turn: TurnContext, calculator: Calculator, work: _Sum) -> Reply | None:
        """Keeps what is told of the person; a reply where that contradicts what is held."""
        fields = {one.field for one in calculator.inputs.values()}
        if "birth_year" in fields and turn.message is not None and turn.text:
            told = self._profile_talk.turn_to(turn)
            if told is not None:
                return told
            self._profile_talk.learn(turn, only=_OF_PERSON)
            asked = self._profile_talk.asks_back(turn)
            if asked is not None:
                return asked
        for name, value in work.reading.values.items():
            entry = calculator.inputs[name]
            # A choice read off some word of a longer message is used, and not kept.
            is_told = entry.kind is not InputKind.CHOICE or name == work.open.asked
            if entry.field is None or not is_told:
                continue
            if isinstance(value, BirthSaid):
                if turn.profile.birth is None:
                    turn.learn([one for one in birth_facts(value, turn.masked) if one.value])
            else:
                figure = Sex(value) if entry.field == "sex" else kept(entry, value)
                turn.learn([Fact(entry.field, figure, turn.masked or str(figure))])
        return None

    def _of_profile(self, turn: TurnContext, calculator: Calculator) -> dict[str, Any]:
        """What the person has said before that is the same thing."""
        found: dict[str, Any] = {}
        for name, entry in calculator.inputs.items():
            if entry.kind is InputKind.BIRTH:
                birth = turn.profile.birth
                if birth is not None and birth.month is not None:
                    found[name] = birth
                continue
            value = None if entry.field is None else getattr(turn.profile, entry.field)
            if value is not None:
                found[name] = restored(entry, str(value))
        return found

    def _lines(
        self,
        turn: TurnContext,
        calculator: Calculator,
        found: Calculation,
        reading: Reading,
    ) -> list[str]:
        lang, lines = turn.lang, [self._fault(turn, calculator, one) for one in reading.faults]
        lines += self._doubts(turn, reading.faults)
        for name, said in reading.conflicts.items():
            both = ("、" if lang is Lang.ZH else ", ").join(f"“{one}”" for one in said)
            noun = calculator.inputs[name].noun.in_(lang)
            lines.append(self._text("conflict", lang, both=both, noun=noun))
        lines.append(found.title)
        comma = "；" if lang is Lang.ZH else "; "
        if found.shown_inputs:
            lines.append(self._text("said", lang, items=comma.join(found.shown_inputs)))
        if found.steps:
            lines.append(self._text("steps", lang))
            lines += [f"{number}. {step}" for number, step in enumerate(found.steps, 1)]
        if found.result is not None:
            lines.append(self._text("result", lang, result=found.shown_result))
        else:
            key = "open" if found.missing is not None else "open_declined"
            lines.append(self._text(key, lang, noun=found.not_known[0]))
        if found.notes:
            lines.append(self._text("note", lang, items=comma.join(found.notes)))
        if found.would_change and found.missing is None:
            lines.append(self._text("change", lang))
            lines += [f"• {one}" for one in found.would_change]
        if found.citations:
            lines += [self._quote(found.citations[0], lang), *self._others(found, lang)]
        if found.missing is not None:
            return [*lines, "", calculator.inputs[found.missing].question.in_(lang)]
        return [*lines, "", self._text("decides", lang)]

    def _others(self, found: Calculation, lang: Lang) -> list[str]:
        """The further laws that the sum rests on, by name and article."""
        space = " " if lang is Lang.EN else ""
        marks = "《{}》{}{}" if lang is Lang.ZH else "{}{}{}"
        named = [
            marks.format(one.title, space if one.articles else "", one.articles)
            for one in found.citations
        ]
        others = [one for one in dict.fromkeys(named) if one != named[0]]
        comma = "、" if lang is Lang.ZH else "; "
        return [self._text("rests_too", lang, items=comma.join(others))] if others else []

    def _doubts(self, turn: TurnContext, faults: Sequence[Fault]) -> list[str]:
        """A clear word on a birth that the message states and that cannot be kept."""
        if turn.message is None or not turn.text or any(one.doubt for one in faults):
            return []
        doubt = turn.parsed.understood.doubt
        return [] if doubt is None else [self._birth_text(turn, doubt.kind.value, doubt.said)]

    def _birth_text(self, turn: TurnContext, kind: str, said: str) -> str:
        return self._card.text(f"birth_{kind}", turn.lang, said=said)

    def _fault(self, turn: TurnContext, calculator: Calculator, fault: Fault) -> str:
        if fault.doubt is not None:
            return self._birth_text(turn, fault.doubt.value, fault.said)
        entry, lang = calculator.inputs[fault.name], turn.lang
        least, most = (
            "" if bound is None else shown_input(entry, bound, lang)
            for bound in (entry.least, entry.most)
        )
        return self._text(
            "fault", lang, said=fault.said, noun=entry.noun.in_(lang), least=least, most=most
        )

    def _quote(self, citation: Citation, lang: Lang) -> str:
        space = " " if lang is Lang.EN and citation.articles else ""
        return self._text(
            "rests_on",
            lang,
            title=citation.title,
            articles=f"{space}{citation.articles}",
            quote=citation.quote,
        )

    def _buttons(self, turn: TurnContext, calculator: Calculator, found: Calculation) -> Rows:
        if found.missing is None:
            return ((Button(self._text("button_sources", turn.lang), "sources"),),)
        entry, name = calculator.inputs[found.missing], found.missing
        rows = [
            (Button(one.zh if turn.lang is Lang.ZH else one.en, f"{ACTION}:is:{name}:{one.value}"),)
            for one in self._answers(entry)
        ]
        unknown = Button(self._text("button_unknown", turn.lang), f"{ACTION}:unknown")
        return (*rows, (unknown,))

    def _answers(self, entry: InputData | None) -> Sequence[Any]:
        return () if entry is None else entry.answers

    def _text(self, key: str, lang: Lang, **values: str) -> str:
        return self._wording.text(key, lang, **values)

    def _by_id(self, calculator_id: str) -> Calculator | None:
        return next((one for one in self._all() if one.calculator_id == calculator_id), None)

    def _all(self) -> Sequence[Calculator]:
        release = self._release()
        if self._loaded[0] != release.release_id:
            ids = {clause_id for clause_id, _ in release.clauses}
            self._loaded = (release.release_id, calculators_in_force(ids))
        return self._loaded[1]

"""What a message tells about whoever asks what they may get: answers, facts, corrections."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import TypeAdapter

from bot.conversation.context import TurnContext
from knowledge.answering.draft import Route
from knowledge.eligibility.enterprise import EnterpriseProfile, understand_enterprise
from knowledge.eligibility.facts import Audience, FactKind, Subject, catalogue, field_of
from knowledge.eligibility.learning import AnswerUnknown, learn
from knowledge.eligibility.questions import DECLINED
from knowledge.eligibility.said import said_in
from knowledge.eligibility.typed import (
    answer_in,
    asks_something,
    bare_answer,
    bare_figure,
    correction_in,
    is_enough,
    is_refusal,
)
from knowledge.glossary import Glossary
from knowledge.people.births import month_and_day
from knowledge.people.profile import PROFILE_FIELDS, Fact
from knowledge.terms import TermKind, folded

_ENTERPRISES = TypeAdapter(EnterpriseProfile)
FLOW = Route.ELIGIBILITY
_LISTS = frozenset({"statuses", "groups"})
_TOPICS = (TermKind.POLICY, TermKind.GROUP, TermKind.INSTITUTION)
_ONE_WORD = {True: 12, False: 4}
_FEW_CHARACTERS = {True: 20, False: 10}
"""By whether the message is in Latin letters only."""
_TOLD_BY_A_WORD = ("sex", "education", "residence", "home_district")
_YOUNGEST, _OLDEST = 14, 99


class Hearing:
    """Puts what was said where it belongs: the person's profile, or the enterprise of the chat."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary

    def is_pending(self, turn: TurnContext) -> bool:
        """Whether the last reply ended with a question of ours."""
        return turn.state.pending_fact in catalogue() and turn.state.pending_flow == FLOW

    def subject(self, turn: TurnContext) -> Subject:
        """Whose facts count in this chat."""
        if turn.state.enterprise is None:
            return turn.profile
        return _ENTERPRISES.validate_python(turn.state.enterprise)

    def facts(self, turn: TurnContext) -> None:
        """Learns what the message states beside what the understanding of profiles heard."""
        subject = self.subject(turn)
        if isinstance(subject, EnterpriseProfile):
            heard = subject.with_facts(understand_enterprise(turn.masked))
            turn.state.enterprise = _ENTERPRISES.dump_python(heard, mode="json")
        elif turn.text:
            turn.learn(self._said(turn))

    def states_any(self, turn: TurnContext, tested: Collection[str]) -> bool:
        """Whether the message states one of the facts that are tested."""
        fields = {field_of(fact) for fact in tested}
        said = {fact.name for fact in (*turn.learned, *self._said(turn))}
        said |= {fact.name for fact in understand_enterprise(turn.masked)}
        return not fields.isdisjoint(said)

    def tells_of_person(self, turn: TurnContext) -> bool:
        """Whether the message states a fact that only a person has: an age, a sex, a status."""
        names = {fact.name for fact in (*turn.learned, *self._said(turn))}
        return not names.isdisjoint({"birth_year", "sex", "statuses", "registered_unemployed"})

    def tells_of_enterprise(self, turn: TurnContext) -> bool:
        """Whether the message states figures that an enterprise has."""
        return bool(understand_enterprise(turn.masked))

    def ends_questions(self, turn: TurnContext) -> bool:
        """Whether the person wants no more questions."""
        return is_enough(turn.masked)

    def turns_away(self, turn: TurnContext) -> bool:
        """Whether the message refuses a question, or all of them."""
        return is_enough(turn.masked) or is_refusal(turn.masked)

    def is_off_the_point(self, turn: TurnContext) -> bool:
        """Whether a few words were said that neither answer nor ask, nor name any topic."""
        most = _FEW_CHARACTERS[turn.masked.isascii()]
        is_short = len(turn.masked.strip()) <= most and not asks_something(turn.masked)
        return is_short and not any(
            mention.of_kind(*_TOPICS) for mention in self._glossary.find(turn.masked)
        )

    def bare_answer(self, turn: TurnContext) -> bool:
        """Learns from a message that is nothing but an answer; False if it is not."""
        fact = turn.state.pending_fact
        assert fact is not None
        if is_refusal(turn.masked):
            return self.learn(turn, fact, DECLINED, said=turn.masked)
        value = bare_answer(turn.masked, fact, turn.today)
        if value is not None:
            return self.learn(turn, fact, value, said=turn.masked)
        return self._bare_age(turn, fact)

    def answer(self, turn: TurnContext) -> bool:
        """Learns from a message that states facts, or answers in more words; False if neither."""
        fact = turn.state.pending_fact
        assert fact is not None
        if self.correction(turn):
            return True
        if asks_something(turn.masked):
            return False
        before = (dict(turn.profile.known()), turn.state.enterprise)
        self.facts(turn)
        if any(one.name == field_of(fact) for one in turn.learned):
            turn.state.last_fact = fact
            return True
        opening = turn.masked.replace(",", "，").split("，")[0]
        value = bare_answer(opening, fact, turn.today) or self._place(turn, fact)
        is_told = (dict(turn.profile.known()), turn.state.enterprise) != before or any(
            is_told_here(one) for one in turn.learned
        )
        if value is None and not is_told:
            value = self._birth_completed(turn, fact) or answer_in(turn.masked, fact, turn.today)
        if value is not None:
            return self.learn(turn, fact, value, said=turn.masked)
        return is_told or self._word_for_another(turn)

    def correction(self, turn: TurnContext) -> bool:
        """Learns what takes back the answer before: 不是，我48; False if nothing is taken back."""
        rest, fact = correction_in(turn.masked), turn.state.last_fact
        if rest is None or fact is None or catalogue()[fact].kind is FactKind.FLAG:
            return False
        if any(one.name == field_of(fact) for one in turn.learned):
            return True
        value = answer_in(rest, fact, turn.today)
        return value is not None and self.learn(turn, fact, value, said=turn.masked)

    def learn(self, turn: TurnContext, fact: str, value: str, *, said: str) -> bool:
        """Puts the answer where it belongs; False if it is no answer to that question."""
        subject = self.subject(turn)
        if fact not in catalogue():
            return False
        try:
            if isinstance(subject, EnterpriseProfile):
                enterprise = learn(subject, fact, value, turn.today)
                turn.state.enterprise = _ENTERPRISES.dump_python(enterprise, mode="json")
            else:
                before, known = subject.known(), learn(subject, fact, value, turn.today).known()
                changed = [name for name in known if before.get(name) != known[name]]
                gone = [name for name in before if name not in known]
                turn.learn([Fact(name, known[name], said) for name in changed])
                turn.learn([Fact(name, None) for name in gone])
        except (AnswerUnknown, ValueError):
            return False
        if value != DECLINED:
            turn.state.last_fact = fact
        return True

    def _said(self, turn: TurnContext) -> list[Fact]:
        heard = {fact.name for fact in turn.learned}
        said = said_in(turn.masked, turn.profile, turn.today)
        return [
            fact for fact in said if fact.name not in heard or fact.name in ("statuses", "groups")
        ]

    def _bare_age(self, turn: TurnContext, fact: str) -> bool:
        # A figure alone where no figure was asked is the age, as long as no age is known.
        figure = bare_figure(turn.masked)
        is_person = catalogue()[fact].audience is Audience.PERSON
        if figure is None or not is_person or turn.profile.birth_year is not None:
            return False
        if catalogue()[fact].kind is FactKind.NUMBER or not _YOUNGEST <= figure <= _OLDEST:
            return False
        return self.learn(turn, "age", str(figure), said=turn.masked)

    def _birth_completed(self, turn: TurnContext, fact: str) -> str | None:
        """The month that was asked for, with the year that is known: 12月, "15 August"."""
        said = month_and_day(folded(turn.masked)) if fact == "age" else None
        birth = turn.profile.birth
        if said is None or birth is None or birth.told_on is not None:
            return None
        month, day = said
        return f"{birth.year}-{month:02}" if day is None else f"{birth.year}-{month:02}-{day:02}"

    def _word_for_another(self, turn: TurnContext) -> bool:
        # A bare "female" or 本科 tells what it tells, whatever was asked.
        is_word = len(turn.masked.strip()) <= _ONE_WORD[turn.masked.isascii()]
        if not is_word or turn.state.enterprise is not None:
            return False
        for fact in _TOLD_BY_A_WORD:
            value = self._place(turn, fact) or answer_in(turn.masked, fact, turn.today)
            if value is not None:
                return self.learn(turn, fact, value, said=turn.masked)
        return False

    def _place(self, turn: TurnContext, fact: str) -> str | None:
        if catalogue()[fact].kind is not FactKind.PLACE:
            return None
        return self._glossary.district_of(turn.masked)


def is_told_here(fact: Fact) -> bool:
    """Whether the fact is one that programmes test."""
    return fact.name in PROFILE_FIELDS and any(field_of(one) == fact.name for one in catalogue())

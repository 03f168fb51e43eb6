"""What to ask next: the one fact whose answer decides most, and what an answer teaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.eligibility.condition import SENSITIVE, Operator
from knowledge.eligibility.evaluate import open_programmes, smallest_change
from knowledge.eligibility.facts import FactKind, Facts, Subject, catalogue, facts_of, field_of
from knowledge.eligibility.finding import Truth
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.wording import phrase
from knowledge.language import Lang
from knowledge.rules.span import Span

MOST_IN_A_ROW = 6
_FEW = 2
_NOT_KNOWN = Truth.NOT_KNOWN
DECLINED, NONE, SENSITIVE_ANSWER = "declined", "none", "sensitive"


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """A button: what it carries to `learning.learn`, what it shows."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question in the reader's language. Figures and places have no buttons but are typed."""

    fact: str
    text: str
    answers: tuple[AnswerOption, ...]


def next_question(
    programmes: Iterable[Programme],
    profile: Subject,
    *,
    today: date,
    lang: Lang,
    asked: int = 0,
) -> Question | None:
    """
    The question that decides most among the programmes that are still open to this profile.

    :param asked: how many questions in a row this person was asked already.
    :return: None after six in a row, or when no answer would decide anything.
    """
    if asked >= MOST_IN_A_ROW:
        return None
    facts = facts_of(profile, today)
    candidates = [
        one
        for one in open_programmes(programmes, profile, today)
        if not any(test.on(facts) is Truth.MET for test in one.not_needed_when)
    ]
    undecided = [one for one in candidates if one.conditions.truth(facts) is Truth.NOT_KNOWN]
    worth = _worth(undecided, facts, frozenset(profile.declined))
    if worth:
        best = max(worth, key=lambda fact: (not catalogue()[fact].rare, worth[fact]))
        return question_about(best, profile, lang)
    wanted = _figure_for_sum(candidates, facts, frozenset(profile.declined))
    return None if wanted is None else question_about(wanted, profile, lang)


def question_about(fact: str, profile: Subject, lang: Lang) -> Question:
    """The question for a fact, without the answers that the profile already holds."""
    entry = catalogue()[fact]
    closer = entry.closer if getattr(profile, field_of(fact), None) is not None else None
    text = (closer or entry.question).in_(lang)
    options = [AnswerOption(one.value, one.text.in_(lang)) for one in entry.answers]
    if entry.kind is FactKind.FLAG:
        options = [AnswerOption("yes", phrase("yes", lang)), AnswerOption("no", phrase("no", lang))]
    if entry.kind in (FactKind.STATUSES, FactKind.GROUPS):
        held = set(getattr(profile, fact))
        if held:
            text = phrase("any_other", lang)
        if held & SENSITIVE or getattr(profile, "sensitive_status", None) is not None:
            held |= {SENSITIVE_ANSWER}
        options = [one for one in options if one.value not in held]
        options.append(AnswerOption(NONE, phrase("no_other" if held else "none", lang)))
    options.append(AnswerOption(DECLINED, phrase("decline", lang)))
    return Question(fact, text, tuple(options))


def _worth(
    undecided: Sequence[Programme], facts: Facts, declined: frozenset[str]
) -> dict[str, tuple[float, int]]:
    """For each fact that can be asked: programmes decided by an answer on average, and nearness."""
    near = [_asked_next(programme, facts) for programme in undecided]
    # Only what stands in some nearest way is asked, so that nobody is asked beside the point.
    # A refused fact is passed over, and what else would help is asked in its stead.
    wanted = dict.fromkeys(fact for way in near for fact in way)
    if not set(wanted) - declined:
        wanted = dict.fromkeys(fact for one in undecided for fact in sorted(one.facts))
    # Where few programmes are talked about, everything that they ask for is to the point.
    first = {
        fact: fact
        if len(undecided) <= _FEW and not catalogue()[fact].worked_out_from
        else _to_ask_first(fact, facts)
        for fact in wanted
    }
    worth: dict[str, tuple[float, int]] = {}
    for fact in dict.fromkeys(fact for fact in first.values() if fact is not None):
        if field_of(fact) in declined or fact in declined or not _can_learn(fact, facts):
            continue
        behind = {one for one, gate in first.items() if gate == fact and one != fact}
        waiting = sum(not behind.isdisjoint(way) for way in near)
        using = [programme for programme in undecided if fact in programme.facts]
        # A "no" to what must be known first settles all that waits behind it, a "yes" nothing.
        decided = (_decided(fact, using, facts) if using else 0) + waiting / 3
        nearness = waiting + sum(fact in way for way in near)
        if decided or nearness:
            worth[fact] = (decided, nearness)
    return worth


def _to_ask_first(fact: str, facts: Facts) -> str | None:
    """The fact, or the one that must be known before it; None where it is beside the point."""
    sources = catalogue()[fact].worked_out_from
    if sources:
        return _first_open(sources, facts)
    gate = catalogue()[fact].asked_when
    while gate is not None:
        holds = gate.holds(facts)
        if holds is False:
            return None
        if holds is None:
            fact = gate.fact
        gate = catalogue()[gate.fact].asked_when
    return fact


def _first_open(sources: tuple[str, ...], facts: Facts) -> str | None:
    """The first of the facts that is not known and to the point; else one known but roughly."""
    for fact in sources:
        gate = catalogue()[fact].asked_when
        if facts.get(fact) is None and (gate is None or gate.holds(facts)):
            return fact
    return next((fact for fact in sources if catalogue()[fact].closer is not None), None)


def _asked_next(programme: Programme, facts: Facts) -> set[str]:
    return {item.fact for item in smallest_change(programme, facts) if item.fact is not None}


def _can_learn(fact: str, facts: Facts) -> bool:
    kind = catalogue()[fact].kind
    if kind is FactKind.STATUSES:
        return not facts.get("no_status")
    if kind is FactKind.GROUPS:
        return not facts.get("no_group")
    return facts.get(fact) is None or isinstance(facts[fact], Span)


def _decided(fact: str, programmes: Sequence[Programme], facts: Facts) -> float:
    decided = answers = 0
    for answer in _supposed(fact, programmes, facts):
        supposed = {**facts, **answer}
        answers += 1
        for programme in programmes:
            decided += programme.conditions.truth(supposed) is not _NOT_KNOWN
    return decided / answers


def _supposed(fact: str, programmes: Sequence[Programme], facts: Facts) -> Iterator[dict[str, Any]]:
    """What might be learned: every answer on a button, or the figures about the rules' limits."""
    kind = catalogue()[fact].kind
    if kind is FactKind.FLAG:
        yield from ({fact: True}, {fact: False})
    elif kind in (FactKind.STATUSES, FactKind.GROUPS):
        closing = "no_status" if kind is FactKind.STATUSES else "no_group"
        yield {closing: True}
        for choice in catalogue()[fact].answers:
            yield {fact: (*(facts.get(fact) or ()), choice.value), closing: True}
    elif kind is FactKind.CHOICE:
        yield from ({fact: choice.value} for choice in catalogue()[fact].answers)
    else:
        yield from ({fact: value} for value in _about_the_limits(fact, programmes))


def _about_the_limits(fact: str, programmes: Sequence[Programme]) -> Iterator[Any]:
    limits: dict[Any, None] = {}
    for programme in programmes:
        for test in programme.tests_of(fact):
            if test.operator is Operator.ONE_OF:
                limits.update(dict.fromkeys(sorted(test.value)))
            elif isinstance(test.value, str):
                limits[test.value] = None
            else:
                limits.update(dict.fromkeys((test.value - 1, test.value)))
    yield from limits
    yield "" if catalogue()[fact].kind is FactKind.PLACE else 1 + max(limits, default=0)


def _figure_for_sum(
    programmes: Sequence[Programme], facts: Facts, declined: frozenset[str]
) -> str | None:
    # A single programme is being talked about and may be claimed: what is missing is the sum.
    if len(programmes) != 1 or programmes[0].amount is None:
        return None
    if programmes[0].conditions.truth(facts) is not Truth.MET:
        return None
    for line in programmes[0].amount.lines:
        for fact in (
            *(test.fact for test in line.when),
            *([line.of] if line.of else []),
            *line.times,
        ):
            if facts.get(fact) is None and fact not in declined and field_of(fact) not in declined:
                return fact
    return None

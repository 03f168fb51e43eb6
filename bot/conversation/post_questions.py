"""The one question that decides most of the posts just found, and the answer to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.context import Rows, TurnContext
from bot.conversation.hearing import Hearing
from bot.conversation.reply import Button
from knowledge.answering.wording import Wording
from knowledge.eligibility.facts import catalogue, field_of
from knowledge.eligibility.questions import question_about
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.people.certificates import NO_CERTIFICATES
from knowledge.people.profile import Fact, Profile
from knowledge.posts.match import Match, MatchResult
from knowledge.terms import TermKind

FLOW = "job_search"
_CERTIFICATES, _MONTHS = "certificates", "unemployed_months"
_MOST_IN_A_ROW = 4
_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A question under posts: its text and its buttons."""

    text: str
    rows: Rows


class PostQuestions:
    """Asks, one at a time, what keeps posts from being open."""

    def __init__(self, wording: Wording, glossary: Glossary) -> None:
        self._wording, self._hearing = wording, Hearing(glossary)
        self._papers = {e.zh: e for e in glossary.entries if e.kind is TermKind.LICENCE}

    def ask(self, turn: TurnContext, matches: Sequence[Match]) -> Asked | None:
        """The question that decides most of the matches; None where none is left to ask."""
        if turn.state.facts_asked >= _MOST_IN_A_ROW:
            turn.state.nothing_pending()
            return None
        waiting = [match for match in matches if match.result is MatchResult.NEED_MORE]
        counts = Counter(fact for match in waiting for fact in _asked(match, turn.profile))
        if not counts:
            turn.state.nothing_pending()
            return None
        # Of equals the one that stands first among the posts.
        name, count = counts.most_common(1)[0]
        asked = self._certificate(turn, name) if ":" in name else self._fact(turn, name)
        text = self._wording.text("question_decides", turn.lang, question=asked.text, count=count)
        return Asked(text, asked.rows)

    def answered(self, turn: TurnContext, pressed: str) -> bool:
        """Learns from `fact:<fact>:<value>` or `cert:<yes|no|declined>:<name>`; else False."""
        kind, _, rest = pressed.partition(":")
        first, _, second = rest.partition(":")
        if kind == "cert" and second and first in {"yes", "no", "declined"}:
            turn.learn(_taught(turn.profile, first, second))
            return True
        return kind == "fact" and self._hearing.learn(turn, first, second, said=second)

    def is_typed_answer(self, turn: TurnContext) -> bool:
        """Learns from a message that is nothing but the answer; False if it is not."""
        fact = turn.state.pending_fact
        if turn.state.pending_flow != FLOW or fact not in catalogue():
            return False
        return self._hearing.bare_answer(turn)

    def is_told(self, turn: TurnContext) -> bool:
        """Whether the message, once understood, told what was asked; nothing is pending then."""
        if turn.state.pending_flow != FLOW:
            return False
        fact = turn.state.pending_fact or ""
        field = field_of(fact) if fact in catalogue() else fact
        turn.state.pending_fact = turn.state.pending_flow = None
        told = {one.name for one in turn.learned}
        return field in told or (field == _CERTIFICATES and "no_certificates" in told)

    def _fact(self, turn: TurnContext, fact: str) -> Asked:
        if fact == _MONTHS:
            turn.state.ask_for(_MONTHS, FLOW)
            return Asked(self._wording.text("question_months", turn.lang), ())
        question = question_about(fact, turn.profile, turn.lang)
        buttons = [Button(o.text, f"jobs:fact:{fact}:{o.value}") for o in question.answers]
        turn.state.ask_for(fact, FLOW)
        return Asked(question.text, in_pairs(buttons))

    def _certificate(self, turn: TurnContext, key: str) -> Asked:
        name = key.partition(":")[2]
        buttons = [
            Button(self._wording.text(word, turn.lang), f"jobs:cert:{value}:{name}")
            for word, value in (("yes", "yes"), ("no", "no"), ("rather_not", "declined"))
        ]
        turn.state.ask_for(_CERTIFICATES, FLOW)
        paper = self._papers.get(name)
        shown = name if paper is None or turn.lang is Lang.ZH else f"{paper.en} ({name})"
        text = self._wording.text("question_certificate", turn.lang, name=shown)
        return Asked(text, in_pairs(buttons))


def in_pairs(buttons: Sequence[Button]) -> Rows:
    """The buttons, two in a row."""
    return tuple(tuple(buttons[at : at + _A_ROW]) for at in range(0, len(buttons), _A_ROW))


def _asked(match: Match, profile: Profile) -> Iterator[str]:
    """What the post waits for: facts of the catalogue, months, `certificates:<name>`."""
    for field in match.asks:
        if field == _CERTIFICATES:
            lacking = (one for one in match.post.certificates if one not in profile.certificates)
            yield from (f"{_CERTIFICATES}:{name}" for name in lacking)
        elif field == _MONTHS:
            yield _MONTHS
        else:
            fact = next((one for one in catalogue() if field_of(one) == field), None)
            if fact is not None and fact not in profile.declined:
                yield fact


def _taught(profile: Profile, answer: str, name: str) -> list[Fact]:
    if answer == "declined":
        declined = tuple(dict.fromkeys((*profile.declined, _CERTIFICATES)))
        return [Fact("declined", declined, name)]
    if answer == "no":
        lacked = tuple(dict.fromkeys((*profile.no_certificates, name)))
        return [Fact("no_certificates", lacked, name)]
    held = () if profile.certificates == NO_CERTIFICATES else profile.certificates
    return [Fact("certificates", tuple(dict.fromkeys((*held, name))), name)]

"""The buttons under findings: answers, details, more, enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.context import Rows
from bot.conversation.menus import Menus
from bot.conversation.reply import Button
from knowledge.eligibility.finding import Finding
from knowledge.eligibility.questions import Question
from knowledge.eligibility.summary import short
from knowledge.language import Lang

_A_ROW = 2
_MOST_DETAILS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be pressed under one reply."""

    question: Question | None = None
    details: Sequence[Finding] = ()
    more: str = ""
    """The action that shows more; empty where there is no more."""
    can_show: bool = False
    """The findings were not told again."""
    can_go_on: bool = False
    """Questions were ended while there is still something to ask."""
    one_programme: bool = False
    is_employer: bool = False
    may_be_employer: bool = False
    """The person has a business, which may claim as an employer."""


def rows(offer: Offer, menus: Menus, lang: Lang) -> Rows:
    """The rows, the answers to a question first."""
    found: list[tuple[Button, ...]] = []
    if offer.question is not None:
        found += _in_pairs(_answers(offer.question))
    found += [
        (Button(short(one.title), f"programme:{one.programme_id}"),)
        for one in offer.details[:_MOST_DETAILS]
    ]
    last = [menus.button(key, action, lang) for key, action in _ways_on(offer)]
    found += _in_pairs(last)
    if offer.question is None or offer.may_be_employer:
        switch = ("myself", "may:myself") if offer.is_employer else ("employer", "may:employer")
        found.append((menus.button(*switch, lang),))
    if offer.question is None:
        found += menus.main_buttons(lang)
    return tuple(found)


def _ways_on(offer: Offer) -> list[tuple[str, str]]:
    ways = []
    if offer.question is not None:
        ways.append(("enough", "may:enough"))
    if offer.can_show:
        ways.append(("result", "may:result"))
    if offer.can_go_on:
        ways.append(("go_on", "may:on"))
    if offer.more:
        ways.append(("more_programmes", offer.more))
    if offer.one_programme:
        ways.append(("all_programmes", "may:all"))
    return ways


def _answers(question: Question) -> list[Button]:
    return [
        Button(option.text, f"fact:{question.fact}:{option.value}") for option in question.answers
    ]


def _in_pairs(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    return [tuple(buttons[at : at + _A_ROW]) for at in range(0, len(buttons), _A_ROW)]

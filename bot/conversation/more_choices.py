"""What would open more posts, and the buttons that relax a wish with one tap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.context import Rows, TurnContext
from bot.conversation.menus import Menus
from bot.conversation.post_questions import in_pairs
from bot.conversation.reply import Button, Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.glossary import Glossary
from knowledge.people.profile import Fact
from knowledge.posts.opening import (
    Change,
    Opening,
    Search,
    best_of_each,
    change_named,
    count_takeable,
    openings,
)
from knowledge.posts.shelf import PostShelf
from knowledge.posts.wording import EDUCATION, money
from knowledge.terms import TermKind
from knowledge.vocabulary import Education

_MOST_NAMED = 4
_MOST_BUTTONS = 4


class MoreChoices:
    """Counts over all open posts what one change would bring."""

    def __init__(
        self, menus: Menus, wording: Wording, shelf: PostShelf, glossary: Glossary
    ) -> None:
        self._menus, self._wording, self._shelf = menus, wording, shelf
        self._glossary = glossary
        self._licences = {e.zh: e for e in glossary.entries if e.kind is TermKind.LICENCE}

    def reply(self, turn: TurnContext) -> Reply:
        """The changes that open most, each with its number; those that are wishes as buttons."""
        search, head = self._search(turn), "opens_head"
        found = self._best(search)
        if not found and turn.profile.districts:
            anywhere = replace(turn.profile, districts=(), only_these_districts=None)
            search, head = replace(search, profile=anywhere), "opens_city"
            found = self._best(search)
        count = count_takeable(self._shelf.matcher(), search, self._licences)
        if not found:
            text = self._wording.text("opens_none", turn.lang, count=count)
            return turn.reply(Status.MATCHED, text, self._menus.main_buttons(turn.lang)[:1])
        lines = [self._wording.text(head, turn.lang, count=count)]
        lines += [
            self._wording.text("opens_line", turn.lang, what=self.said(one, turn), count=one.opens)
            for one in found
        ]
        if any(not one.can_be_wished for one in found):
            lines.append(self._wording.text("opens_training", turn.lang))
        return turn.reply(Status.MATCHED, "\n".join(lines), self.buttons(turn, found))

    def best(self, turn: TurnContext) -> tuple[Opening, ...]:
        """The best change of each sort for this search, the one that opens most first."""
        return self._best(self._search(turn))

    def _best(self, search: Search) -> tuple[Opening, ...]:
        found = openings(
            self._shelf.matcher(),
            search,
            certificates=self._licences,
            districts=sorted(self._glossary.places.districts),
        )
        return best_of_each(found)[:_MOST_NAMED]

    def buttons(self, turn: TurnContext, found: Sequence[Opening]) -> Rows:
        """One button for each that is a wish."""
        wished = [one for one in found if one.can_be_wished][:_MOST_BUTTONS]
        return in_pairs(
            [
                Button(
                    self._wording.text(
                        "opens_button", turn.lang, what=self.said(one, turn), count=one.opens
                    ),
                    f"jobs:relax:{one.change}:{one.value}",
                )
                for one in wished
            ]
        )

    def relaxed(self, turn: TurnContext, pressed: str) -> bool:
        """Learns the wish as `<change>:<value>` relaxes it; False if it is none of this person."""
        change, _, value = pressed.partition(":")
        named = change_named(turn.profile, change, value)
        if named is None or (value and change == Change.DISTRICT and not self._is_district(value)):
            return False
        said = self.said(named, turn)
        turn.learn([Fact(fact.name, fact.value, said) for fact in named.facts])
        return True

    def said(self, opening: Opening, turn: TurnContext) -> str:
        """The change in words."""
        value = opening.value
        if opening.change is Change.CERTIFICATE:
            entry = self._licences.get(value)
            value = entry.official(turn.lang) if entry else value
        elif opening.change is Change.DISTRICT:
            value = self._glossary.places.name(value, turn.lang)
        elif opening.change is Change.WAGE:
            value = money(float(value))
        elif opening.change is Change.EDUCATION:
            value = EDUCATION[Education(value)].in_lang(turn.lang)
        return self._wording.text(f"change_{opening.change}", turn.lang, value=value)

    def _is_district(self, name: str) -> bool:
        return name in self._glossary.places.districts

    def _search(self, turn: TurnContext) -> Search:
        return Search(turn.profile, turn.state.wish, turn.today)

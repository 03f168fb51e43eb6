"""Why a post was not offered: the rule that fails, or where its score is weakest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.context import Rows, TurnContext
from bot.conversation.job_words import JobWords
from bot.conversation.menus import Menus
from bot.conversation.reply import Button, Reply
from knowledge.answering.answer import Status
from knowledge.answering.dialogue.picking import number_in
from knowledge.answering.wording import Wording
from knowledge.glossary import Glossary
from knowledge.people.spoken_trades import official_trades
from knowledge.posts.judging import RULES
from knowledge.posts.match import Match, MatchResult
from knowledge.posts.matches import Matches
from knowledge.posts.meant import meant_posts
from knowledge.posts.nearest import WISHES
from knowledge.posts.searching import Viewer, search_posts
from knowledge.posts.shelf import PostShelf

_MOST_CHOICES = 4
_EQUAL = 0.02
_SOURCES = {rule.name: rule.source for rule in RULES if rule.source}


class WhyNot:
    """Answers "why not the post of ...?" by number, title, employer or place."""

    def __init__(
        self, menus: Menus, wording: Wording, shelf: PostShelf, glossary: Glossary
    ) -> None:
        self._menus, self._wording, self._shelf = menus, wording, shelf
        self._glossary, self._words = glossary, JobWords()

    def reply(self, turn: TurnContext) -> Reply | None:
        """The reasons; None where the message asks for none, or nothing was searched for yet."""
        state = turn.state
        has_searched = bool(state.shown_posts or state.wish or turn.profile.wishes)
        ids = state.posts_on_screen
        number = number_in(turn.masked, len(ids)) if ids else None
        if not has_searched or not (number is not None or self._names_post(turn.masked)):
            return None
        if not self._words.asks_why(turn.masked):
            return None
        if number is not None:
            return self.of(turn, ids[number])
        name = self._words.name_in(turn.masked)
        if not name:
            return self.of(turn, state.post_in_focus) if state.post_in_focus else None
        found = meant_posts(
            self._shelf.matcher(), name, turn.profile, today=turn.today, lang=turn.lang,
            glossary=self._glossary,
        )  # fmt: skip
        if not found:
            text = self._wording.text("why_unknown", turn.lang)
            return turn.reply(Status.CLARIFY, text, self._menus.main_buttons(turn.lang)[:1])
        reply = self.of(turn, found[0].post.post_id)
        others = [match for match in found[1:] if match.post.post_id not in ids]
        return reply and replace(reply, buttons=(*self._choices(turn, others), *reply.buttons))

    def _names_post(self, text: str) -> bool:
        """Whether the message speaks of a post, by that word or by a trade's name."""
        return self._words.names_post(text) or bool(official_trades(text, self._glossary))

    def of(self, turn: TurnContext, post_id: str) -> Reply | None:
        """Why that post was not offered, or not further up; None if there is no such post."""
        matcher = self._shelf.matcher()
        match = matcher.judge(
            turn.profile, post_id, today=turn.today, lang=turn.lang, kinds=turn.profile.kinds
        )
        if match is None:
            return None
        if match.result is MatchResult.BARRED:
            lines = self._barred(turn, match)
        else:
            lines = self._ranked(turn, match, matcher)
        opens = Button(self._wording.text("button_opens", turn.lang), "jobs:opens")
        more = self._menus.button("more", "jobs:more", turn.lang)
        return Reply(
            Status.MATCHED, turn.lang, "\n".join(lines), posts=(match,), buttons=((more, opens),)
        )

    def _barred(self, turn: TurnContext, match: Match) -> list[str]:
        is_wish = set(match.failed_rules) <= WISHES
        lines = [self._named("why_wish" if is_wish else "why_barred", turn, match)]
        lines += [f"✗ {said}" for said in match.failures]
        sources = dict.fromkeys(_SOURCES[name] for name in match.failed_rules if name in _SOURCES)
        lines += [
            self._wording.text(
                "why_source", turn.lang, source=self._wording.text(f"source_{id_}", turn.lang)
            )
            for id_ in sources
        ]
        return lines

    def _ranked(self, turn: TurnContext, match: Match, matcher: Matches) -> list[str]:
        report = search_posts(
            matcher, turn.profile, turn.state.wish, today=turn.today, lang=turn.lang,
            viewer=Viewer(str(turn.seeker_id), turn.left_out()),
        )  # fmt: skip
        ids = [one.post.post_id for one in report.matches]
        on_screen = turn.state.posts_on_screen
        id_ = match.post.post_id
        if id_ in on_screen:
            lines = [self._named("why_on_screen", turn, match, place=on_screen.index(id_) + 1)]
        elif id_ in ids:
            lines = [self._named("why_later", turn, match, place=ids.index(id_) + 1)]
        else:
            lines = [self._named("why_behind", turn, match, count=len(ids))]
        if match.result is MatchResult.NEED_MORE:
            lines.append(self._wording.text("why_need_more", turn.lang))
            lines += [f"? {said}" for said in match.cautions[:1]]
        if ids and ids[0] != id_:
            lines.append(self._weakest(turn, match, report.matches[0], matcher))
        return lines

    def _weakest(self, turn: TurnContext, match: Match, best: Match, matcher: Matches) -> str:
        own, first = (
            matcher.points(turn.profile, turn.state.wish, one.post.post_id, today=turn.today) or {}
            for one in (match, best)
        )
        part = weakest_part(own, first)
        if part is None:
            return self._wording.text("why_same", turn.lang, best=best.title)
        said = self._wording.text(
            f"part_{part}",
            turn.lang,
            district=self._glossary.places.name(match.post.district, turn.lang),
            wage=match.wage,
        )
        return self._wording.text("why_weakest", turn.lang, best=best.title, part=said)

    def _named(self, key: str, turn: TurnContext, match: Match, **values: object) -> str:
        district = self._glossary.places.name(match.post.district, turn.lang)
        named = {"title": match.title, "employer": match.post.employer, "district": district}
        return self._wording.text(key, turn.lang, **named, **values)

    def _choices(self, turn: TurnContext, matches: list[Match]) -> Rows:
        return tuple(
            (Button(f"{match.title} · {self._place(match, turn)}", f"jobs:why:{id_}"),)
            for match in matches[:_MOST_CHOICES]
            if len(f"jobs:why:{(id_ := match.post.post_id)}".encode()) <= _LONGEST_ACTION
        )

    def _place(self, match: Match, turn: TurnContext) -> str:
        return self._glossary.places.name(match.post.district, turn.lang)


_LONGEST_ACTION = 64
"""Bytes of a button's action that Telegram takes."""


def weakest_part(own: Mapping[str, float], first: Mapping[str, float]) -> str | None:
    """The preference by which the first is furthest ahead; None where it is ahead in none."""
    ahead = {name: first[name] - own[name] for name in own if name in first}
    name = max(ahead, key=lambda one: (ahead[one], one), default=None)
    return name if name is not None and ahead[name] > _EQUAL else None

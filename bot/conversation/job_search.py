"""Finding posts: what the person said becomes a profile, the profile finds posts."""

from __future__ import annotations

from bot.conversation.context import TurnContext
from bot.conversation.menus import Menus
from bot.conversation.profile_text import ProfileText
from bot.conversation.reply import Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.glossary import Glossary
from knowledge.people.understanding import wish_text
from knowledge.posts.report import MatchReport
from knowledge.posts.searching import SHOWN_AT_ONCE, search_posts
from knowledge.posts.shelf import PostShelf


class JobSearch:
    """Posts for a wish; the rules bar, the similarity orders, every post says why."""

    def __init__(
        self, menus: Menus, wording: Wording, shelf: PostShelf, glossary: Glossary
    ) -> None:
        self._menus, self._wording, self._shelf = menus, wording, shelf
        self._glossary = glossary
        self._profile_text = ProfileText(glossary.places)

    def start(self, turn: TurnContext) -> Reply:
        """From the button: with a wish on record it searches, else it asks for one."""
        if turn.profile.wishes or turn.state.wish:
            return self.search(turn, turn.state.wish)
        return turn.reply(Status.CLARIFY, self._wording.text("ask_work", turn.lang))

    def from_message(self, turn: TurnContext) -> Reply:
        """What the message wishes, after it was understood."""
        turn.state.wish = wish_text(
            turn.masked, turn.lang, today=turn.today, glossary=self._glossary
        )
        if not turn.state.wish and not turn.profile.wishes and not turn.learned:
            return turn.reply(Status.CLARIFY, self._wording.text("ask_work", turn.lang))
        turn.state.shown_posts = []
        return self.search(turn, turn.state.wish)

    def more(self, turn: TurnContext) -> Reply:
        """The next posts of the last search."""
        return self.search(turn, turn.state.wish, first=False)

    def search(self, turn: TurnContext, wish: str, *, first: bool = True) -> Reply:
        """Matches, leaving out what was shown before."""
        report = search_posts(
            self._shelf.matcher(), turn.profile, wish, today=turn.today, lang=turn.lang
        )
        turn.trace["considered"] = report.considered
        turn.trace["barred"] = dict(report.barred)
        seen = set(turn.state.shown_posts)
        fresh = tuple(m for m in report.matches if m.post.post_id not in seen)[:SHOWN_AT_ONCE]
        if not fresh:
            return self._none(turn, report, first=first)
        turn.state.shown_posts = [*turn.state.shown_posts, *(m.post.post_id for m in fresh)]
        turn.trace["posts"] = [
            {"post_id": match.post.post_id, "score": round(match.score, 4)} for match in fresh
        ]
        buttons = (
            (
                self._menus.button("more", "jobs:more", turn.lang),
                self._menus.button("may", "menu:may", turn.lang),
            ),
        )
        return Reply(
            status=Status.MATCHED,
            lang=turn.lang,
            text=self._text(turn, fresh_is_sample=any(m.post.is_sample for m in fresh)),
            posts=fresh,
            buttons=buttons,
        )

    def _text(self, turn: TurnContext, *, fresh_is_sample: bool) -> str:
        lines = []
        if turn.learned:
            facts = self._profile_text.facts(turn.learned, turn.lang)
            lines.append(self._wording.text("profile_understood", turn.lang, facts=facts))
        lines.append(self._wording.text("matched_head", turn.lang))
        if fresh_is_sample:
            lines.append(self._wording.text("sample_posts", turn.lang))
        return "\n".join(lines)

    def _none(self, turn: TurnContext, report: MatchReport, *, first: bool) -> Reply:
        if not first and report.matches:
            return self._menus.say(turn, "no_more_posts", Status.MATCHED_NONE)
        lines = [self._wording.text("matched_none", turn.lang)]
        lines += [
            self._wording.text(
                "relax",
                turn.lang,
                what=self._profile_text.field(relaxation.wish, turn.lang),
                count=relaxation.opens,
            )
            for relaxation in report.relax[:2]
        ]
        return turn.reply(
            Status.MATCHED_NONE, "\n".join(lines), self._menus.main_buttons(turn.lang)
        )

"""Replies about posts: a search, the list on the table, a doubt, two meanings."""

from __future__ import annotations

from bot.conversation.context import TurnContext
from bot.conversation.reply import Button, Reply
from bot.dialogue.focus import Focus
from bot.dialogue.parts import Parts
from bot.dialogue.refining import DIALOGUE_TEXTS
from knowledge.answering.answer import Status
from knowledge.answering.draft import Route
from knowledge.answering.wording import Wording

_LONGEST_QUOTE = 30


class Work:
    """Each method serves one handler of the flow."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._wording = Wording.load(DIALOGUE_TEXTS)

    def search(self, turn: TurnContext, _: Focus) -> Reply:
        """Posts for what the message wishes."""
        self._is_search(turn)
        return self._parts.job_search.from_message(turn)

    def answered(self, turn: TurnContext, _: Focus) -> Reply:
        """The posts after the answer to the question under them."""
        self._parts.job_search.takes_answer(turn)
        self._is_search(turn)
        return self._parts.job_search.again(turn)

    def put_right(self, turn: TurnContext, _: Focus) -> Reply:
        """After a search the posts for what is right now; else what is right now."""
        self._parts.job_search.was_told(turn)
        if turn.state.posts_on_screen or turn.state.last_route == Route.JOB_SEARCH:
            self._is_search(turn)
            return self._parts.job_search.again(turn)
        turn.route = turn.state.last_route = Route.PROFILE
        return self._parts.profile_talk.understood(turn)

    def explained(self, turn: TurnContext, focus: Focus) -> Reply:
        """Why a post is not there, or what opens more."""
        turn.route = Route.JOB_SEARCH
        return self._parts.job_search.explains(turn) or self.details(turn, focus)

    def details(self, turn: TurnContext, focus: Focus) -> Reply:
        """What was asked of the posts meant; one post without a question is opened."""
        turn.route = turn.state.last_route = Route.JOB_SEARCH
        meant = self._parts.post_details.chosen(turn, focus)
        if len(meant) == 1 and not self._parts.post_details.asks_side(turn.masked):
            return self._parts.following.posts.open(turn, meant[0].post.post_id)
        return self._parts.post_details.reply(turn, focus)

    def doubted(self, turn: TurnContext, focus: Focus) -> Reply:
        """Is this a scam? Nothing is done; a report is offered."""
        turn.route = Route.JOB_SEARCH
        meant = self._parts.post_details.chosen(turn, focus)
        post_id = meant[0].post.post_id if len(meant) == 1 else None
        return self._parts.following.posts.doubts(turn, post_id)

    def no_list(self, turn: TurnContext, _: Focus) -> Reply:
        """Other posts are asked for, and none is listed."""
        return turn.reply(Status.CLARIFY, self._parts.wording.text("ask_work", turn.lang))

    def unclear(self, turn: TurnContext, _: Focus) -> Reply:
        """Two buttons that say what the message can mean."""
        turn.state.unclear = turn.masked
        said = turn.masked
        if len(said) > _LONGEST_QUOTE:
            said = said[: _LONGEST_QUOTE - 1].rstrip() + "…"
        rows = tuple(
            (Button(self._wording.text(f"button_meant_{one}", turn.lang), f"meant:{one}"),)
            for one in ("jobs", "ask")
        )
        return turn.reply(Status.CLARIFY, self._wording.text("unclear", turn.lang, said=said), rows)

    def _is_search(self, turn: TurnContext) -> None:
        turn.route = turn.state.last_route = Route.JOB_SEARCH

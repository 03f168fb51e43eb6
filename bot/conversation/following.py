"""Staying in touch, as the dispatch sees it: words, buttons, and what stands beside a reply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.conversation.alerts import Alerts
from bot.conversation.context import TurnContext
from bot.conversation.events import Events
from bot.conversation.news import News
from bot.conversation.outcomes import Outcomes
from bot.conversation.post_actions import PostActions
from bot.conversation.reply import Reply
from knowledge.answering.answer import Status
from knowledge.answering.draft import Route
from knowledge.answering.wording import Wording

_SEARCHES = frozenset({"jobs:more", "menu:work", "command:jobs"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowingParts:
    """The parts that staying in touch consists of."""

    posts: PostActions
    events: Events
    alerts: Alerts
    outcomes: Outcomes
    news: News


class Following:
    """Hands words and buttons to the part that knows them."""

    def __init__(self, parts: FollowingParts, wording: Wording) -> None:
        self._parts, self._wording = parts, wording
        self._actions: dict[str, Callable[[TurnContext, str], Reply | None]] = {
            "post": parts.posts.pressed,
            "offer": parts.events.pressed,
            "alerts": parts.alerts.pressed,
            "outcome": parts.outcomes.pressed,
            "news": self._new_posts,
        }
        self.commands: dict[str, Callable[[TurnContext], Reply]] = {
            "command:saved": parts.posts.saved,
            "command:alerts": parts.alerts.show,
            "command:stop": parts.alerts.stop_all,
            "command:events": parts.events.events,
            "command:courses": parts.events.courses,
        }
        self.asked_for_events = parts.events.from_message
        self.posts, self.alerts = parts.posts, parts.alerts

    def pressed(self, turn: TurnContext, kind: str, rest: str) -> Reply | None:
        """A button of ours; None for any other."""
        action = self._actions.get(kind)
        return None if action is None else action(turn, rest)

    def beside(self, turn: TurnContext, reply: Reply, action: str | None) -> Reply:
        """
        The reply with what can be done with its posts, what else there is for a search, and what
        has come up since the last turn.
        """
        if reply.status is Status.MATCHED and reply.posts:
            reply = self._with_posts(turn, reply, action)
        if not turn.state.follows or turn.forget:
            return reply
        lines, rows = self._parts.news.since_last_turn(turn.surface, turn.seeker_id, turn.today)
        if not lines:
            return reply
        text = "\n\n".join([reply.text, *lines])
        return replace(reply, text=text, buttons=(*reply.buttons, *rows))

    def _with_posts(self, turn: TurnContext, reply: Reply, action: str | None) -> Reply:
        has_numbers = any(
            button.action.startswith("post:open:") for row in reply.buttons for button in row
        )
        numbers = () if has_numbers else self._parts.posts.numbers(reply)
        lines = [self._wording.text("press_number", turn.lang)] if numbers else []
        rows = reply.buttons
        if action in _SEARCHES or (action is None and turn.route == Route.JOB_SEARCH):
            more, buttons = self._parts.events.beside(turn, reply)
            lines = [*lines, *more]
            rows = (*rows, *buttons, *self._parts.alerts.offer(turn))
        return replace(reply, text="\n".join([reply.text, *lines]), buttons=(*numbers, *rows))

    def _new_posts(self, turn: TurnContext, rest: str) -> Reply | None:
        if not rest.isdecimal():
            return None
        reply = self._parts.news.new_posts(turn.seeker_id, int(rest), turn.today)
        if reply is None:
            return turn.reply(Status.NOTICE, self._wording.text("gone", turn.lang))
        return replace(reply, lang=turn.lang)

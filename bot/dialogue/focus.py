"""What lies on the table: the list, the answer or the check that the last turns were about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation.context import TurnContext
from bot.conversation.reply import Reply
from bot.conversation.state import ChatState
from knowledge.answering.draft import Route
from knowledge.eligibility.finding import Finding, FindingResult
from knowledge.language.intent import FocusKind

SURVIVES = 1
"""Turns of something else after which a list can still be spoken of."""
_MOST_SUBJECTS = 6
_ORDER = (
    FindingResult.MAY_QUALIFY,
    FindingResult.NEED_MORE,
    FindingResult.DOES_NOT_QUALIFY,
)


@dataclass(frozen=True, slots=True)
class Focus:
    """What a message may lean on; reading it changes nothing."""

    kind: FocusKind
    posts: tuple[str, ...]
    """Ids of the posts of the list, in the order shown; empty where none can be spoken of."""
    post: str
    """The one of them that was spoken of last."""
    is_fresh: bool
    """Whether the list came with the last reply."""
    trial: Callable[[], TurnContext]
    """Gives a copy of the turn on which a part may try whether it understands the message."""


def focus_kind(state: ChatState) -> FocusKind:
    """The kind of thing that the last turns were about."""
    if state.last_route == Route.HANDOFF:
        return FocusKind.HANDOFF
    if state.last_route == Route.ELIGIBILITY or state.pending_flow == Route.ELIGIBILITY:
        return FocusKind.CHECK
    if state.posts_on_screen and state.list_age == 0:
        return FocusKind.LIST
    if state.last_route == Route.QUESTION and state.questions:
        return FocusKind.ANSWER
    if state.posts_on_screen:
        return FocusKind.LIST
    return FocusKind.ANSWER if state.last_cited() else FocusKind.NONE


def focus_of(turn: TurnContext) -> Focus:
    """What the message of this turn may lean on."""
    state = turn.state
    return Focus(
        kind=focus_kind(state),
        posts=tuple(state.posts_on_screen),
        post=state.post_in_focus,
        is_fresh=bool(state.posts_on_screen) and state.list_age == 0,
        trial=turn.trial,
    )


def remember_shown(turn: TurnContext, reply: Reply) -> None:
    """
    Keeps the posts on the table, and the programmes of a summary, for follow-ups.

    One programme is the subject of "how much?"; of several the person is asked which one.
    """
    ids = [match.post.post_id for match in reply.posts]
    if turn.keeps_screen and not ids:
        return
    _keep_list(turn.state, ids)
    cited = sorted((one for one in reply.findings if one.citations), key=_place)
    if len(cited) == 1:
        clauses = tuple(citation.clause_id for citation in cited[0].citations)
        turn.state.remember(cited[0].title, clauses)
    elif cited:
        first = tuple(one.citations[0].clause_id for one in cited[:_MOST_SUBJECTS])
        turn.state.remember("", first)


def _keep_list(state: ChatState, ids: list[str]) -> None:
    if not ids:
        state.list_age += 1
        if state.list_age > SURVIVES:
            state.posts_on_screen, state.post_in_focus = [], ""
        return
    state.list_age = 0
    state.post_in_focus = ids[0] if len(ids) == 1 else ""
    if not set(ids) <= set(state.posts_on_screen):
        state.posts_on_screen = ids


def _place(finding: Finding) -> int:
    return _ORDER.index(finding.result)

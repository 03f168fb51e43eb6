"""What a reply showed becomes what the next message may lean on."""

from __future__ import annotations

from bot.conversation.context import TurnContext
from bot.conversation.reply import Reply
from knowledge.eligibility.finding import Finding, FindingResult

_MOST_SUBJECTS = 6
_ORDER = (
    FindingResult.MAY_QUALIFY,
    FindingResult.NEED_MORE,
    FindingResult.DOES_NOT_QUALIFY,
)


def remember_shown(turn: TurnContext, reply: Reply) -> None:
    """
    Keeps the posts on the screen, and the programmes of a summary, for follow-ups.

    One programme is the subject of "how much?"; of several the person is asked which one.
    """
    ids = [match.post.post_id for match in reply.posts]
    if turn.keeps_screen and not ids:
        return
    turn.state.post_in_focus = ids[0] if len(ids) == 1 else ""
    if not ids or not set(ids) <= set(turn.state.posts_on_screen):
        turn.state.posts_on_screen = ids
    cited = sorted((one for one in reply.findings if one.citations), key=_place)
    if len(cited) == 1:
        clauses = tuple(citation.clause_id for citation in cited[0].citations)
        turn.state.remember(cited[0].title, clauses)
    elif cited:
        first = tuple(one.citations[0].clause_id for one in cited[:_MOST_SUBJECTS])
        turn.state.remember("", first)


def _place(finding: Finding) -> int:
    return _ORDER.index(finding.result)

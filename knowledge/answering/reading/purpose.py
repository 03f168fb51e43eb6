"""What a message is for, once the steps have tried to answer it and its facts are known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.answer import Status
from knowledge.answering.draft import Draft, Route
from knowledge.answering.reading.elsewhere import names_rules_elsewhere
from knowledge.glossary import Glossary
from knowledge.people.profile import Fact
from knowledge.people.wishing import sounds_like_a_wish
from knowledge.terms import TermKind

_ASKS = re.compile(
    r"[?？]|吗|呢|么(?!子)|什么|啥|哪|谁|几[个时天年]|多少|好多|多久|好久|怎|如何|啷个|"
    r"能不能|可不可以|是不是|有没有|得不得|要不要|"
    r"\b(?:what|how|who|which|when|where|why|can|could|may|do|does|did|is|are|was|were|will|should)\b",
    re.IGNORECASE,
)

_PLANS = re.compile(
    r"(?:打算|准备|计划|规划)(?:再|新|多)?(?:开发|开设|设立|增设|新增|增加)|\bplan(?:s|ned)\b",
    re.IGNORECASE,
)
"""What an office means to set up is asked about; nobody looks for work there yet."""

_TOPICS = frozenset({TermKind.POLICY, TermKind.GROUP, TermKind.INSTITUTION})


def settled_route(
    draft: Draft, learned: Sequence[Fact], glossary: Glossary, before: str = ""
) -> Route:
    """
    The steps' route; wishes for work and statements about oneself are not questions.

    :param draft: after the steps.
    :param learned: what the message tells about the person.
    :param before: the route of the turn before; a condition of work after a search refines it.
    """
    if draft.route is not Route.QUESTION:
        return draft.route
    # "And in Wanzhou?" after an answer asks the same of another place; it looks for no work.
    if draft.is_follow_up and before == Route.QUESTION:
        return Route.QUESTION
    if names_rules_elsewhere(draft.masked) or _PLANS.search(draft.masked):
        return Route.QUESTION
    # A message that no clause answers and that names a trade or a place is worth a search.
    is_declined = draft.answer is not None and draft.answer.status is Status.DECLINED_NO_SOURCE
    signs = 1 if is_declined or before == Route.JOB_SEARCH else 2
    if not draft.choices and sounds_like_a_wish(draft.masked, learned, glossary, signs):
        return Route.JOB_SEARCH
    if not learned or _ASKS.search(draft.text):
        return Route.QUESTION
    if _is_topic(draft, glossary):
        return Route.QUESTION
    wishes = any(fact.name == "wishes" for fact in learned)
    return Route.JOB_SEARCH if wishes else Route.PROFILE


def _is_topic(draft: Draft, glossary: Glossary) -> bool:
    """Whether the message is nothing but a term of the domain, as typed into a search box."""
    said = draft.masked.strip(" 。，！!.,")
    return any(
        mention.said.lower() == said.lower() and mention.entries[0].kind in _TOPICS
        for mention in glossary.find(said)
    )

"""Whether a message is a wish for work, though it says neither "look for" nor "job"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.glossary import Glossary
from knowledge.people.profile import Fact
from knowledge.terms import TermKind

_TERMS_OF_WORK = frozenset(
    {
        "wage_min_month",
        "no_night_shift",
        "board_lodging",
        "part_time",
        "only_these_districts",
        "kinds",
    }
)
_TRADES = frozenset({TermKind.JOB_TITLE, TermKind.PWP_POST_TYPE})
_ABOUT_RULES = re.compile(
    r"补贴|补助|补到|政策|贷|保险(?!柜)|社保|失业金|多少|好多|几[个名年月]|什么是|是什么|是啥|怎么|咋个|啷个|如何|为什么|"
    r"条件|资格|材料|期限|多久|好久|规定|法律|合同|欠薪|拖欠|试用期|文章|报道|新闻|"
    r"20(?:1\d|2[0-5])年|计划|类型|种类|区别|算不算|是不是|属于|"
    r"subsid|polic(?:y|ies)\b|loan|insurance|how (?:many|much|long|do|does|can|old)|"
    r"what (?:is|are|does|was|were)|\b(?:why|which|when|who|does|did|was|were)\b|"
    r"eligib|qualif|require|article|report|in 20(?:1\d|2[0-5])|planned|"
    r"=|course|difference|documents?\b|allowance\)?\s+(?:amount|rate)|contract|benefit|law\b",
    re.IGNORECASE,
)
_SEEKS = re.compile(
    r"想(?:去|在|做|找|当|学着|要)|要人|招人|请不请|招不招|要不要(?:人|我)?|有招|要我不|可以做|能做|"
    r"安排一个|得不得要|也行|也可以|也要得|都行|都可以|最好|"
    r"\b(?:please|want|would like|prefer|better if|must|any district|anywhere|is fine|is ok|"
    r"also fine|also ok|near|post\?|work\b)",
    re.IGNORECASE,
)


def sounds_like_a_wish(
    text: str, facts: Sequence[Fact], glossary: Glossary, signs_needed: int = 2
) -> bool:
    """
    Whether the message names work and a term of it (a place, a wage), and asks for no rule.

    "street sweeper in Jiangjin, daytime only" is a wish, and so is "观音桥那边要保安不？".

    :param signs_needed: one is enough where no clause answers the message.
    """
    if _ABOUT_RULES.search(text):
        return False
    names_trade = any(
        entry.kind in _TRADES for found in glossary.find(text) for entry in found.entries
    )
    names_place = bool(glossary.places.districts_in(text))
    names_terms = any(fact.name in _TERMS_OF_WORK for fact in facts)
    seeks = _SEEKS.search(text) is not None
    if signs_needed == 1:
        return names_trade or names_place or names_terms
    return sum((names_trade, names_place, names_terms, seeks)) >= signs_needed

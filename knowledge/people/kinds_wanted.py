"""Which kind of post somebody asks for: public-welfare, enterprise or policy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.glossary import Glossary
from knowledge.people.hearing import Heard, is_denied
from knowledge.people.profile import Fact
from knowledge.people.standing import statuses
from knowledge.people.wishes import asks_of_policy, says_wish
from knowledge.vocabulary import PostKind

_KIND_OF_TERM = {
    "公益性岗位": PostKind.PUBLIC_WELFARE,
    "乡村公益性岗位": PostKind.PUBLIC_WELFARE,
    "全日制公益性岗位": PostKind.PUBLIC_WELFARE,
    "非全日制公益性岗位": PostKind.PUBLIC_WELFARE,
    "临时性公益性岗位": PostKind.PUBLIC_WELFARE,
    "政策性岗位": PostKind.POLICY,
    "三支一扶": PostKind.POLICY,
    "西部计划": PostKind.POLICY,
    "特岗计划": PostKind.POLICY,
    "科研助理岗位": PostKind.POLICY,
}
_ENTERPRISE = re.compile(
    r"企业(?:的|里|类)?(?:的)?(?:岗位?|工作|职位)|(?:进|去)(?:厂|公司|企业|工厂)|(?:公司"
    r"|工厂)(?:的|里)(?:的)?(?:岗位?|工作)"
    r"|(?:公司|企业)招的|企业(?:都|也)(?:行|可以|要得)|(?:或者?|和)企业$|(?<![a-z])(?:enterprise|company|factory"
    r"|private[- ]sector) (?:posts?|jobs?|work|positions?)(?![a-z])"
)


_WELFARE = re.compile(
    r"(?<![a-z])public[- ]welfare(?! (?:lotter\w*|funds?|organi[sz]\w*|activit\w*|undertaking"
    r"|institution))(?![a-z])"
)


def kinds(heard: Heard) -> Iterator[Fact]:
    """`kinds` of post that were asked for by name."""
    found: dict[PostKind, str] = {}
    # Who names a status that such posts are for means them by any mention: "北碚种花的公益岗".
    may_be_placed = heard.wishes_work and any(
        fact.name == "statuses" and fact.value for fact in statuses(heard)
    )
    for clause in heard.clauses:
        named_loosely = may_be_placed and not clause.is_question
        if not (says_wish(clause) or named_loosely) and (clause.is_question or not heard.is_short):
            continue
        if asks_of_policy(clause):
            continue
        for mention in heard.mentions_in(clause):
            kind = next((k for e in mention.entries if (k := _KIND_OF_TERM.get(e.zh))), None)
            if kind and not is_denied(heard.before(clause, mention)):
                found.setdefault(kind, heard.said(clause))
        plain = _WELFARE.search(clause.low) if named_loosely else None
        if plain and not is_denied(clause.low[: plain.start()]):
            found.setdefault(PostKind.PUBLIC_WELFARE, heard.said(clause))
        match = _ENTERPRISE.search(clause.low)
        if match and not is_denied(clause.low[: match.start()]):
            found.setdefault(PostKind.ENTERPRISE, heard.said(clause))
    if found:
        yield Fact("kinds", tuple(found), "；".join(dict.fromkeys(found.values())))


def kinds_named(text: str, glossary: Glossary) -> frozenset[PostKind]:
    """Kinds of post that a text names, whatever it says of them."""
    entries = (entry.zh for mention in glossary.find(text) for entry in mention.entries)
    return frozenset(_KIND_OF_TERM[name] for name in entries if name in _KIND_OF_TERM)

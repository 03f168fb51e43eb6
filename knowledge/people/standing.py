"""Statuses and groups, only where the person says so; asking about one is no claim to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.people.clauses import Clause
from knowledge.people.hearing import Heard, is_denied
from knowledge.people.profile import Fact
from knowledge.people.standing_words import PLAIN_WORDS
from knowledge.terms import Mention
from knowledge.vocabulary import PersonStatus

_STATUS_OF_TERM = {
    "低保家庭": PersonStatus.MINIMUM_LIVING_ALLOWANCE,
    "最低生活保障": PersonStatus.MINIMUM_LIVING_ALLOWANCE,
    "零就业家庭": PersonStatus.ZERO_EMPLOYMENT_FAMILY,
    "残疾人": PersonStatus.DISABLED,
    "残疾人证": PersonStatus.DISABLED,
    "退役军人": PersonStatus.VETERAN,
    "刑满释放人员": PersonStatus.RELEASED,
    "戒毒康复人员": PersonStatus.RECOVERED,
    "脱贫人口": PersonStatus.LIFTED_OUT_OF_POVERTY,
    "“4050”人员": PersonStatus.AGE_4050,
    "淘汰落后产能职工": PersonStatus.CAPACITY_CUT,
    "退捕渔民": PersonStatus.WITHDRAWN_FISHERMAN,
    "离校两年内未就业高校毕业生": PersonStatus.GRADUATE_2Y,
}
# Aliases that say less than the status: a laid-off worker need not come from a capacity cut.
_TOO_LITTLE = frozenset({"下岗职工", "laid-off worker", "laid-off workers", "displaced worker"})
_FRESH_GRADUATE = re.compile(r"应届|fresh graduate|recent unemployed graduate|离校未就业")
_GROUP_OF_TERM = {
    "农民工": "migrant_worker",
    "创业者": "entrepreneur",
    "高校毕业生": "college_graduate",
}
# A joke that everybody in work makes about themselves.
_NO_GROUP = frozenset({"打工人"})

_NONE_OF_THESE = re.compile(
    r"(?:这些|以上|上面|哪样|一样|这几种)?(?:身份|情况)?(?:那些|等等)?(?:我)?(?:全部?|一样"
    r"|一个)?都(?:不是"
    r"|没有|不符合|不属于|不沾)"
    r"|没有这些(?:身份|情况)|不属于(?:以上|上面|这些)"
    r"|none of (?:these|those|them|the above)|no special status"
)
# Said whole, these speak of statuses whatever stands beside them.
_NO_OTHER = re.compile(
    r"(?:没(?:有|得)?|无|冇)(?:啥子?|什么|任何|别的|其他|其它|特殊|另外|半点)+(?:的)?(?:特殊)?"
    r"(?:身份|困难身份|人员类别)"
    r"|(?:全|都)(?:不沾边?|不占|沾不到边?|挨不到)"
    r"|(?<![a-z])(?:no|without(?: any| a)?|not any|don't have any) (?:special|other|particular"
    r"|protected|hardship) (?:status(?:es)?|categor(?:y|ies)|group)"
)
# Behind "no dibao, no disability": what is left is nothing but being out of work.
_ONLY_OUT_OF_WORK = re.compile(
    r"(?:就是|只是|单纯(?:是|的)?|纯粹(?:是)?|光是)(?:个)?(?:失业|没(?:有|得)?(?:工作|活干|上班)|下岗)"
    r"|(?<![a-z])(?:just|only|simply|merely) (?:an? ordinary|out of (?:work|a job)|unemployed"
    r"|jobless|without (?:a )?(?:work|job)|lost my job)"
)
_DENIED_STATUS = re.compile(
    r"(?:(?<![有是要能会想])[不没]|未|无|非)(?:是|有|得|吃|拿|领|算|属于|办|当过?|持有?)*$"
    r"|(?<![a-z])(?:no|not|never|nor|neither|without|isn't|don't)(?: (?:been|on|a|an|any|from"
    r"|in|have|had|get|the))*\s*$"
)


def statuses(heard: Heard) -> Iterator[Fact]:
    """`statuses`, all that were claimed; or `no_status` for "none of these"."""
    found: dict[PersonStatus, str] = {}
    for clause in heard.clauses:
        for mention in heard.mentions_in(clause):
            status = _status_of(mention)
            if status and (
                heard.is_claimed(clause, mention) or _stands_alone(heard, clause, mention)
            ):
                found.setdefault(status, heard.said(clause))
        for status, said in _in_plain_words(heard, clause):
            found.setdefault(status, said)
    if found:
        yield Fact("statuses", tuple(found), "；".join(dict.fromkeys(found.values())))
        yield Fact("no_status", False, next(iter(found.values())))
    elif none := _none_of_these(heard):
        yield Fact("statuses", (), none.group())
        yield Fact("no_status", True, none.group())


def _none_of_these(heard: Heard) -> re.Match[str] | None:
    """The words that deny all statuses at once; in a long message they must speak of statuses."""
    whole = _NO_OTHER.search(heard.low)
    if whole is None and _denies_a_status(heard):
        whole = _ONLY_OUT_OF_WORK.search(heard.low)
    if whole:
        return whole
    if heard.is_short:
        return _NONE_OF_THESE.search(heard.low)
    about = (c for c in heard.clauses if any(_status_of(m) for m in heard.mentions_in(c)))
    denials = (_NONE_OF_THESE.search(clause.low) for clause in about)
    return next((denial for denial in denials if denial), None)


def _denies_a_status(heard: Heard) -> bool:
    return any(
        _status_of(mention) and _DENIED_STATUS.search(heard.before(clause, mention))
        for clause in heard.clauses
        for mention in heard.mentions_in(clause)
    )


def _status_of(mention: Mention) -> PersonStatus | None:
    if mention.said.lower() in _TOO_LITTLE:
        return None
    if _FRESH_GRADUATE.search(mention.said.lower()):
        return PersonStatus.GRADUATE_2Y
    found = (_STATUS_OF_TERM.get(entry.zh) for entry in mention.entries)
    return next((status for status in found if status), None)


def _stands_alone(heard: Heard, clause: Clause, mention: Mention) -> bool:
    """低保户，52岁，想找保洁: a status as a clause of its own beside other facts."""
    words = re.sub(r"^(?:一[个名位]|an?)\s*|[户者的]$", "", clause.low.strip())
    words = re.sub(r"^(?:建档立卡的?|农村的?|城市的?)", "", words)
    words = _FROM_THERE.sub("", words)
    alone = words in {mention.said.lower(), mention.said.lower().rstrip("户者的")}
    speaks_of_self = heard.wishes_work or _SPEAKS_OF_SELF.search(heard.low) is not None
    return alone and not clause.is_question and speaks_of_self


# 巴南乡下的脱贫户 says where they live besides.
_FROM_THERE = re.compile(r"^[^，。]{2,6}(?:区|县|乡下|农村|村里|镇上|乡里|城里)的")
_SPEAKS_OF_SELF = re.compile(
    r"想找|找(?:个|份|工作)|\d岁|[一二三四五六七八九十]岁|looking for|years old"
    r"|(?<![a-z])(?:i am|i'm|i want|i have|my)(?![a-z])"
)


def _in_plain_words(heard: Heard, clause: Clause) -> Iterator[tuple[PersonStatus, str]]:
    for status, words in PLAIN_WORDS:
        subject = rf"{heard.subject}[^，。,]{{0,6}}?"
        # Without a subject, as in 刚出狱, it is a claim only where nothing is asked.
        opening = subject if clause.is_question else rf"(?:{subject}|^\s*)"
        match = re.search(rf"{opening}{words}", clause.low)
        if (
            match
            and not is_denied(clause.low[: match.start()])
            and not _SUPPOSED.search(clause.low)
        ):
            yield status, heard.said(clause, match)


_SUPPOSED = re.compile(
    r"如果|假如|要是|是不是|是否|的人|(?<![a-z])(?:if|whether|people|those|who)(?![a-z])"
)


def groups(heard: Heard) -> Iterator[Fact]:
    """`groups` that the person counts themselves among."""
    found: dict[str, str] = {}
    for clause in heard.clauses:
        for mention in heard.mentions_in(clause):
            group = next((g for e in mention.entries if (g := _GROUP_OF_TERM.get(e.zh))), None)
            is_own = heard.is_claimed(clause, mention) or _stands_alone(heard, clause, mention)
            if group and mention.said not in _NO_GROUP and is_own:
                found.setdefault(group, heard.said(clause))
    if found:
        yield Fact("groups", tuple(found), "；".join(dict.fromkeys(found.values())))

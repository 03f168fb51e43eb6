"""Statuses and groups, only where the person says so; asking about one is no claim to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.people.clauses import Clause
from knowledge.people.hearing import Heard, is_denied
from knowledge.people.profile import Fact
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

# What people say of themselves in other words than the glossary's.
_PLAIN_WORDS: tuple[tuple[PersonStatus, str], ...] = (
    (PersonStatus.VETERAN,
        r"(?:当过兵|从部队(?:上)?(?:退|下来|回来)|刚?(?:退伍|退役|转业)(?:了|回来|下来))"),
    (PersonStatus.RELEASED, r"(?:坐过牢|蹲过监|刚?出狱|刚?刑满释放|从监狱出来)"),
    (PersonStatus.RECOVERED, r"(?:戒过毒|戒毒(?:成功|出来)了?|戒毒康复(?!人员|所|中心|期))"),
    (PersonStatus.ZERO_EMPLOYMENT_FAMILY,
     r"(?:全家|一家人|家里)(?:人)?(?:都|没有?一?个?人)(?:没有?|有)?(?:工作|上班)"),
    (PersonStatus.ZERO_EMPLOYMENT_FAMILY, r"(?:是|已经?)?零就业家庭(?:已经?)?认定"),
    (PersonStatus.ZERO_EMPLOYMENT_FAMILY,
        r"(?:are )?(?:an? )?recogni[sz]ed (?:as )?(?:an? )?zero[- ]employment family"),
    (PersonStatus.RELEASED, r"(?:刚)?刑满(?:释放)?(?:出来|回来|回家)"),
    (PersonStatus.RELEASED,
        r"(?:was )?released (?:from prison )?(?:half|an?|one|two|three|last|\d+)"
        r"(?: \w+){0,2} (?:years?|months?|weeks?)?\s*(?:ago|$)"),
    (PersonStatus.LIFTED_OUT_OF_POVERTY,
        r"(?:are |is )?(?:an? )?(?:household|family)(?: that was)? (?:lifted|raised) out of "
        r"poverty"),
    (PersonStatus.LIFTED_OUT_OF_POVERTY, r"(?:household|family) out of poverty"),
    (PersonStatus.WITHDRAWN_FISHERMAN,
        r"(?:以前|原来|过去|一直|之前)?(?:是|就是)?(?:在)?(?:长江(?:上|里|边)?)?(?:打鱼"
        r"|捕鱼)的?(?:上岸|退捕|出身|的|，|$)"),
    (PersonStatus.CAPACITY_CUT,
        r"(?:是|从|在)?(?:去产能|淘汰落后产能|落后产能淘汰|关停)[^，。,]{0,8}(?:企业|厂|矿"
        r"|公司)?[^，。,]{0,4}(?:下岗|职工|工人|出来|下来|分流)"),
    (PersonStatus.GRADUATE_2Y, r"(?:是)?(?:刚刚?|才)(?:从)?"
     r"(?:(?:大学|大专|本科|专科)毕业|毕业的?(?:大学|本科|大专|研究)生)"),
    (PersonStatus.GRADUATE_2Y, r"[^，。,]{0,6}(?:大学|大专|本科|专科|研究生)(?:刚刚?|才)毕业"),
    (PersonStatus.GRADUATE_2Y, r"(?:是)?应届(?:本科|大专|专科|硕士|大学)"),
    (PersonStatus.GRADUATE_2Y, r"(?:am )?(?:a )?fresh (?:college )?graduate"),
    (PersonStatus.GRADUATE_2Y, r"(?:just|recently) graduated from (?:college|university)"),
    (PersonStatus.VETERAN, r"(?:did (?:my |his |her )?military service|served in the (?:army"
                           r"|military|navy|pla)|left the army)"),
    (PersonStatus.LIFTED_OUT_OF_POVERTY,
        r"(?:poverty[- ]relieved|(?:was |were |got )?(?:lifted|raised|came) out of poverty)"),
    (PersonStatus.RELEASED, r"(?:was|been|just|got) (?:released from|out of|in) (?:prison|jail)"),
    (PersonStatus.ZERO_EMPLOYMENT_FAMILY,
        r"(?:nobody|no one) (?:in my (?:family|household|home) )(?:ha(?:s|ve) (?:a |any )?(?:job"
        r"|work)|works?|is working"
        r"|is employed)"),
    (PersonStatus.WITHDRAWN_FISHERMAN, r"(?:used to (?:fish|be a fisher\w*)|(?:was"
        r"|were) (?:an? )?fisher\w+ (?:before|until)"
        r"|(?:ex|former)[- ]fisher\w+)"),
)  # fmt: skip
_NONE_OF_THESE = re.compile(
    r"(?:这些|以上|上面|哪样|一样|这几种)?(?:身份|情况)?(?:那些|等等)?(?:我)?(?:全部?|一样"
    r"|一个)?都(?:不是"
    r"|没有|不符合|不属于|不沾)"
    r"|没有这些(?:身份|情况)|不属于(?:以上|上面|这些)"
    r"|none of (?:these|those|them|the above)|no special status"
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
    if heard.is_short:
        return _NONE_OF_THESE.search(heard.low)
    about = (c for c in heard.clauses if any(_status_of(m) for m in heard.mentions_in(c)))
    denials = (_NONE_OF_THESE.search(clause.low) for clause in about)
    return next((denial for denial in denials if denial), None)


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
    for status, words in _PLAIN_WORDS:
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

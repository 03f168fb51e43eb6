"""Whether a message looks for work, though it may say neither "look for" nor "job"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.glossary import Glossary
from knowledge.people.hearing import Heard
from knowledge.people.profile import Fact
from knowledge.terms import Mention, TermKind, folded

_TERMS_OF_WORK = frozenset(
    {
        "wage_min_month",
        "no_night_shift",
        "board_lodging",
        "part_time",
        "refused_work",
        "weekends_off",
        "hours_a_day",
        "times_of_day",
        "stays_near",
        "commute_minutes",
        "only_these_districts",
        "kinds",
    }
)
_OF_POLICIES = frozenset({TermKind.POLICY, TermKind.GROUP, TermKind.INSTITUTION, TermKind.BENEFIT})
TRADES = (TermKind.JOB_TITLE, TermKind.PWP_POST_TYPE)
# ASCII, so that a word of English ends where Chinese begins.
_ABOUT_RULES = re.compile(
    r"对[吧吗不][？?]?\s*$|真的吗|是真的|"
    r"\bright\s*\?|\bis (?:that|this|it) (?:right|true|so|correct)\b|"
    r"补贴|补助|补到|政策(?!性?岗)|贷|(?<![卖跑])保险(?!柜)|社保|失业金|多少|好多"
    r"|几[个名年月](?!娃|孩)|什么(?:是|用|时候)|是什么|"
    r"是啥|怎么|啷个|如何|为什么|条件|资格(?!证)|材料|期限|多久|好久|规定|法律|合同|欠薪|拖欠"
    r"|试用期|文章|报道|新闻|(?:什么|啥|哪种)学历|有没有(?:最低|限制|五险|编制)|"
    r"20(?:1\d|2[0-5])年(?!大?学?毕业)|计划|类型|种类|区别|算不算|算[^，。]{1,8}不$|是不是|属于"
    r"|分哪|哪[年月种类两]|听说|"
    r"报得到名|报名不|退休|养老金|工伤|个税|签证|"
    r"subsid|polic(?:y|ies)\b|\bloan|insurance|\bhow\b|\bwhat\b(?! about)|\b(?:why|which|when"
    r"|where|allowed)\b|"
    r"(?:^|[.!?])\s*(?:who|does|did|was|were|is|are|am|do|must|can|could|may|will"
    r"|should)\b(?! there\b|n't|'t| not\b)|"
    r"eligib|qualif|require|\barticle|report|planned|\bpermit|\btax|retire|pension\b|"
    r"(?<!graduated )\bin 20(?:1\d|2[0-5])|"
    r"=|\bcourse|difference|documents?\b|allowance\)?\s+(?:amount|rate)|contract(?!or)|benefit"
    r"|\blaw\b",
    re.IGNORECASE | re.ASCII,
)
_SEEKS = re.compile(
    r"想(?:去|在|做|找|当|学|要|打|来)|要人|招人|请不请|招不招|招保?|请人|有没得人请|要不要(?:人"
    r"|我)?|有招|要我不|可以做|能做|"
    r"安排一个|得不得要|也行|也可以|也要得|也干得|都行|都可以|都要得|都得行|最好|得行不|"
    r"\b(?:please|want|would like|i wish|prefer|something (?:with|in|near|to do)|better if|must"
    r"|any district|anywhere|is fine|is ok|"
    r"also fine|also ok|near|for me\?|or\b.{0,30}\bassistant)\b",
    re.IGNORECASE | re.ASCII,
)
# A noun for work or for somebody at work, so that a trade unknown to the glossary counts too.
_NAMES_WORK = re.compile(
    r"岗位?|工作|活路|零工|学徒|助理|要人|招人|[\u4e00-\u9fff](?:员|工|师|车|店"
    r"|厂)(?![^\s，。？！?!,的]{2})|"
    r"\b(?:jobs?|work|posts?|positions?|labou?r|factory|farm|shop|patrol|"
    r"(?:work|sell|help|clean|keep|collect|test|paint|drive?|pack|sort|design|operat|sweep|cook"
    r"|teach|"
    r"attend|assist|carpent)(?:er|or|ant|ing|ress)s?)\b",
    re.IGNORECASE | re.ASCII,
)


def looks_for_work(heard: Heard, facts: Iterable[Fact]) -> bool:
    """
    Whether the message names work and a term of it (a place, a wage), and asks for no rule.

    "street sweeper in Jiangjin, daytime only" does, and so does "观音桥那边要保安不？".

    :param facts: the conditions that it states.
    """
    if asks_about_rules(heard.text):
        return False
    signs = _signs(heard.text, heard.mentions, facts, heard.glossary)
    return signs >= 2 or (signs == 1 and _is_bare_order(heard))


def _is_bare_order(heard: Heard) -> bool:
    """渝北送牛奶, "massage therapist Nan'an": short, of nobody, asking nothing, of no policy."""
    if not heard.is_short or any(clause.is_question for clause in heard.clauses):
        return False
    if re.search(heard.subject, heard.low) or (len(heard.low.split()) == 1 and heard.low.isascii()):
        return False
    return not any(entry.kind in _OF_POLICIES for m in heard.mentions for entry in m.entries)


def asks_about_rules(text: str) -> bool:
    """Whether the words are those of a question about money, rights or the news."""
    return _ABOUT_RULES.search(text) is not None


def _signs(
    text: str, mentions: Iterable[Mention], facts: Iterable[Fact], glossary: Glossary
) -> int:
    names_trade = any(mention.of_kind(*TRADES) for mention in mentions)
    return sum(
        (
            names_trade or _NAMES_WORK.search(folded(text)) is not None,
            _names_place(text, glossary),
            _names_terms(facts),
            _SEEKS.search(text) is not None,
        )
    )


def _names_place(text: str, glossary: Glossary) -> bool:
    return bool(glossary.places.find(text))


def _names_terms(facts: Iterable[Fact]) -> bool:
    return any(fact.name in _TERMS_OF_WORK for fact in facts)

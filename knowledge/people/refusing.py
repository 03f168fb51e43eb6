"""Work that somebody will not do: 除了保安都行, 不想进厂, "no sales please"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.people.clauses import Clause
from knowledge.people.hearing import Heard
from knowledge.people.kinds_of_toil import trades_of_toil_refused
from knowledge.people.profile import Fact
from knowledge.terms import Mention, TermKind

_TRADES = (TermKind.JOB_TITLE, TermKind.PWP_POST_TYPE)
# 没做过, 不会, 不是 say what somebody lacks and not what they refuse.
_BEFORE = re.compile(
    r"(?:(?<![有是要能会想可行得])(?:不|莫|别)(?:想|要|愿意?|得|能|考虑|接受|喜欢|再)*"
    r"(?:给我|让我|喊我|叫我|帮我)?(?:介绍|推荐|安排|找|做|干|当|去|进|搞|跑)*(?:啥子?|什么|那种)?"
    r"|除了|除开|除去)\s*(?:一?[个名份])?$"
    r"|(?<![a-z])(?:anything|everything|any (?:job|work|post)|whatever|all|job"
    r"|work)(?: [\w']+){0,4}?"
    r" (?:but|except(?: for)?|other than|apart from)(?: (?:an?|the|working|work|drive|driving|in"
    r"|as|being))*\s*$"
    r"|^\s*(?:but |and |please )?except(?: for)?(?: an?)?\s*$"
    r"|(?<![a-z])(?:don't|do not|dont|won't|will not|wouldn't|would not|never|rather not|not"
    r"|refuse to|hopeless|bad|no good)"
    r"(?: (?:give|send|offer|show|me|want|like|wish|again|to|work|do|be|go|have|any|an?|the|in|as"
    r"|on|for|at))*\s*$"
    r"|(?<![a-z])(?:no(?: more)?|nothing)(?: (?:on|in|with|like|to do with|as|at))*(?: an?"
    r"| the)?\s*$"
)
_BUT = re.compile(
    r"(?<![a-z])(?:anything|everything|any (?:job|work|post)|whatever) (?:[\w']+ ){0,4}?but"
    r"(?: (?:an?|the|working|work|drive|driving|in|as|being))*\s*$"
)
_LACKS = re.compile(
    r"(?:没|未|无|不会|不是|haven't|have not|hasn't|didn't|never (?:worked|been|did)|i am not"
    r"|i'm not)"
)
_BEHIND = re.compile(
    r"^(?:员|的|类|工作|岗位?|这种|那种|之类|活路?|我|就|一律|也|都)*"
    r"(?:[\u4e00-\u9fff]{0,4}(?:全都?|都)(?:不要|不干|不做|莫)"
    r"|(?:东西|事情)?我?(?:做|干|搞)不(?:来|了|得|惯)|算了|免谈"
    r"|莫找我|别找我|不做|不干|不去|不当|不考虑|不要|不想|除外|以外|之外)"
    r"|^(?: work| jobs?)? (?:is |are )?(?:not for me|out of the question|excluded)"
)
_JOINED = re.compile(r"^\s*(?:、|和|或者?|跟|与|/|and|or|,|nor|work|jobs?|an?|as|in|员|的|\s)*$")


def refused_work(heard: Heard) -> Iterator[Fact]:
    """`refused_work` under the official Chinese names of the trades."""
    found: dict[str, str] = {}
    for clause in heard.clauses:
        if clause.is_question and not re.search(heard.subject, clause.low):
            continue
        for mention in refused_in(heard, clause):
            if trade := mention.of_kind(*_TRADES):
                found.setdefault(trade.zh, heard.said(clause))
        toil = _toil_refused(heard, clause)
        for name in toil:
            # "truck driver, I won't drive far" refuses no driving.
            if name not in _named_elsewhere(heard, clause):
                found.setdefault(name, heard.said(clause))
    if found:
        yield Fact("refused_work", tuple(found), "；".join(dict.fromkeys(found.values())))


def _named_elsewhere(heard: Heard, clause: Clause) -> frozenset[str]:
    """The trades that other clauses name, which is where the work looked for stands."""
    others = (one for one in heard.clauses if one.start != clause.start)
    named = (trade for one in others for trade in _trades_named(heard, one))
    return frozenset(named)


def _trades_named(heard: Heard, clause: Clause) -> Iterator[str]:
    for mention in heard.mentions_in(clause):
        if (trade := mention.of_kind(*_TRADES)) and not _is_refused(heard, clause, mention):
            yield trade.zh


def refused_in(heard: Heard, clause: Clause) -> list[Mention]:
    """The trades in the clause that the person will not do, with those joined to them by "or"."""
    trades = [mention for mention in heard.mentions_in(clause) if mention.of_kind(*_TRADES)]
    toil = _toil_refused(heard, clause)
    refused = [_is_refused(heard, clause, trade) or _is_of(trade, toil) for trade in trades]
    for at in range(1, len(trades)):
        if refused[at - 1] and _are_joined(heard, trades[at - 1], trades[at]):
            refused[at] = True
    for at in range(len(trades) - 1, 0, -1):
        behind = _BEHIND.search(heard.after(clause, trades[at])) is not None
        if behind and _are_joined(heard, trades[at - 1], trades[at]):
            refused[at - 1] = True
    return [trade for trade, is_refused in zip(trades, refused, strict=True) if is_refused]


def _toil_refused(heard: Heard, clause: Clause) -> tuple[str, ...]:
    """The trades that the clause refuses by what is hard in them."""
    # "anything but driving" is cut in two at "but".
    but = _BUT.search(heard.low[: clause.start][-60:])
    low = f"nothing {clause.low}" if but else clause.low
    return trades_of_toil_refused(low, is_question=clause.is_question)


def _is_of(mention: Mention, names: tuple[str, ...]) -> bool:
    trade = mention.of_kind(*_TRADES)
    return trade is not None and trade.zh in names


def _is_refused(heard: Heard, clause: Clause, trade: Mention) -> bool:
    before, after = heard.before(clause, trade), heard.after(clause, trade)
    if _LACKS.search(before[-12:]) and not re.search(r"除|but|except", before):
        return False
    # "anything but sales" is cut in two at "but".
    if _BEFORE.search(before) or _BUT.search(heard.low[: trade.start][-60:]):
        # 不做保安队长的助理 and "no sales experience" refuse no trade.
        return (
            re.match(r"\s*(?:的?经验|证|experience|certificate|licen[cs]e|skills?)", after) is None
        )
    return _BEHIND.search(after) is not None


def _are_joined(heard: Heard, one: Mention, other: Mention) -> bool:
    return _JOINED.match(heard.low[one.end : other.start]) is not None

"""What is left of a message when the understood conditions are taken out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge.people.background import speaks_of_past
from knowledge.people.clauses import Clause
from knowledge.people.hearing import Heard, is_denied
from knowledge.people.profile import Fact
from knowledge.people.refusing import refused_in
from knowledge.people.wishing import TRADES
from knowledge.terms import folded

_MOST_WORDS = 200
"""Characters; what a person wishes stands in fewer, and a longer query finds nothing better."""

_NO_CONDITION = frozenset({"wishes", "skills", "kinds", "districts", "only_these_districts"})
_OF_THE_PAST = re.compile(
    r"以前|原来|之前|曾经|干过|做过|(?<![a-z])(?:used to|was|were|worked|lost)(?![a-z])"
)
_REFUSED = re.compile(
    r"^\s*(?:我)?(?:不|莫|别|没|未)|^\s*(?:and |but )?(?:i )?(?:no|not|don't|do not|can't|cant"
    r"|cannot|can not|never)"
    r"(?![a-z])"
)
# Words of wishing, of courtesy and of grammar: none of them tells one post from another.
_IDLE_ZH = re.compile(
    r"你好|您好|请问|谢谢|妹儿|老师|师傅|我问一[哈下]|帮我妈?|帮忙|我们?家?|本人|自己|这[边里]"
    r"|那[边里]|附近|周边|"
    r"想(?:找|做|干|当|学|要|去|打|在|来)?|找|要得|要人|要不要(?:我|人)?|要我不|招不招|还招"
    r"|招人?|请不请|请人|"
    r"有没有|有没得|有啥子?|啥子?|什么|哪里|哪些|还要|可以|都行|也行|也可以|得行|行不行|能不能"
    r"|给我|安排|"
    r"工作|活路|活儿|上班|一?[个份点些]|那种|之类|方面|最好|就是|现在|今年|"
    r"[吗嘛呢哈不吧啊呀哦噻的了]+$|^[的在去到从是]+|没得的话|不行的话|也$"
)
_IDLE_EN = re.compile(
    r"\b(?:i|i'm|am|me|my|we|a|an|the|is|are|to|for|in|at|near|or|and|also|else|if|not|then|with"
    r"|of|from|any|"
    r"some|something|someone|want|wish|would|like|need|looking|look|find|please|job|jobs|post"
    r"|posts|"
    r"position|positions|there|here|can|do|have|has|had|fine|ok|okay|better|must|should|"
    r"who|only|side|kind|good|new|district|anywhere|chongqing|now|no|be|it|on|by|as|but)\b",
    re.ASCII,
)
_LETTERS = re.compile(r"[^\W\d_]")


def words_left(heard: Heard, facts: Iterable[Fact]) -> tuple[str, ...]:
    """
    The clauses that state no condition and no place, in their own words, each once.

    What the person refuses or did in the past is left out: it would be found like a wish.
    """
    low = heard.low
    for place in reversed(heard.glossary.places.find(heard.text)):
        low = low[: place.start] + " " * (place.end - place.start) + low[place.end :]
    spent = [folded(said) for said in _said(facts)]
    parts = dict.fromkeys(
        _without(low[clause.start : clause.end], spent)
        for clause in heard.clauses
        if not _is_no_wish(heard, clause)
    )
    return tuple(_up_to(_MOST_WORDS, (part for part in parts if part)))


def _said(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        if fact.name not in _NO_CONDITION:
            yield from (said for said in fact.said.split("；") if said)


def _is_no_wish(heard: Heard, clause: Clause) -> bool:
    if _OF_THE_PAST.search(clause.low) or _REFUSED.search(clause.low):
        return True
    trades = [mention for mention in heard.mentions_in(clause) if mention.of_kind(*TRADES)]
    return bool(refused_in(heard, clause)) or any(
        is_denied(heard.before(clause, trade)) or speaks_of_past(heard, clause, trade)
        for trade in trades
    )


def _without(words: str, spent: Iterable[str]) -> str:
    for said in spent:
        words = words.replace(said, " ")
    rest = " ".join(_IDLE_EN.sub(" ", _IDLE_ZH.sub("", words.strip())).split()).strip("的了 ")
    letters = "".join(_LETTERS.findall(rest))
    return rest if len(letters) >= (3 if letters.isascii() else 2) else ""


def _up_to(most: int, parts: Iterable[str]) -> Iterator[str]:
    length = 0
    for part in parts:
        length += len(part)
        if length > most:
            return
        yield part

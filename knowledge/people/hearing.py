"""A message in clauses, with the terms in it and whom it is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.people.clauses import Clause, clauses_of
from knowledge.people.spoken_trades import spoken_trades
from knowledge.people.whom import SELF, whom
from knowledge.terms import Mention, folded

LONGEST_HEARD = 12_000
"""Characters that are read; a CV is shorter, and the rest of a longer text can only cost time."""

_FAMILY = (
    "妈妈|母亲|老妈|妈|爸爸|父亲|老汉|爸|爷爷|奶奶|外婆|外公|老公|老婆|爱人|妻子|丈夫|媳妇|堂客|"
    "儿子|女儿|女婿|娃儿?|孩子|哥哥?|姐姐?|弟弟?|妹妹?|嫂子|姑姑|姨|舅舅|叔叔?|朋友|亲戚|邻居|同学"
)
_FAMILY_EN = (
    "mother|mom|mum|father|dad|wife|husband|son|daughter|brother|sister|friend|neighbou?r|aunt|"
    "uncle|cousin|parents?"
)
_SELF_ZH = "我们家|我们|我家里?|我|本人|俺|咱|家里|家庭|自己"
_SELF_EN = (
    r"i am|i'm|im|i was|i've|i have|i|we are|we're|we|my family|my household|our family"
    r"|our household|as"
)

# A status is claimed by a verb of being or having; 想办, 能领, 怎么申请 are questions about it.
_GAP = "[^是有领吃办不没未非想要能可怎如申问]{0,10}"
_BEING = (
    "(?:(?:是|属于|算是?|有|持有?|拿[着了到]|吃|领[着了到]?|享受[着了]?|纳入了?|认定为?|评为"
    "|评上了?|"
    "办(?:了|过|好了?|下来了?|理了))(?:了|着|的|过|一?[个名位本张户]|农村|城市|城镇|[一二三四]级"
    "|肢体|视力|听力)*)"
)


@dataclass(frozen=True)
class Heard:
    """One message as the readers of facts see it."""

    text: str
    low: str
    clauses: tuple[Clause, ...]
    mentions: tuple[Mention, ...]
    lang: Lang
    today: date
    glossary: Glossary
    acting_for: str = SELF
    """The label of the person whose facts these are; see knowledge/people/whom.py."""
    wishes_work: bool = False
    """Whether the message as a whole looks for work, whatever its single clauses say."""

    @property
    def acts_for_other(self) -> bool:
        """Whether the person asks for somebody of the family; facts are that person's then."""
        return self.acting_for != SELF

    @cached_property
    def is_short(self) -> bool:
        """Whether the message is a bare answer such as 三千以上 or 南岸."""
        return len(self.low.strip()) <= (60 if self.low.isascii() else 24)

    def said(self, clause: Clause, match: re.Match[str] | None = None) -> str:
        """The words as they were written: those of the match in the clause, or the whole clause."""
        if match is None:
            return self.text[clause.start : clause.end].strip()
        return self.text[clause.start + match.start() : clause.start + match.end()].strip()

    def mentions_in(self, clause: Clause) -> Iterator[Mention]:
        """The glossary's terms inside the clause."""
        yield from self._mentions_by_clause.get(clause.start, ())

    @cached_property
    def _mentions_by_clause(self) -> dict[int, tuple[Mention, ...]]:
        starts = [clause.start for clause in self.clauses]
        inside: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            number = bisect_right(starts, mention.start) - 1
            if number >= 0 and mention.end <= self.clauses[number].end:
                inside.setdefault(starts[number], []).append(mention)
        return {start: tuple(mentions) for start, mentions in inside.items()}

    def before(self, clause: Clause, mention: Mention) -> str:
        """The folded words of the clause before the mention."""
        return clause.low[: mention.start - clause.start]

    def after(self, clause: Clause, mention: Mention) -> str:
        """The folded words of the clause behind the mention."""
        return clause.low[mention.end - clause.start :]

    @cached_property
    def subject(self) -> str:
        """Pattern of the words for the person whose facts these are."""
        family = rf"|我?(?:家)?(?:的)?(?:{_FAMILY})|他|她" if self.acts_for_other else ""
        english = rf"|my (?:{_FAMILY_EN})(?: is| was| has|'s)?|s?he(?: is| was| has|'s)?"
        english = english if self.acts_for_other else ""
        return rf"(?:{_SELF_ZH}{family}|(?<![a-z])(?:{_SELF_EN}{english})(?![a-z]))"

    @cached_property
    def _claim(self) -> re.Pattern[str]:
        filler = (
            r"(?:\s|also|now|currently|already|still|actually|an?|the|on|in|from|officially|"
            r"registered|certified|recogni[sz]ed(?: as)?|former|retired|demobili[sz]ed|receiving"
            r"|receives?|gets?|draws?|is|"
            r"living|getting|get|drawing|have|has|hold|holding|with|members? of|part of"
            r"|used to be|been)*"
        )
        family = _FAMILY if not self.acts_for_other else "(?!)"
        return re.compile(
            rf"(?:{self.subject}(?!(?:的)?(?:{family})){_GAP}{_BEING}"
            rf"|^(?:你好|您好|请问|是的|对|嗯|[\s:：])*{_BEING}|{self.subject}{filler}"
            rf"|^\s*(?:and )?(?:have|hold) {filler})$"
        )

    def is_claimed(self, clause: Clause, mention: Mention) -> bool:
        """Whether the person says to be or to have what the mention names."""
        before, after = self.before(clause, mention), self.after(clause, mention)
        if _CONDITION.search(before) or _DOUBT.match(after):
            return False
        return self._claim.search(before) is not None


_CONDITION = re.compile(
    r"如果|假如|要是|假设|是不是|是否|算不算|(?<![a-z])(?:if|whether|unless|suppose)(?![a-z])"
    r"|^\s*(?:am|do|does|can|is|are|should) "
)
# 我是低保户吗 asks; 有残疾朋友 speaks of somebody else.
_DOUBT = re.compile(
    r"\s*(?:吗|么|嘛|(?:的|人)?(?:朋友|亲戚|同事|邻居|员工|老人|孩子)|需要什么|怎么办|'s\b)"
)


def hear(
    text: str, lang: Lang, *, today: date, glossary: Glossary, acting_for: str = SELF
) -> Heard:
    """
    The message ready to be read; never fails, whatever the text.

    :param acting_for: whom the chat spoke of before; the message may turn to somebody else.
    """
    text = text[:LONGEST_HEARD]
    low = folded(text)
    terms = glossary.find(text)
    spoken = spoken_trades(text, terms, glossary)
    mentions = [*(term for term in terms if not _is_inside(term, spoken)), *spoken]
    return Heard(
        text=text,
        low=low,
        clauses=tuple(clauses_of(low)),
        mentions=tuple(sorted(mentions, key=lambda mention: mention.start)),
        lang=lang,
        today=today,
        glossary=glossary,
        acting_for=whom(text, acting_for) or acting_for,
    )


def _is_inside(term: Mention, words: list[Mention]) -> bool:
    return any(word.start <= term.start and term.end <= word.end for word in words)


def is_denied(before: str) -> bool:
    """Whether the words in front say no to what follows: 不要, 没有, 除了, not, no, without."""
    return _DENIED.search(before) is not None


_DENIED = re.compile(
    r"(?:(?<![有是要能会想])[不没]|未|无|别|除了|除开)(?:是|有|要|再|想|当|做|干|去|会|能|愿意"
    r"|考虑|得|用|打|需要|喜欢|读完?|上完?|念完?|拿到?)*"
    r"(?:了|过|的|任何|什么|啥|一?[个名份])*\s*$"
    r"|(?<![a-z])no (?:jobs?|work|posts?) (?:in|near|at)\s*$|(?<![a-z])(?:not|no|never|without"
    r"|except|don't|doesn't|didn't|haven't|hasn't|isn't|can't|cannot|nor)"
    r"(?: (?:a|an|any|the|be|as|have|finish|finished|want|do|work|in|hold|got|been|really|to"
    r"|yet))*\s*$"
)

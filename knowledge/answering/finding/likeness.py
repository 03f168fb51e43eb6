"""How alike two clauses are in what they say, their figures left out."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.language import Lang
from knowledge.policies.document import Clause, PolicyDocument

_PARALLEL = 0.8
"""From here on two clauses of a document differ in little more than their figures."""
_DIGITS = re.compile(r"[\d,.〔〕]+")
_ENGLISH_WORD = re.compile(r"[a-z]{3,}")
_ENGLISH_END = re.compile(r"[.?!](?=\s+[A-Z“\"])")


def first_sentence(clause: Clause) -> str:
    """The sentence that the clause opens with, as it stands there."""
    if clause.lang is Lang.ZH:
        return clause.text[: clause.text.find("。") + 1] or clause.text
    end = _ENGLISH_END.search(clause.text)
    return clause.text[: end.end()] if end else clause.text


def likeness(left: Clause, right: Clause) -> float:
    """Dice's coefficient of the words of the first sentences, in [0, 1]."""
    ours, theirs = words(first_sentence(left)), words(first_sentence(right))
    total = len(ours) + len(theirs)
    return 2 * len(ours & theirs) / total if total else 0.0


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """English words and pairs of Chinese characters, which need no dictionary; no figures."""
    plain = _DIGITS.sub(" ", text.lower())
    pairs = (plain[at : at + 2] for at in range(len(plain) - 1))
    chinese = {pair for pair in pairs if all("一" <= character <= "鿿" for character in pair)}
    return frozenset(chinese) | frozenset(_ENGLISH_WORD.findall(plain))


def parallels(clause: Clause, document: PolicyDocument, question: str) -> list[Clause]:
    """
    The document's clauses that give the same for another case (the second tier beside the first),
    unless the question names the case of the clause.
    """
    like = [
        one
        for one in document.clauses
        if one != clause and one.kind is clause.kind and likeness(one, clause) >= _PARALLEL
    ]
    asked = words(question)
    return [one for one in like if not asked & (words(clause.text) - words(one.text))]

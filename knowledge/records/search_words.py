"""Texts as the words that the full-text index keeps, and what is typed as words to look for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_HAN = "㐀-䶿一-鿿豈-﫿"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]")
_LONGEST_WORD = 40
_FEWEST_BEGUN = 3
"""Letters from which on a word also finds the longer ones that begin so: subsid, subsidies."""
_MOST_TERMS = 40
# A mark cannot be typed: `=` is in no word.
_MARK = "={kind}:{value}"
_ODD = re.compile(r"[^\w.-]")


@dataclass(frozen=True, slots=True)
class Term:
    """One word to look for; `begins` also finds the words that begin with it."""

    word: str
    begins: bool = False


def words_in(text: str) -> set[str]:
    """
    The words of a text in either language, each once.

    Chinese has no blanks: every two neighbouring characters are a word, and so is the last one of
    a run, so that what is typed is found wherever it stands. Long numbers are left out: nobody is
    to be found by a telephone number.
    """
    words: set[str] = set()
    for run in _runs(text):
        if _IS_HAN.match(run):
            words.update(run[at : at + 2] for at in range(len(run)))
        elif not _is_long_number(run):
            words.add(run)
    return words


def terms_in(typed: str) -> tuple[Term, ...]:
    """What was typed as words that must all be there; none where it holds no word."""
    terms: dict[Term, None] = {}
    for run in _runs(typed):
        if not _IS_HAN.match(run):
            terms[Term(run, begins=len(run) >= _FEWEST_BEGUN)] = None
        elif len(run) == 1:
            terms[Term(run, begins=True)] = None
        else:
            terms.update((Term(run[at : at + 2]), None) for at in range(len(run) - 1))
    return tuple(terms)[:_MOST_TERMS]


def mark(kind: str, value: str) -> str:
    """The word that stands for a property of the turn: `=status:answered`."""
    return _MARK.format(kind=kind, value=_ODD.sub("_", value))


def _runs(text: str) -> list[str]:
    settled = unicodedata.normalize("NFKC", text).casefold()
    return [run if _IS_HAN.match(run) else run[:_LONGEST_WORD] for run in _RUN.findall(settled)]


def _is_long_number(run: str) -> bool:
    return len(run) > 6 and sum(character.isdigit() for character in run) > 6

"""What a text with slips of spelling was probably meant to say."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.spelling.change import Change, applied
from knowledge.spelling.chinese import HomophoneMender
from knowledge.spelling.common_words import chinese_frequencies, english_words
from knowledge.spelling.english import TypoMender
from knowledge.spelling.latin import latin_words
from knowledge.spelling.pinyin import PinyinMender
from knowledge.terms import folded

# A longer text is a pasted document; it has words enough to be found by.
_LONGEST_TEXT = 8_000


class _Everyday(BaseModel):
    """The words around the terms; see `everyday.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: tuple[str, ...]
    written: tuple[str, ...]


class Spelling:
    """
    Mends English typos, Chinese characters of the same sound and Chinese in Latin letters.

    A word is changed only where it is unknown and something known is close. Safe to use from
    several threads.
    """

    def __init__(
        self, words_en: Collection[str], glossary: Glossary, words_zh: Collection[str]
    ) -> None:
        """
        The mender of a knowledge base's words. Loading takes 0.15 s of one core.

        The words come whole (the lexical tokens of English are stems), the English ones with
        their repeats, since the more frequent of two equally near words wins::

            texts = [
                f"{document.title} {clause.heading} {clause.text}"
                for document in release.documents.values()
                for clause in document.clauses
            ]
            words_en = re.findall("[A-Za-z]{2,}", " ".join(texts))
            words_zh = {token for text in texts for token in tokenizer(text)}

        :param words_en: English words of the clauses. Words of posts may join them: the more is
            known, the fewer rare words (conduit) are taken for a slip (conduct).
        :param words_zh: Chinese words of the clauses; anything else among them is ignored.
        """
        everyday = _everyday()
        chinese = [folded(word).strip("“”") for word in glossary.extra_words]
        english = [term for entry in glossary.entries for term in (entry.en, *entry.aliases_en)]
        self._typos = TypoMender(words_en, english, english_words())
        self._homophones = HomophoneMender(
            {*chinese, *everyday.written}, words_zh, chinese_frequencies()
        )
        self._pinyin = PinyinMender([*chinese, *everyday.asked], self._typos.is_known)

    def meant(self, text: str, lang: Lang) -> str:
        """
        The text with what was probably meant in place of what was written.

        The very same object where nothing is to be mended.

        :param lang: the text's language; Latin words in Chinese are names more often, so that
            only one slip in a word is mended there.
        """
        if len(text) > _LONGEST_TEXT:
            return text
        low = folded(text)
        changes = list(self._homophones.changes(low))
        words = list(latin_words(text, low))
        changes += self._pinyin.changes(words)
        mended = {position for change in changes for position in range(change.start, change.end)}
        left = [word for word in words if word.start not in mended]
        typos = self._typos.changes(left, most_slips=2 if lang is Lang.EN else 1)
        changes += [_in_the_case_of(text, typo) for typo in typos]
        return applied(text, changes)


def _in_the_case_of(text: str, change: Change) -> Change:
    written = text[change.start : change.end]
    if written.isupper():
        return Change(change.start, change.end, change.meant.upper())
    if written[0].isupper():
        return Change(change.start, change.end, change.meant.capitalize())
    return change


@cache
def _everyday() -> _Everyday:
    path = Path(__file__).with_name("everyday.toml")
    return _Everyday.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))

"""Chinese names for English job titles, word by word, from our own list of title words."""

import csv
import re
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from zlib import crc32

from index.training.pairs import Term

LIST = Path(__file__).with_name("title_words.csv")
TITLES = Path(__file__).with_name("job_titles.csv")
MOST_FORMS = 2
KEPT_BACK_PERCENT = 20


@dataclass(frozen=True)
class TitleWords:
    """English words of job titles (one or two words long) with their Chinese, usual one first."""

    inside: dict[str, list[str]]  # anywhere in a title
    last: dict[str, list[str]]  # as the title's last word: the kind of worker

    def all_chinese(self) -> list[str]:
        """Every Chinese word of the list."""
        return [word for words in (self.inside, self.last) for zh in words.values() for word in zh]

    def chinese(self, title: str) -> list[str]:
        """
        At most two Chinese names; none if a word is unknown.

        English and Chinese both put what is more general last, so a title without prepositions
        keeps its word order: `textile machine operator`, 纺织机器操作员.
        """
        words = re.findall(r"[a-z]+|[^a-z\s]+", title.lower())
        if not words or not all(word.isalpha() for word in words):
            return []
        parts = self._parts(words)
        if parts is None:
            return []
        return ["".join(form) for form in islice(product(*parts), MOST_FORMS)]

    def _parts(self, words: list[str]) -> list[list[str]] | None:
        parts: list[list[str]] = []
        at = 0
        while at < len(words):
            for length in (2, 1):
                phrase = " ".join(words[at : at + length])
                is_last = at + length >= len(words)
                found = self.last.get(phrase) if is_last else self.inside.get(phrase)
                if found is not None and at + length <= len(words):
                    parts.append(found)
                    at += length
                    break
            else:
                return None
        return parts


def read_title_words() -> TitleWords:
    """The list beside this module."""
    inside: dict[str, list[str]] = {}
    last: dict[str, list[str]] = {}
    with LIST.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            (last if row["place"] == "last" else inside)[row["en"]] = row["zh"].split(";")
    return TitleWords(inside, last)


def read_job_titles() -> list[Term]:
    """Our own list of job titles in both languages, without those kept back for measuring."""
    return [term for term in _job_titles() if not _is_kept_back(term)]


def kept_back_titles() -> list[Term]:
    """The titles of our own list that training never sees."""
    return [term for term in _job_titles() if _is_kept_back(term)]


def _job_titles() -> list[Term]:
    with TITLES.open(encoding="utf-8", newline="") as file:
        return [
            Term(tuple(row["zh"].split(";")), tuple(row["en"].split(";")), "own title")
            for row in csv.DictReader(file)
        ]


def _is_kept_back(term: Term) -> bool:
    return crc32(term.en[0].encode()) % 100 < KEPT_BACK_PERCENT

"""Job titles grouped by occupation: any two names of one group should lie together."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from index.training.pairs import Term
from index.training.translation import TitleWords

ESCO_KEPT_BACK_PERCENT = 10
ONET_KEPT_BACK = 1500


@dataclass(frozen=True)
class Occupation:
    """One occupation's names, English and (where they could be formed) Chinese."""

    family: str  # occupations of one family are hard to tell apart
    names: tuple[str, ...]
    description: str


@dataclass(frozen=True)
class Query:
    """A title kept back from training, and the place of its occupation in a list."""

    title: str
    occupation: int


def read_esco(folder: Path) -> tuple[list[Occupation], list[Occupation]]:
    """ESCO's occupations: those to train on, and those kept back."""
    train: list[Occupation] = []
    kept: list[Occupation] = []
    path = folder / "data" / "esco_occupations_train_en.jsonl"
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        names = tuple(dict.fromkeys([row["title"], *row["alt"]]))
        is_kept = crc32(row["id"].encode()) % 100 < ESCO_KEPT_BACK_PERCENT
        (kept if is_kept else train).append(Occupation(row["isco"][:2], names, row["description"]))
    return train, kept


def read_onet(folder: Path) -> tuple[list[Occupation], list[Query]]:
    """O*NET's occupations without the alternate titles kept back, and those titles."""
    rows = (folder / "data" / "onet27_occupations_en.jsonl").read_text("utf-8").splitlines()
    occupations = [json.loads(row) for row in rows]
    place = {row["id"]: i for i, row in enumerate(occupations)}
    lines = (folder / "data" / "onet_alternate_train_en.jsonl").read_text("utf-8").splitlines()
    queries = [Query(row["query"], place[row["occupation_id"]]) for row in map(json.loads, lines)]
    queries.sort(key=lambda query: crc32(f"{query.occupation} {query.title}".encode()))
    names: dict[int, list[str]] = defaultdict(list)
    for query in queries[ONET_KEPT_BACK:]:
        names[query.occupation].append(query.title)
    trained = [
        Occupation(row["id"][:2], (row["title"], *names[i]), row["description"])
        for i, row in enumerate(occupations)
    ]
    return trained, queries[:ONET_KEPT_BACK]


def with_chinese(occupations: Sequence[Occupation], words: TitleWords) -> list[Occupation]:
    """The same occupations, with the Chinese of every name whose words are all known."""
    return [
        Occupation(
            occupation.family,
            tuple(dict.fromkeys([*occupation.names, *_chinese(occupation, words)])),
            occupation.description,
        )
        for occupation in occupations
    ]


def _chinese(occupation: Occupation, words: TitleWords) -> list[str]:
    translated = (words.chinese(name) for name in occupation.names)
    return [name for names in translated for name in names]


def from_terms(terms: Sequence[Term]) -> list[Occupation]:
    """Glossary terms as groups of names; each kind is a family."""
    return [Occupation(term.kind, (*term.zh, *term.en), "") for term in terms]

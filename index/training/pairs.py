"""Sentence pairs to learn from, and the part of them kept back for measuring."""

import csv
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import yaml

# The licences of the other sources (`aic`, `wmt*`) allow research only.
OPEN_SOURCES = ("tatoeba", "3am", "mlqe", "mlqe_mt", "ntrex")
KEPT_BACK_PERCENT = {"tatoeba": 3, "3am": 2, "mlqe": 6, "mlqe_mt": 6, "ntrex": 50, "facts": 25}
LONGEST_CHINESE = 160


@dataclass(frozen=True)
class Pair:
    """One sentence in both languages."""

    zh: str
    en: str
    source: str

    @property
    def is_kept_back(self) -> bool:
        """Whether it is for measuring only; decided by the English text, so copies go together."""
        return crc32(self.en.encode()) % 100 < KEPT_BACK_PERCENT.get(self.source, 0)


@dataclass(frozen=True)
class Term:
    """One row of the glossary: all its names in both languages, the usual one first."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    kind: str


def read_pairs(folder: Path, sources: Collection[str] = OPEN_SOURCES) -> list[Pair]:
    """The sentence pairs of these sources, and those of the facts and policies."""
    return [*_public_pairs(folder / "training" / "pairs.jsonl", sources), *_own_pairs(folder)]


def _public_pairs(path: Path, sources: Collection[str]) -> Iterator[Pair]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["src"] in sources and 2 < len(row["zh"]) < LONGEST_CHINESE:
                yield Pair(row["zh"], row["en"], row["src"])


def _own_pairs(folder: Path) -> Iterator[Pair]:
    facts = yaml.safe_load((folder / "domain" / "facts.yaml").read_text("utf-8"))["facts"]
    for fact in facts:
        yield Pair(fact["statement_zh"], fact["statement_en"], "facts")
    policies = yaml.safe_load((folder / "domain" / "policies.yaml").read_text("utf-8"))["policies"]
    for policy in policies:
        yield Pair(policy["title_zh"], policy["title_en"], "facts")


def read_terms(folder: Path) -> list[Term]:
    """The glossary's rows."""
    with (folder / "domain" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        return [
            Term(
                zh=_names(row["zh"], row["aliases_zh"]),
                en=_names(row["en"], row["aliases_en"]),
                kind=row["kind"],
            )
            for row in csv.DictReader(file)
        ]


def _names(usual: str, others: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in (usual, *others.split(";")) if name.strip())


def read_english(folder: Path) -> list[str]:
    """English texts of the trade (occupations, policies) whose vectors are to stay in place."""
    texts: list[str] = []
    for name in ("esco_occupations_train_en", "onet27_occupations_en", "isco08_groups_en"):
        with (folder / "data" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            texts += [json.loads(line)["description"] for line in lines]
    policies = yaml.safe_load((folder / "domain" / "policies.yaml").read_text("utf-8"))["policies"]
    for policy in policies:
        texts += [policy[field] for field in ("what", "amount", "conditions") if policy[field]]
    return [text for text in texts if text]

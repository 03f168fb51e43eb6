"""Posts, people and feeds that are valid by default."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from index.lexical import LexicalIndex
from index.retriever import Catalogue, Retriever
from index.tokens import Tokenizer
from index.vectors import VectorIndex
from knowledge.glossary import Glossary
from knowledge.posts.feed import COLUMNS
from knowledge.posts.matching import Matcher
from knowledge.posts.passages import passages_of
from knowledge.posts.post import Post, Shift, WageUnit
from knowledge.vocabulary import PostKind
from tests.fakes import HashedNgramsEncoder

TODAY = date(2026, 11, 22)

_POST = Post(
    post_id="P-1",
    kind=PostKind.ENTERPRISE,
    title="保洁员",
    title_en="Cleaner",
    employer="某物业公司",
    district="南岸区",
    posted_on=date(2026, 11, 1),
    closes_on=date(2026, 12, 31),
    wage_min=3000,
    wage_max=3500,
    wage_unit=WageUnit.MONTH,
    shift=Shift.DAY,
    social_insurance=True,
    experience_years=0,
    description="负责楼道清扫。",
)
_CELLS = {
    "post_id": "P-1",
    "kind": "enterprise",
    "title": "保洁员",
    "employer": "某物业公司",
    "district": "南岸区",
    "wage_min": "3000",
    "wage_max": "3500",
    "wage_unit": "month",
    "posted_on": "2026-11-01",
    "closes_on": "2026-12-31",
}


def a_post(**changes: Any) -> Post:
    """A cleaner's post in Nan'an, open, 3,000 to 3,500 yuan a month."""
    return replace(_POST, **changes)


def a_welfare_post(**changes: Any) -> Post:
    """A public-welfare post that takes anybody of the city's list."""
    return a_post(**{"kind": PostKind.PUBLIC_WELFARE, **changes})


def cells(**changes: str) -> dict[str, str]:
    """One row of a feed; another id stands for a post at another address."""
    where = {"address": f"{changes['post_id']}号"} if "post_id" in changes else {}
    return {**_CELLS, **where, **changes}


def write_feed(path: Path, rows: Sequence[Mapping[str, str]], encoding: str = "utf-8") -> Path:
    """A CSV feed with every column of the form and those that the rows add."""
    extra = [name for row in rows for name in row if name not in COLUMNS]
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, [*COLUMNS, *dict.fromkeys(extra)])
        writer.writeheader()
        writer.writerows(rows)
    return path


@cache
def _tokenizer(words: tuple[str, ...]) -> Tokenizer:
    """Loaded once: the segmenter's dictionary takes half a second."""
    return Tokenizer(words)


def a_matcher(posts: Sequence[Post], glossary: Glossary) -> Matcher:
    """A matcher over a real index of the posts, with an encoder that needs no model."""
    passages = [passage for post in posts for passage in passages_of(post, glossary.places)]
    encoder, tokenizer = HashedNgramsEncoder(), _tokenizer(glossary.extra_words)
    texts = [text for passage in passages for text in passage.wordings()]
    retriever = Retriever(
        Catalogue.of(passages),
        encoder,
        vectors=VectorIndex.build(encoder.encode(texts)),
        lexical=LexicalIndex.build([passage.lexical_text() for passage in passages], tokenizer),
    )
    return Matcher(posts, retriever, glossary=glossary)

"""Reading a retrieval set: texts, queries and judgements in the BEIR form."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import AliasChoices, BaseModel, Field, ValidationError


class RetrievalSetInvalid(Exception):
    """A file of the set cannot be read; names the file and, where there is one, the line."""

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        place = str(path) if line is None else f"{path}, line {line}"
        super().__init__(f"{place}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class Document(BaseModel):
    """One line of corpus.jsonl; other columns are ignored."""

    id: str = Field(
        validation_alias=AliasChoices("id", "_id"), min_length=1, coerce_numbers_to_str=True
    )
    text: str
    title: str | None = None


class Query(BaseModel):
    """One line of queries.jsonl; other columns are ignored."""

    id: str = Field(
        validation_alias=AliasChoices("id", "_id"), min_length=1, coerce_numbers_to_str=True
    )
    text: str


Item = TypeVar("Item", Document, Query)

Judgements = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """
    judgements: relevance by query and document, only of queries that the set holds.

    queries: only those judged. unknown_queries, unknown_documents: how many judgements name an id
    that the set does not hold. Judgements of unknown documents stay: what is not there is not
    found, and the measures show it.
    """

    documents: tuple[Document, ...]
    queries: tuple[Query, ...]
    judgements: Judgements
    unknown_queries: int
    unknown_documents: int


def read_retrieval_set(
    folder: Path,
    *,
    corpus: Path | None = None,
    queries: Path | None = None,
    qrels: Path | None = None,
) -> RetrievalSet:
    """
    The set in the folder: corpus.jsonl, queries.jsonl, qrels.tsv, each replaceable by a path.

    Source of the form: BEIR (`_id` or `id`, `text`, optional `title`; query, document and
    relevance separated by tabs, with or without a header line).
    :raises RetrievalSetInvalid: if a file is missing, empty or has a line that cannot be read.
    """
    documents = _read_objects(corpus or folder / "corpus.jsonl", Document)
    asked = _read_objects(queries or folder / "queries.jsonl", Query)
    qrels_path = qrels or folder / "qrels.tsv"
    judged = list(_read_judgements(qrels_path))
    known = [row for row in judged if row[0] in asked]
    judgements: Judgements = {}
    for query, document, relevance in known:
        judgements.setdefault(query, {})[document] = relevance
    if not judgements:
        raise RetrievalSetInvalid(qrels_path, None, "judges none of the queries")
    return RetrievalSet(
        documents=tuple(documents.values()),
        queries=tuple(query for query in asked.values() if query.id in judgements),
        judgements=judgements,
        unknown_queries=len(judged) - len(known),
        unknown_documents=sum(document not in documents for _, document, _ in known),
    )


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines that are not blank, with their numbers from 1."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RetrievalSetInvalid(path, None, error.strerror or "cannot be read") from error
    except UnicodeDecodeError as error:
        raise RetrievalSetInvalid(path, None, f"not UTF-8 at byte {error.start}") from error
    # Not splitlines: U+2028 and its like are text within a JSON string.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line.rstrip("\r")


def _read_objects(path: Path, kind: type[Item]) -> dict[str, Item]:
    """The items of a JSON lines file by id, in their order."""
    items: dict[str, Item] = {}
    for number, line in _lines(path):
        try:
            item = kind.model_validate(json.loads(line))
        except ValidationError as error:
            fault = error.errors()[0]
            column = ".".join(str(part) for part in fault["loc"]) or "line"
            raise RetrievalSetInvalid(path, number, f"{column}: {fault['msg']}") from error
        except ValueError as error:
            raise RetrievalSetInvalid(path, number, f"not JSON: {error}") from error
        if item.id in items:
            raise RetrievalSetInvalid(path, number, f"id {item.id!r} is used twice")
        items[item.id] = item
    if not items:
        raise RetrievalSetInvalid(path, None, "holds no line")
    return items


def _read_judgements(path: Path) -> Iterator[tuple[str, str, int]]:
    """Query, document and relevance of each line; the first line may be a header."""
    for position, (number, line) in enumerate(_lines(path)):
        columns = [column.strip() for column in line.split("\t")]
        if len(columns) != 3:
            reason = f"{len(columns)} columns separated by tabs, expected 3"
            raise RetrievalSetInvalid(path, number, reason)
        query, document, relevance = columns
        if not re.fullmatch(r"-?[0-9]{1,9}", relevance):
            if position == 0:
                continue
            raise RetrievalSetInvalid(path, number, f"relevance {relevance!r} is not a number")
        yield query, document, int(relevance)

"""What rules and preferences see of a million posts, as columns on disk."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from knowledge.posts.facets import all_facets, rule_facet
from knowledge.posts.judging import RULES
from knowledge.posts.post import Post

Codes = NDArray[np.unsignedinteger[Any]]
Rows = NDArray[np.int64]

# Distinct values of one column whose verdicts are looked up row by row; a table of so many flags
# stays in the processor's cache.
_MOST_CLASSES = 60_000

_POSTS = TypeAdapter(list[Post])


@dataclass(frozen=True, slots=True)
class Column:
    """
    One facet of all rows.

    examples: one post for each distinct value. codes: shape (n_rows,): whose value a row has.
    """

    examples: tuple[Post, ...]
    codes: Codes


@dataclass(frozen=True, slots=True)
class Classes:
    """
    Several facets taken together, so that one look tells the verdict of all rules on them.

    names: the facets. members: shape (n_facets, n_classes): the value of each facet in each class.
    codes: shape (n_rows,): the class of a row.
    """

    names: tuple[str, ...]
    members: NDArray[np.int64]
    codes: Codes


class PostColumns:
    """
    The columns of one segment, memory-mapped.

    :raises OSError, ValueError, KeyError: if a file is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        table = json.loads((folder / "columns.json").read_text(encoding="utf-8"))
        examples: dict[str, list[Post]] = {
            name: _POSTS.validate_python(posts) for name, posts in table["examples"].items()
        }
        self.columns = {
            name: Column(tuple(examples[name]), _mapped(folder / f"column-{number}.npy"))
            for number, name in enumerate(table["facets"])
        }
        self.classes = tuple(
            Classes(
                tuple(names),
                np.load(folder / f"class-{number}.members.npy"),
                _mapped(folder / f"class-{number}.npy"),
            )
            for number, names in enumerate(table["classes"])
        )
        self._trades = {trade: number for number, trade in enumerate(table["trades"])}
        self._first: Rows = np.load(folder / "trades.first.npy")
        self._rows = _mapped(folder / "trades.rows.npy")

    @property
    def facets(self) -> tuple[str, ...]:
        """The names of the facets kept."""
        return tuple(self.columns)

    def rows_of_trades(self, trades: Sequence[str]) -> Rows:
        """Rows whose title names one of the trades, ascending, each once."""
        found = [
            self._rows[self._first[number] : self._first[number + 1]]
            for number in (self._trades.get(trade) for trade in trades)
            if number is not None
        ]
        none = np.zeros(0, dtype=np.int64)
        return np.unique(np.concatenate(found)).astype(np.int64) if found else none


class ColumnsBuilder:
    """Takes the posts one by one and writes their columns; `trades_in` reads a title."""

    def __init__(self, trades_in: Callable[[str], frozenset[str]]) -> None:
        self._trades_in = lru_cache(maxsize=100_000)(trades_in)
        self._numbers: dict[str, dict[Hashable, int]] = {name: {} for name in all_facets()}
        self._examples: dict[str, list[Post]] = {name: [] for name in all_facets()}
        self._codes = {name: array("I") for name in all_facets()}
        self._rows_of: dict[str, array[int]] = {}
        self._count = 0

    def add(self, post: Post) -> None:
        """The next post."""
        for name, facet in all_facets().items():
            value, numbers = facet(post), self._numbers[name]
            number = numbers.get(value)
            if number is None:
                number = numbers[value] = len(numbers)
                self._examples[name].append(post)
            self._codes[name].append(number)
        for trade in self._trades_in(post.title):
            self._rows_of.setdefault(trade, array("I")).append(self._count)
        self._count += 1

    def write(self, folder: Path, order: Rows) -> None:
        """Writes the files of `PostColumns`; row i is post order[i]."""
        codes = {
            name: np.frombuffer(column, dtype=np.uint32)[order]
            for name, column in self._codes.items()
        }
        for number, name in enumerate(codes):
            np.save(folder / f"column-{number}.npy", _narrow(codes[name]))
        classes = list(_classes(codes))
        for number, joint in enumerate(classes):
            np.save(folder / f"class-{number}.npy", _narrow(joint.codes))
            np.save(folder / f"class-{number}.members.npy", joint.members)
        self._write_trades(folder, order)
        table = {
            "facets": list(codes),
            "examples": {
                name: _POSTS.dump_python(posts, mode="json")
                for name, posts in self._examples.items()
            },
            "classes": [joint.names for joint in classes],
            "trades": sorted(self._rows_of),
        }
        plain = json.dumps(table, ensure_ascii=False)
        (folder / "columns.json").write_text(plain, encoding="utf-8", errors="surrogatepass")

    def _write_trades(self, folder: Path, order: Rows) -> None:
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        lists = [
            np.sort(place[np.frombuffer(self._rows_of[trade], dtype=np.uint32)])
            for trade in sorted(self._rows_of)
        ]
        first = np.cumsum([0, *(len(rows) for rows in lists)], dtype=np.int64)
        rows = np.concatenate(lists) if lists else np.zeros(0, dtype=np.int64)
        np.save(folder / "trades.first.npy", first)
        np.save(folder / "trades.rows.npy", rows.astype(np.uint32))


def _classes(codes: dict[str, NDArray[np.uint32]]) -> Iterator[Classes]:
    """The facets of the rules in as few groups as the number of distinct values allows."""
    names = dict.fromkeys(rule_facet(rule) for rule in RULES)
    left = sorted(names, key=lambda name: int(codes[name].max(initial=0)))
    while left:
        taken, joint = [left[0]], codes[left[0]].astype(np.int64)
        for name in left[1:]:
            tried, values = _joined(joint, codes[name])
            if values <= _MOST_CLASSES:
                taken, joint = [*taken, name], tried
        left = [name for name in left if name not in taken]
        _, first, of_row = np.unique(joint, return_index=True, return_inverse=True)
        members = np.stack([codes[name][first] for name in taken]).astype(np.int64)
        yield Classes(tuple(taken), members, of_row.astype(np.uint32))


def _joined(one: NDArray[np.int64], other: NDArray[np.uint32]) -> tuple[NDArray[np.int64], int]:
    """The pairs of values as numbers from 0 on, and how many there are."""
    pairs = one * (int(other.max(initial=0)) + 1) + other
    values, numbers = np.unique(pairs, return_inverse=True)
    return numbers.astype(np.int64), len(values)


def _narrow(codes: Codes) -> Codes:
    """The same numbers in 16 bits where they fit."""
    return codes.astype(np.uint16) if int(codes.max(initial=0)) < 2**16 else codes


def _mapped(path: Path) -> Codes:
    """A plain array over mapped memory: a slice of numpy's own memmap costs ten times more."""
    mapped: Codes = np.load(path, mmap_mode="r").view(np.ndarray)
    return mapped

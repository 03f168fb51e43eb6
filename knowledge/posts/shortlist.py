"""The few posts of a large segment among which the best for a person are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.fusion import Background, FusionWeights, fused
from index.segment import PAYLOAD
from index.segments import Part
from index.words import AskedWords
from knowledge.posts.asker import Asker
from knowledge.posts.columns import Column, PostColumns
from knowledge.posts.facets import preference_facet
from knowledge.posts.filtering import UNKNOWN, Filtered, RowFilter
from knowledge.posts.post import Post
from knowledge.posts.preferences import Preference, preferences
from knowledge.posts.weights import Weights

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]

# Candidates of each way to find some; see docs/adr/0010-a-million-posts.md. Far more are near in
# meaning than are kept: thousands of posts may be as near as can be, and then preferences decide.
_NEAR_IN_MEANING = 4_000
_BY_MEANING = 500
_BY_TRADE = 500
_BY_WORD = 400
_BY_PREFERENCE = 300

# A preference with more distinct values is looked up for the candidates only.
_MOST_VALUES = 1_500


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    What is searched for.

    vector: None where nothing was wished. background: of the vectors of the whole index.
    mean_length: distinct words of a post. trades: in the wish; group_trades: of the person's group.
    """

    vector: Vectors | None
    words: AskedWords
    background: Background
    mean_length: float
    trades: frozenset[str]
    group_trades: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shortlist:
    """
    Candidates of one segment, the best first.

    scores: as matching scores them. fused: of the search alone. Both of shape (n_rows,).
    """

    rows: Rows
    scores: Scores
    fused: Scores

    def first(self, most: int) -> Shortlist:
        """The best of them."""
        return Shortlist(self.rows[:most], self.scores[:most], self.fused[:most])


class PartSearch:
    """Finds candidates in one segment; safe to use from several threads."""

    def __init__(self, part: Part, weights: Weights, columns: PostColumns | None = None) -> None:
        self.part, self._weights = part, weights
        self._columns = columns or PostColumns(part.segment.folder / PAYLOAD)
        self.rules = RowFilter(self._columns, part.alive)

    def seen_as(self, part: Part) -> PartSearch:
        """The same segment in another state, without reading it again."""
        if np.array_equal(part.alive, self.part.alive):
            return self
        return PartSearch(part, self._weights, self._columns)

    def shortlist(self, wanted: Wanted, asker: Asker, filtered: Filtered, most: int) -> Shortlist:
        """At most so many rows that no rule bars, the best first."""
        known = _Known(self._columns, asker, self._weights)
        rows = self._candidates(wanted, known, filtered.kept)
        return self._ranked(wanted, known, filtered, rows).first(most)

    def count_kept(self, asker: Asker, trades: frozenset[str]) -> int:
        """Rows that nothing bars, of the trades and in the districts named, if any are."""
        counted = self.rules.filtered(asker).kept
        if trades:
            of_trade = np.zeros(len(counted), dtype=bool)
            of_trade[self._columns.rows_of_trades(sorted(trades))] = True
            counted &= of_trade
        if asker.profile.districts:
            column = self._columns.columns["district"]
            named = [post.district in asker.profile.districts for post in column.examples]
            counted &= np.array(named, dtype=bool)[column.codes]
        return int(np.count_nonzero(counted))

    def exhaustively(
        self, wanted: Wanted, asker: Asker, filtered: Filtered, most: int
    ) -> Shortlist:
        """As `shortlist`, with every row for a candidate: seconds, to measure what it misses."""
        known = _Known(self._columns, asker, self._weights)
        rows = np.flatnonzero(filtered.kept)
        return self._ranked(wanted, known, filtered, rows).first(most)

    def _ranked(self, wanted: Wanted, known: _Known, filtered: Filtered, rows: Rows) -> Shortlist:
        found = self._fused(wanted, rows)
        share = np.clip(found / np.float32(self._weights.full_similarity), 0, 1)
        settled = (filtered.flags[rows] & UNKNOWN) == 0
        scores = known.all(rows) + self._by_trade(wanted, rows)
        scores += np.float32(self._weights.of["similarity"]) * share
        scores += np.float32(self._weights.of["settled"]) * settled
        best = np.lexsort((rows, -np.round(scores, 6)))
        return Shortlist(rows[best], scores[best], found[best])

    def _candidates(self, wanted: Wanted, known: _Known, kept: Mask) -> Rows:
        if wanted.vector is None:
            everything = np.flatnonzero(kept)
            named = self._best_known(known, everything, _BY_PREFERENCE)
            return np.union1d(named, self._of_trades(wanted, known, kept))
        found = [self._by_meaning(wanted, known, kept)]
        near = known.near(kept)
        if near is not None:
            found.append(self._by_meaning(wanted, known, near))
        rare = self.part.segment.words.rows_with_rare(wanted.words, _BY_WORD)
        found += [rare[kept[rare]], self._of_trades(wanted, known, kept)]
        return np.unique(np.concatenate(found))

    def _by_meaning(self, wanted: Wanted, known: _Known, allowed: Mask) -> Rows:
        assert wanted.vector is not None
        vectors = self.part.segment.vectors
        rows, similarities = vectors.nearest(wanted.vector, _NEAR_IN_MEANING, allowed)
        if len(rows) <= _BY_MEANING:
            return rows
        spreads = wanted.background.spreads_above(wanted.vector, similarities)
        # What shared words will add is not known yet; that they are divided by is.
        fusion = FusionWeights()
        scale = 1 + fusion.lexical * wanted.words.whole / fusion.own_text
        share = np.clip(spreads / np.float32(scale * self._weights.full_similarity), 0, 1)
        scores = known.quickly(rows) + np.float32(self._weights.of["similarity"]) * share
        best: Rows = rows[np.argpartition(-scores, _BY_MEANING)[:_BY_MEANING]]
        return best

    def _of_trades(self, wanted: Wanted, known: _Known, kept: Mask) -> Rows:
        rows = self._columns.rows_of_trades(sorted(wanted.trades or wanted.group_trades))
        return self._best_known(known, rows[kept[rows]], _BY_TRADE)

    def _best_known(self, known: _Known, rows: Rows, most: int) -> Rows:
        if len(rows) <= most:
            return rows
        best: Rows = rows[np.argpartition(-known.quickly(rows), most)[:most]]
        return best

    def _fused(self, wanted: Wanted, rows: Rows) -> Scores:
        if wanted.vector is None or not len(rows):
            return np.zeros(len(rows), dtype=np.float32)
        reading = self.part.segment.words.read(wanted.words, rows)
        near = self.part.segment.vectors.similarities(wanted.vector, rows)
        return fused(
            wanted.background.spreads_above(wanted.vector, near),
            reading.scores,
            coverage=float(reading.coverage.max(initial=0)),
            whole=wanted.words.whole,
            length=wanted.mean_length,
            weights=FusionWeights(),
        )

    def _by_trade(self, wanted: Wanted, rows: Rows) -> Scores:
        scores = np.zeros(len(rows), dtype=np.float32)
        named = (
            ("title", wanted.trades),
            ("family", self._weights.alike(wanted.trades)),
            ("group_trade", wanted.group_trades),
        )
        for name, trades in named:
            of_trades = self._columns.rows_of_trades(sorted(trades))
            held = np.isin(rows, of_trades, assume_unique=True)
            scores += np.float32(self._weights.of[name]) * held
        return scores


class _Known:
    """The preferences of one person over the columns of one segment."""

    def __init__(self, columns: PostColumns, asker: Asker, weights: Weights) -> None:
        self._columns, self._asker, self._weights = columns.columns, asker, weights
        self._preferences = preferences(weights)

    def all(self, rows: Rows) -> Scores:
        """The weighted sum of all preferences for the rows."""
        scores = np.zeros(len(rows), dtype=np.float32)
        for preference in self._preferences:
            column = self._columns[preference_facet(preference.name)]
            if len(column.examples) <= _MOST_VALUES:
                values = self._tables[preference.name][column.codes[rows]]
            else:
                codes, of_row = np.unique(column.codes[rows], return_inverse=True)
                examples = [column.examples[code] for code in codes.tolist()]
                values = self._values(preference, examples)[of_row]
            scores += np.float32(self._weights.of[preference.name]) * values
        return scores

    def quickly(self, rows: Rows) -> Scores:
        """The weighted sum of those with few distinct values: enough to sort many rows roughly."""
        scores = np.zeros(len(rows), dtype=np.float32)
        for name, table in self._tables.items():
            codes = self._columns[preference_facet(name)].codes[rows]
            scores += np.float32(self._weights.of[name]) * table[codes]
        return scores

    def near(self, kept: Mask) -> Mask | None:
        """The rows kept that lie in or beside a district that was named; None if none was."""
        table = self._tables["district"]
        if not table.any():
            return None
        column = self._columns[preference_facet("district")]
        near: Mask = np.take(table > 0, column.codes) & kept
        return near if near.any() else None

    @cached_property
    def _tables(self) -> Mapping[str, Scores]:
        return {
            preference.name: self._values(preference, column.examples)
            for preference, column in self._with_columns()
            if len(column.examples) <= _MOST_VALUES
        }

    def _with_columns(self) -> list[tuple[Preference, Column]]:
        return [(p, self._columns[preference_facet(p.name)]) for p in self._preferences]

    def _values(self, preference: Preference, examples: tuple[Post, ...] | list[Post]) -> Scores:
        asker = self._asker
        values = (preference.value(example, asker) for example in examples)
        return np.fromiter(values, dtype=np.float32, count=len(examples))

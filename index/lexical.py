"""BM25 over lexical tokens, built once and read from disk."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np

from index.across import AcrossLanguages, Translated
from index.dictionary import Dictionary
from index.glosses import Glosses
from index.known_tokens import KnownTokens
from index.postings import K1, Postings, Scores, rarity
from index.scripts import Script, chinese_rows, weight_of
from index.tokens import Tokenizer


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What the index says about one query.

    scores: BM25, >= 0, shape (n_rows,).
    coverage: in [0, 1], shape (n_rows,): share of the query, weighted by rarity, that a row holds.
    known_share: in [0, 1]: share of the query, weighted by rarity, that any row holds.
    whole: BM25 of a row of average length that holds each of the query's words once, >= 0.
    """

    scores: Scores
    coverage: Scores
    known_share: float
    whole: float


class LexicalIndex:
    """
    Rows 0..n-1 of texts; a token that no row holds counts as the rarest there can be.

    Rows written in the other language are searched with translations of the query's words.
    """

    def __init__(
        self,
        engine: bm25s.BM25,
        tokenizer: Tokenizer,
        *,
        chinese: Sequence[bool],
        glosses: Glosses | None = None,
    ) -> None:
        self._engine = engine
        self._tokenizer = tokenizer
        self._chinese = chinese
        self._postings = Postings.of(engine)
        self._glosses = glosses or Glosses.of(Dictionary.of([]), self._postings)
        # bm25s cannot hold no row at all: of no texts it has one row, which is nobody's.
        rows = np.zeros(self._postings.n_rows, dtype=bool)
        rows[: len(chinese)] = chinese
        self._across = AcrossLanguages(self._postings, self._glosses, rows)

    def __len__(self) -> int:
        return len(self._chinese)

    @property
    def mean_length(self) -> float:
        """Distinct tokens of a row, on average."""
        return len(self._postings.rows) / max(len(self), 1)

    @classmethod
    def build(
        cls,
        texts: Sequence[str],
        tokenizer: Tokenizer,
        dictionary: Dictionary | None = None,
        known: KnownTokens | None = None,
    ) -> "LexicalIndex":
        """
        An index with one row for each text.

        :param dictionary: translates queries for rows of the other language; none, none.
        :param known: cuts the texts, where some were cut before by the same tokenizer.
        """
        cut = known or tokenizer
        read = [cut(text) for text in texts]
        # bm25s cannot index a corpus without a single token; "" is never a query's token.
        engine = bm25s.BM25(method="lucene", k1=K1, b=0.75)
        engine.index([tokens or [""] for tokens in read] or [[""]], show_progress=False)
        glosses = Glosses.of(dictionary, Postings.of(engine)) if dictionary else None
        return cls(engine, tokenizer, chinese=chinese_rows(read), glosses=glosses)

    def save(self, folder: Path) -> None:
        """Writes the index's files into the folder."""
        self._engine.save(folder, show_progress=False)
        (folder / "rows.json").write_text(json.dumps([int(x) for x in self._chinese]), "utf-8")
        self._glosses.save(folder)

    @classmethod
    def load(cls, folder: Path, tokenizer: Tokenizer) -> "LexicalIndex":
        """
        The index saved there, its arrays memory-mapped.

        :raises OSError: if a file is missing.
        :raises ValueError: if a file is damaged.
        """
        engine = bm25s.BM25.load(folder, mmap=True)
        for name in ("data", "indices", "indptr"):
            # The same mapped memory as plain arrays: a slice of a memmap costs ten times more.
            engine.scores[name] = engine.scores[name].view(np.ndarray)
        chinese = json.loads((folder / "rows.json").read_text(encoding="utf-8"))
        return cls(engine, tokenizer, chinese=chinese, glosses=Glosses.load(folder))

    def scores(self, query: str) -> Scores:
        """BM25 of each row, float32, >= 0, shape (n_rows,)."""
        return self.read(query).scores

    def known_share(self, query: str) -> float:
        """Share of the query's tokens, weighted by rarity, that the index has ever seen."""
        return self.read(query).known_share

    def read(self, query: str) -> Reading:
        """Scores, coverage and known share of one query, translated where rows need it."""
        tokens = self._tokenizer(query)
        reading = self._in_own_words(list(dict.fromkeys(tokens)))
        for script in (Script.HAN, Script.LATIN):
            translated = self._across.read(tokens, script)
            if translated is not None:
                reading = _joined(reading, translated)
        return Reading(
            scores=reading.scores[: len(self)],
            coverage=reading.coverage[: len(self)],
            known_share=reading.known_share,
            whole=reading.whole,
        )

    def _in_own_words(self, tokens: Sequence[str]) -> Reading:
        """The query as it stands, in all rows."""
        size = self._postings.n_rows
        scores = np.zeros(size, dtype=np.float32)
        coverage = np.zeros(size, dtype=np.float32)
        known = total = 0.0
        for token in tokens:
            rows, gains = self._postings.of_token(token)
            part = weight_of(token)
            weight = part * rarity(len(rows), size)
            total += weight
            known += weight if len(rows) else 0.0
            scores[rows] += np.float32(part) * gains
            coverage[rows] += weight
        if total:
            coverage /= total
        return Reading(
            scores=scores,
            coverage=np.minimum(coverage, 1.0),
            known_share=known / total if total else 0.0,
            whole=total / (1 + K1),
        )


def _joined(own: Reading, translated: Translated) -> Reading:
    """
    Rows of the other script as translated, the rest as they were.

    Shares and sums are of the translated query only where no row is in the query's own script.
    """
    rows = translated.rows
    source = translated if rows.all() else own
    return Reading(
        scores=np.where(rows, translated.scores, own.scores),
        coverage=np.where(rows, translated.coverage, own.coverage),
        known_share=source.known_share,
        whole=source.whole,
    )

"""Which trades the titles of posts name, so that a wish for a trade finds its posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.glossary import Glossary
from knowledge.posts.post import Post
from knowledge.sentence import Sentence
from knowledge.terms import TermKind

_KINDS = (TermKind.JOB_TITLE, TermKind.PWP_POST_TYPE)


class TradeIndex:
    """Rows of posts by the trades in their titles; a trade goes by its official Chinese name."""

    def __init__(self, posts: Sequence[Post], glossary: Glossary) -> None:
        self._glossary = glossary
        self._english = {entry.zh: entry.en for entry in glossary.entries if entry.kind in _KINDS}
        rows: dict[str, list[int]] = {}
        for row, post in enumerate(posts):
            for trade in sorted(self.in_text(post.title)):
                rows.setdefault(trade, []).append(row)
        self._rows = {trade: np.array(of_trade) for trade, of_trade in rows.items()}

    def in_text(self, text: str) -> frozenset[str]:
        """Trades that the text names in either language."""
        return frozenset(
            entry.zh
            for mention in self._glossary.find(text)
            for entry in mention.entries
            if entry.kind in _KINDS
        )

    def rows(self, trades: Iterable[str]) -> NDArray[np.intp]:
        """Rows of the posts whose title names one of the trades, ascending, each once."""
        found = [self._rows[trade] for trade in sorted(set(trades)) if trade in self._rows]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.intp)

    def named(self, post: Post, wished: frozenset[str]) -> tuple[Sentence, ...]:
        """The wished trades that this post's title names, in both languages."""
        return tuple(
            Sentence(trade, self._english[trade])
            for trade in sorted(self.in_text(post.title) & wished)
        )

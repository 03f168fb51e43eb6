"""BM25 across languages: a query's words looked up for the rows written in the other language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.glosses import Glosses, Translation
from index.postings import K1, Numbers, Postings, Scores, rarities
from index.scripts import Script, script_of, weight_of

Mask = NDArray[np.bool_]

# What a translated word adds to coverage, so that a row translated word for word is not taken for
# a quotation: 1 costs short English queries 1 point of recall@1, 0.7 long Chinese ones 1 point.
_TRUST = 0.8

# Several translations of one word in one row add up to this at most, which is what BM25 gives for
# a word that a row of average length uses three times. Between 0.7 and 1 finds equally well, the
# largest of them alone 0.5 points worse.
_LARGEST_GAIN = 3 / (3 + K1)

# Words of more rows than this tell them apart too little for what reading them costs: of such a
# word only the rarity counts.
_MOST_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class Translated:
    """
    What the rows of the other script hold of one query.

    rows: of these rows the scores and coverages are meant, bool, shape (n_rows,).
    scores, coverage, known_share, whole: as in `index.lexical.Reading`.
    """

    rows: Mask
    scores: Scores
    coverage: Scores
    known_share: float
    whole: float


class AcrossLanguages:
    """
    Reads queries for rows of the other script.

    :param chinese: whether each row is Chinese, bool, shape (n_rows,).
    """

    def __init__(self, postings: Postings, glosses: Glosses, chinese: Mask) -> None:
        self._postings = postings
        self._glosses = glosses
        self._rows_for = {Script.HAN: ~chinese, Script.LATIN: chinese}
        self._sizes = {script: int(rows.sum()) for script, rows in self._rows_for.items()}

    def read(self, tokens: Sequence[str], script: Script) -> Translated | None:
        """
        The rows of the other script, with the tokens of this one translated.

        :param tokens: the query's, in their order, with repeats.
        :return: None if no row is of the other script or no token has a translation.
        """
        foreign = [token for token in tokens if script_of(token) is script]
        if not foreign or not self._sizes[script]:
            return None
        found = self._from_chinese(foreign) if script is Script.HAN else self._from_words(foreign)
        translations = list(found)
        if not any(len(translation.targets) for translation in translations):
            return None
        kept = dict.fromkeys(token for token in tokens if script_of(token) is not script)
        own = (Translation.none(token) for token in kept)
        return self._weighed([*translations, *own], script)

    def _from_chinese(self, tokens: Sequence[str]) -> Iterator[Translation]:
        """Each word, and the characters that stand in none of the words the table knows."""
        words = [token for token in dict.fromkeys(tokens) if len(token) > 1]
        inside = set("".join(word for word in words if word in self._glosses.sources))
        yield from map(self._glosses.of_word, words)
        singles = (token for token in dict.fromkeys(tokens) if len(token) == 1)
        yield from (self._glosses.of_word(token) for token in singles if token not in inside)

    def _from_words(self, tokens: Sequence[str]) -> Iterator[Translation]:
        """The phrases that the table knows, each once, and the words outside them."""
        found = self._glosses.of_phrases(tokens)
        yield from {translation.source: translation for translation in found}.values()

    def _weighed(self, words: Sequence[Translation], script: Script) -> Translated:
        """The query's words, translated or not, in the rows of the other script."""
        cells = _Cells.of(words, self._postings, self._rows_for[script])
        # All that stands for a word is one word: as rare as its rows, taken together.
        rarity = rarities(cells.n_holding, self._sizes[script])
        weights = rarity * np.array([weight_of(word.source) for word in words], dtype=np.float32)
        total = float(weights.sum())
        n_rows = self._postings.n_rows
        scores = np.bincount(cells.row, weights[cells.word] * cells.gain, n_rows)
        trusted = weights * np.array([_TRUST if len(word.targets) else 1.0 for word in words])
        coverage = np.bincount(cells.row, trusted[cells.word] * cells.share, n_rows) / total
        return Translated(
            rows=self._rows_for[script],
            scores=scores.astype(np.float32),
            coverage=np.minimum(coverage, 1.0).astype(np.float32),
            known_share=float((trusted * cells.known).sum()) / total,
            whole=total / (1 + K1),
        )


@dataclass(frozen=True, slots=True)
class _Cells:
    """
    Where the words of a query stand: one cell for each word and row that holds part of it.

    word, row: of each cell. share: in (0, 1], how much of the word the row holds. gain: BM25's for
    it, before rarity. known: by word, the largest share that a row could hold.
    n_holding: by word, rows that hold it, a half for half of it.
    """

    word: NDArray[np.int64]
    row: NDArray[np.int64]
    share: NDArray[np.float64]
    gain: NDArray[np.float64]
    known: NDArray[np.float64]
    n_holding: NDArray[np.number]

    @classmethod
    def of(cls, words: Sequence[Translation], postings: Postings, meant: Mask) -> "_Cells":
        """The cells in the rows that are meant."""
        word, target, share = _targets(words, postings)
        counts = postings.first[target + 1] - postings.first[target]
        too_many = counts > _MOST_ROWS
        known = np.minimum(np.bincount(word, share, len(words)), 1.0)
        unread = np.bincount(word[too_many], (share * counts)[too_many], len(words))
        few = ~too_many
        word, target, share, counts = word[few], target[few], share[few], counts[few]
        rarity = rarities(counts, postings.n_rows)
        # The number of each posting of each target, target after target.
        offsets = np.repeat(postings.first[target] - np.cumsum(counts) + counts, counts)
        at = offsets + np.arange(len(offsets))
        of = np.repeat(np.arange(len(target)), counts)
        among = meant[postings.rows[at]]
        at, of = at[among], of[among]
        rows = postings.rows[at]
        keys, cell = np.unique(word[of] * postings.n_rows + rows, return_inverse=True)
        shares = np.minimum(np.bincount(cell, share[of]), 1.0)
        gains = np.bincount(cell, share[of] / rarity[of] * postings.gains[at])
        of_cell, row = np.divmod(keys, postings.n_rows)
        n_holding = unread + np.bincount(of_cell, shares, len(words))
        return cls(of_cell, row, shares, np.minimum(gains, _LARGEST_GAIN), known, n_holding)


def _targets(
    words: Sequence[Translation], postings: Postings
) -> tuple[NDArray[np.int64], Numbers, Scores]:
    """Number of the word, token and share of each translation; a word stands for itself, too."""
    own = [postings.number(word.source) for word in words]
    itself = np.array([i for i, number in enumerate(own) if number is not None], dtype=np.int64)
    numbers = np.array([number for number in own if number is not None], dtype=np.int32)
    lengths = [len(word.targets) for word in words]
    return (
        np.concatenate([itself, np.repeat(np.arange(len(words)), lengths)]),
        np.concatenate([numbers, *(word.targets for word in words)]),
        np.concatenate([np.ones(len(numbers), np.float32), *(word.shares for word in words)]),
    )

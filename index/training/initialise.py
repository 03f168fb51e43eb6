"""Where each new embedding row starts: from the base model's rows of its English glosses."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from tokenizers import Tokenizer

from index.encoder_parts import Floats
from index.training.dictionary import Dictionary

FIRST_PIECES = 6
GLOSSES = 3


class GlossRows:
    """Starting rows from glosses; word pieces count by their rarity in English text."""

    def __init__(self, tokenizer: Tokenizer, base_rows: Floats, english: Iterable[str]) -> None:
        """
        :param tokenizer: the base model's or the bilingual one; glosses are English.
        :param base_rows: float32, shape (n_base_tokens, 384).
        :param english: sentences in which the word pieces are counted.
        """
        self._tokenizer = tokenizer
        self._rows = base_rows
        self._length = float(np.linalg.norm(base_rows[1000:], axis=1).mean())
        self._middle: Floats = base_rows[1000:].mean(axis=0)
        uses: Counter[int] = Counter()
        for encoding in tokenizer.encode_batch(list(english), add_special_tokens=False):
            uses.update(encoding.ids)
        self._uses, self._total = uses, sum(uses.values())

    def start(self, words: Sequence[str], dictionary: Dictionary) -> Floats:
        """
        One row per word: from its glosses, else the mean of its characters' rows.

        :return: float32, shape (len(words), 384), each as long as a base row on average.
        """
        of_word = {word: self._from_glosses(dictionary.get(word, [])) for word in words}
        rows = [self._or_characters(word, of_word) for word in words]
        return np.stack([row * (self._length / float(np.linalg.norm(row))) for row in rows])

    def _or_characters(self, word: str, of_word: dict[str, Floats | None]) -> Floats:
        own = of_word[word]
        if own is not None:
            return own
        parts = [row for c in word if (row := of_word.get(c)) is not None]
        return np.mean(parts, axis=0, dtype=np.float32) if parts else self._middle

    def _from_glosses(self, glosses: Sequence[str]) -> Floats | None:
        total = np.zeros(self._rows.shape[1], dtype=np.float32)
        for place, gloss in enumerate(glosses[:GLOSSES]):
            pieces = self._tokenizer.encode(gloss, add_special_tokens=False).ids[:FIRST_PIECES]
            weights = np.array([self._rarity(piece) for piece in pieces], dtype=np.float32)
            if weights.sum() > 0:
                total += weights @ self._rows[pieces] / (weights.sum() * (place + 1))
        return total if total.any() else None

    def _rarity(self, piece: int) -> float:
        """Between 0 for the commonest pieces (the, of, a) and about 1 for those never met."""
        share = (self._uses[piece] + 1) / (self._total + 1)
        return max(0.0, (-math.log(share) - 4) / 10)

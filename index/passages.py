"""What can be found, and what was."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import TextRole


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A text that can be found.

    also: further wordings of the same thing (questions people ask), found under the same key.
    """

    key: str
    text: str
    title: str = ""
    lang: str = ""
    also: tuple[str, ...] = ()

    def wordings(self) -> tuple[str, ...]:
        """The texts that get a vector each; the first is the passage itself under its title."""
        return (f"{self.title}\n{self.text}" if self.title else self.text, *self.also)

    def roles(self) -> tuple[TextRole, ...]:
        """What each of the wordings is to an encoder: the passage one, ways of asking the other."""
        return (TextRole.PASSAGE, *(TextRole.QUERY for _ in self.also))

    def lexical_text(self) -> str:
        """All words under which the passage is found."""
        return "\n".join(self.wordings())


@dataclass(frozen=True, slots=True)
class Hit:
    """
    A passage found.

    score: what it was ranked by: in fused mode spreads above an unrelated passage, on one scale
        for all queries (0 an average passage, about 12 the query's own text); in dense mode the
        similarity, in lexical mode BM25.
    similarity: best cosine over the passage's texts, in [-1, 1].
    lexical: BM25, >= 0.
    coverage: in [0, 1], share of the query's words, weighted by rarity, that the passage holds.
    row: the passage's number in the order in which the index was built.
    """

    key: str
    lang: str
    score: float
    similarity: float
    lexical: float
    coverage: float
    row: int


@dataclass(frozen=True, slots=True)
class Finds:
    """
    What the index says of one query about the passages of the likeliest keys.

    rows: int64, shape (n,): the passages' numbers. All other arrays are float32 of that shape:
    text: cosine to the passage under its title. asked: to the nearest of its other wordings, and
    asked_three: the mean of the nearest three; -1 where there is none. lexical, coverage, score:
    as in Hit. vector: of the query, float32, shape (dimension,). known_share, whole: as in
    index.lexical.Reading.
    """

    rows: NDArray[np.int64]
    text: NDArray[np.float32]
    asked: NDArray[np.float32]
    asked_three: NDArray[np.float32]
    lexical: NDArray[np.float32]
    coverage: NDArray[np.float32]
    score: NDArray[np.float32]
    vector: NDArray[np.float32]
    known_share: float
    whole: float


@dataclass(frozen=True, slots=True)
class Catalogue:
    """
    Whose text each row is.

    keys, langs: by passage. first_vector: int64, shape (n_passages + 1,); the vectors of passage
    i are first_vector[i] up to, not including, first_vector[i + 1].
    """

    keys: Sequence[str]
    langs: Sequence[str]
    first_vector: NDArray[np.int64]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> "Catalogue":
        """The catalogue of passages in the order given."""
        counts = [0, *(len(passage.wordings()) for passage in passages)]
        return cls(
            [passage.key for passage in passages],
            [passage.lang for passage in passages],
            np.cumsum(counts, dtype=np.int64),
        )

    def save(self, path: Path) -> None:
        """Writes one JSON file."""
        columns = {
            "keys": list(self.keys),
            "langs": list(self.langs),
            "first_vector": self.first_vector.tolist(),
        }
        path.write_text(json.dumps(columns), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "Catalogue":
        """
        The catalogue saved there.

        :raises OSError, ValueError, KeyError: if the file is missing or damaged.
        """
        columns = json.loads(path.read_text(encoding="utf-8"))
        first_vector = np.array(columns["first_vector"], dtype=np.int64)
        return cls(columns["keys"], columns["langs"], first_vector)

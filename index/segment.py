"""One immutable part of a large index: keys, vectors and words of its rows, and the caller's."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, TextRole, Vectors, unit_rows
from index.fusion import Background
from index.manifest import FORMAT, Counts, Manifest, SnapshotCorrupt, records_of
from index.quantised import QuantisedVectors, write_quantised
from index.tokens import Tokenizer
from index.words import Numbers, RowWords, Words, numbers_of, write_words

Rows = NDArray[np.int64]
Digests = NDArray[np.uint64]
Progress = Callable[[int], None]
WritePayload = Callable[[Path, Rows], None]

PAYLOAD = "payload"
BUILDING = ".building-"
"""Before the name of a folder that is no segment yet."""
_BLOCK = 4096
_REMEMBERED_TEXTS = 100_000
_BACKGROUND = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One thing that can be found.

    key: its name, for ever.
    digest: in hexadecimal digits, 16 or more, of all that it is, its key included: no two entries
        share it, and it changes when anything of one does.
    meanings: wordings of the same thing, one for each language; their mean is its vector.
    words: texts whose words it holds.
    """

    key: str
    digest: str
    meanings: tuple[str, ...]
    words: tuple[str, ...]


class Segment:
    """
    A part on disk, opened memory-mapped; its files stay readable after they are removed.

    :raises SnapshotCorrupt: if a file is not what was written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = Manifest.read(folder)
        self.manifest.check_files(folder)
        try:
            self.vectors = QuantisedVectors(folder)
            self.words = Words(folder)
            self._keys = np.memmap(folder / "keys.txt", dtype=np.uint8, mode="r")
            self._key_ends: Rows = np.load(folder / "keys.ends.npy", mmap_mode="r")
            self.marks: Digests = np.load(folder / "marks.npy", mmap_mode="r")
            self.texts: Digests = np.load(folder / "texts.npy", mmap_mode="r")
        except (OSError, ValueError, RuntimeError) as error:
            raise SnapshotCorrupt(folder, str(error)) from error

    def __len__(self) -> int:
        return len(self.vectors)

    @property
    def id(self) -> str:
        """Its folder's name."""
        return self.folder.name

    def key(self, row: int) -> str:
        """The key of a row."""
        start = int(self._key_ends[row - 1]) if row else 0
        return bytes(self._keys[start : int(self._key_ends[row])]).decode("utf-8", "surrogatepass")

    @cached_property
    def background(self) -> Background:
        """Where the vectors lie as a whole, from a fair sample of them."""
        rows = np.arange(0, len(self), max(1, len(self) // _BACKGROUND), dtype=np.int64)
        return Background.of(self.vectors.vectors(rows))


class SegmentWriter:
    """
    Writes segments.

    :param known: segments whose vectors are used again for texts that they hold.
    """

    def __init__(
        self, encoder: Encoder, tokenizer: Tokenizer, known: Sequence[Segment] = ()
    ) -> None:
        self._encoder, self._tokenizer, self._known = encoder, tokenizer, known

    def write(
        self,
        folder: Path,
        entries: Iterable[Entry],
        payload: WritePayload,
        progress: Progress | None = None,
    ) -> int:
        """
        The files of a segment of at least one entry, in an empty folder.

        :param payload: called with a folder and the order of rows: row i is entry order[i].
        :param progress: told how many entries were read so far.
        :return: how many texts the encoder had to read.
        """
        gathered = _Gathered(folder, self._encoder, self._tokenizer, self._known)
        for block in _blocks(entries):
            gathered.add(block)
            if progress is not None:
                progress(len(gathered.digests))
        order = write_quantised(folder, gathered.vectors())
        write_words(folder, gathered.words, order)
        _write_keys(folder, gathered, order)
        (folder / PAYLOAD).mkdir()
        payload(folder / PAYLOAD, order)
        gathered.drop()
        self._manifest(folder, gathered).write(folder)
        return gathered.new

    def _manifest(self, folder: Path, gathered: "_Gathered") -> Manifest:
        return Manifest(
            format=FORMAT,
            id=folder.name.removeprefix(BUILDING),
            created=datetime.now(UTC),
            encoder=self._encoder.fingerprint,
            dimension=self._encoder.dimension,
            tokenizer=self._tokenizer.fingerprint,
            counts=Counts(passages=len(gathered.keys), texts=gathered.new, by_lang={}),
            files=records_of(folder),
        )


def marks_of(digests: Sequence[str]) -> Digests:
    """The first 64 bits of each digest, shape (n_digests,)."""
    digits = "".join(digest[:16] for digest in digests)
    return np.frombuffer(bytes.fromhex(digits), dtype=np.uint64)


def digests_of(texts: Iterable[str]) -> Digests:
    """64 bits of each text: two of a million agree by chance once in thirty million indexes."""
    plain = (hashlib.blake2b(t.encode("utf-8", "surrogatepass"), digest_size=8) for t in texts)
    return np.frombuffer(b"".join(digest.digest() for digest in plain), dtype=np.uint64)


class _Gathered:
    """The entries read so far; their vectors in a file, since a million would fill the memory."""

    def __init__(
        self, folder: Path, encoder: Encoder, tokenizer: Tokenizer, known: Sequence[Segment]
    ) -> None:
        self._encoder, self._known = encoder, [_KnownTexts(part) for part in known]
        self._draft = folder / ".vectors"
        self._draft.mkdir()
        self._file = (self._draft / "rows.f16").open("wb")
        self._numbers = lru_cache(maxsize=_REMEMBERED_TEXTS)(_reader(tokenizer))
        self._of_text: dict[int, Vectors] = {}
        self.keys: list[str] = []
        self.digests: list[str] = []
        self.texts: list[Digests] = []
        self.words: list[RowWords] = []
        self.new = 0

    def add(self, entries: Sequence[Entry]) -> None:
        """Encodes what is new among the entries and keeps the rest of them."""
        digests = digests_of("\0".join(entry.meanings) for entry in entries)
        vectors = self._vectors(entries, digests)
        self._file.write(vectors.astype(np.float16).tobytes())
        self.texts.append(digests)
        for entry in entries:
            self.keys.append(entry.key)
            self.digests.append(entry.digest)
            parts = [self._numbers(text) for text in entry.words]
            self.words.append(RowWords.of(np.concatenate(parts)))

    def vectors(self) -> NDArray[np.float16]:
        """All vectors in the order of the entries, memory-mapped."""
        self._file.close()
        shape = (len(self.digests), self._encoder.dimension)
        return np.memmap(self._draft / "rows.f16", dtype=np.float16, mode="r", shape=shape)

    def drop(self) -> None:
        """Removes the file of vectors."""
        shutil.rmtree(self._draft)

    def _vectors(self, entries: Sequence[Entry], digests: Digests) -> Vectors:
        for known in self._known:
            for number, vector in known.of(digests):
                self._of_text.setdefault(number, vector)
        first: dict[int, Entry] = {}
        for digest, entry in zip(digests.tolist(), entries, strict=True):
            if digest not in self._of_text:
                first.setdefault(digest, entry)
        self._of_text.update(zip(first, self._encoded(list(first.values())), strict=True))
        self.new += len(first)
        return np.stack([self._of_text[digest] for digest in digests.tolist()])

    def _encoded(self, entries: Sequence[Entry]) -> Vectors:
        """The mean of each entry's meanings, as half floats: they stay in memory to be reused."""
        counts = [len(entry.meanings) for entry in entries]
        if not counts:
            return np.zeros((0, self._encoder.dimension), dtype=np.float16)
        texts = [meaning for entry in entries for meaning in entry.meanings]
        encoded = self._encoder.encode(texts, TextRole.PASSAGE)
        starts = np.cumsum([0, *counts[:-1]])
        return unit_rows(np.add.reduceat(encoded, starts)).astype(np.float16)


class _KnownTexts:
    """The vectors of another segment by the digest of their text."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._order = np.argsort(segment.texts)
        self._texts = segment.texts[self._order]

    def of(self, digests: Digests) -> Iterator[tuple[int, Vectors]]:
        """Digest and vector of those that the segment holds."""
        at = np.minimum(np.searchsorted(self._texts, digests), len(self._texts) - 1)
        held = np.flatnonzero(self._texts[at] == digests)
        rows = self._order[at[held]].astype(np.int64)
        vectors = self._segment.vectors.vectors(rows).astype(np.float16)
        return zip(digests[held].tolist(), vectors, strict=True)


def _reader(tokenizer: Tokenizer) -> Callable[[str], Numbers]:
    def read(text: str) -> Numbers:
        return numbers_of(tokenizer(text))

    return read


def _write_keys(folder: Path, gathered: _Gathered, order: Rows) -> None:
    encoded = [gathered.keys[at].encode("utf-8", "surrogatepass") for at in order.tolist()]
    (folder / "keys.txt").write_bytes(b"".join(encoded))
    np.save(folder / "keys.ends.npy", np.cumsum([len(key) for key in encoded], dtype=np.int64))
    np.save(folder / "marks.npy", marks_of(gathered.digests)[order])
    np.save(folder / "texts.npy", np.concatenate(gathered.texts)[order])


def _blocks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    left = iter(entries)
    while block := list(islice(left, _BLOCK)):
        yield block

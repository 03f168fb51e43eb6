"""The lines of a CV by their part, and the values behind their labels."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from knowledge.terms import folded

_FILE = Path(__file__).with_name("cv.toml")
_ORNAMENTS = re.compile(
    r"^[\s\W_]*(?:第?[一二三四五六七八九十]{1,2}[、.．)）]|\d{1,2}[、.．)]\s*|[ivx]{1,4}\.\s)?[\s\W_]*|[\s\W_]+$"
)
_CELLS = re.compile(r"\t+| {2,}|\s*[|｜]\s*|\s+[/·•]\s+")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class CvLine:
    """One line in the part that it stands in: objective, education, work, skills, ..."""

    part: str
    text: str

    @property
    def low(self) -> str:
        """Folded: lower case, half width, simplified."""
        return folded(self.text)

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands between tabs, bars or wide gaps."""
        return tuple(cell for cell in _CELLS.split(self.text) if cell.strip())


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with the kind of its label (`wish`, `wage`, ...) and the line that holds both."""

    kind: str
    value: str
    line: CvLine
    said: str
    """The label with its value, and nothing else of the line: beside them may stand anything."""


@dataclass(frozen=True, slots=True)
class Cv:
    """A CV as it is laid out."""

    lines: tuple[CvLine, ...]
    values: tuple[Labelled, ...]

    def part(self, *names: str) -> Iterator[CvLine]:
        """The lines of these parts in their order."""
        return (line for line in self.lines if line.part in names)

    def of_kind(self, kind: str) -> Iterator[Labelled]:
        """The values under labels of that kind."""
        return (value for value in self.values if value.kind == kind)

    @property
    def is_laid_out(self) -> bool:
        """Whether it has parts or labels at all, and is not a letter."""
        return len({line.part for line in self.lines}) > 1 or len(self.values) > 2


def lay_out(text: str) -> Cv:
    """The CV with each line in its part; a line that heads a part belongs to none."""
    part = "personal"
    lines: list[CvLine] = []
    values: list[Labelled] = []
    for raw in text.splitlines():
        # Some PDFs set a space between any two characters.
        words = raw.strip()
        if not words:
            continue
        heading = _headings().get(_bare(words))
        if heading is not None:
            part = heading
            continue
        line = CvLine(part, words)
        lines.append(line)
        values += _labelled(line)
    return Cv(tuple(lines), tuple(values))


def _bare(words: str) -> str:
    low = folded(words).strip()
    plain = _ORNAMENTS.sub("", low)
    # 工 作 经 历: letters set apart.
    joined = _SPACED.sub("", plain)
    chinese, _, english = joined.partition(" ")
    return chinese if english.isascii() and not chinese.isascii() else joined


def _labelled(line: CvLine) -> Iterator[Labelled]:
    marks = [
        (match.start(), match.end(), _kind(match["label"]))
        for match in _label_pattern().finditer(line.low)
    ]
    if marks:
        ends = [start for start, _, _ in marks[1:]] + [len(line.text)]
        for (start, behind, kind), end in zip(marks, ends, strict=True):
            value = line.text[behind:end].strip(" \t|｜,，;；。/")
            if value:
                yield Labelled(kind, value, line, line.text[start:end].strip())
        return
    cells = line.cells
    for label, value in pairwise(cells):
        known = _kinds().get(_bare(label))
        if known is not None and _bare(value) not in _kinds():
            yield Labelled(known, value.strip(), line, f"{label.strip()} {value.strip()}")


def _kind(label: str) -> str:
    return _kinds()[_SPACED.sub("", label.strip())]


@cache
def _label_pattern() -> re.Pattern[str]:
    words = sorted(_kinds(), key=len, reverse=True)
    zh = "|".join(r"\s*".join(map(re.escape, word)) for word in words if not word.isascii())
    en = "|".join(re.escape(word) for word in words if word.isascii())
    return re.compile(
        rf"(?:^|(?<=[\s|｜,，;；。/（(]))(?P<label>{zh}|(?<![a-z]){en})\s*[:：]\s*".replace(
            f"(?<![a-z]){en}", f"(?:{en})"
        )
    )


@cache
def _kinds() -> Mapping[str, str]:
    return {word: kind for kind, words in _table()["label"].items() for word in words}


@cache
def _headings() -> Mapping[str, str]:
    return {word: part for part, words in _table()["heading"].items() for word in words}


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))

"""One row of a feed as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.documents.cell_text import without_picture
from knowledge.documents.text_file import REPLACED
from knowledge.posts.headings import COLUMNS
from knowledge.sentence import Sentence

LONGEST_CELL = 20_000
"""Characters of one cell; a longer one is a broken row (a quote that was never closed), no post."""

HIDDEN = Sentence("隐藏或被筛选掉的行", "a row that is hidden, by hand or by a filter")
HIDDEN_SHEET = Sentence("隐藏的工作表", "a hidden sheet")
NOTE = Sentence("表格里的说明、小计或分节", "a note, a total or a caption in the table")
REPEATED_HEADER = Sentence("重复的表头", "the header again")
NO_TABLE = Sentence("没有岗位表的工作表", "a sheet without a table of posts")


class FeedUnreadable(Exception):
    """No row of the file can be read; the reason says what to mend."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a feed as text; `problem` says why it cannot be read as a post at all."""

    line: int
    values: Mapping[str, str]
    extra: Mapping[str, str] = field(default_factory=dict)
    """Columns that the form does not know: kept, and used for nothing."""
    problem: str | None = None
    left_out: Sentence | None = None
    """Why the row is passed over on purpose: it is no post, or one that the file hides."""
    is_posting: bool = False
    """Whether it is a JobPosting or an HR-JSON opening: what employers advertise."""


_IN_FORM = frozenset(COLUMNS)


def row_of(line: int, named: Mapping[str, str], problem: str | None = None) -> Row:
    """The row of these cells by column; a cell without end or of damaged bytes is a problem."""
    whole = "".join(named.values())
    if len(whole) > LONGEST_CELL or REPLACED in whole:
        problem = next((told for told in map(_fault, named.items()) if told), None) or problem
        named = {name: cell[:LONGEST_CELL] for name, cell in named.items()}
    if "\x00" in whole:
        named = {name: cell.replace("\x00", "") for name, cell in named.items()}
    values: dict[str, str] = {}
    extra: dict[str, str] = {}
    for name, cell in named.items():
        if name in _IN_FORM:
            values[name] = without_picture(cell.strip()) if "=" in cell[:2] else cell.strip()
        elif name:
            extra[name] = cell.strip()
    return Row(line, values, extra, problem)


def _fault(named: tuple[str, str]) -> str | None:
    name, cell = named
    if len(cell) > LONGEST_CELL:
        most = f"{len(cell):,} characters; {LONGEST_CELL:,} are the most"
        return f"column {name} holds {most}"
    if REPLACED in cell:
        return f"column {name} holds bytes that are no text in the file's encoding"
    return None

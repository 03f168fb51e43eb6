"""What one document gives to an answer, so that other words may take the place of its quotes."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.policies.citation import Citation
from knowledge.policies.document import Clause


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is shown."""

    text: str
    is_quote: bool = False
    """Whether it is the clause's own text; everything else is put there by code."""


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """The lines of one paragraph; the last paragraph of an answer is about no clause."""

    lines: tuple[Line, ...]
    clauses: tuple[Clause, ...] = field(default=())
    """Those that are quoted in full."""
    beside: tuple[Citation, ...] = field(default=())
    """Of the sentences quoted beside them: what was replaced, who says otherwise."""
    opens: str = ""
    """What must be read first: that it is closed, replaced, not yet in force."""

    @property
    def text(self) -> str:
        """The paragraph."""
        return "\n".join([self.opens, *(line.text for line in self.lines)]).strip("\n")

    @property
    def without_quotes(self) -> str:
        """The paragraph without the clauses' own words and without its first words."""
        return "\n".join(line.text for line in self.lines if not line.is_quote)

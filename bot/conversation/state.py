"""What a chat remembers from turn to turn besides the profile."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from knowledge.answering.draft import EarlierTurn

_TURNS_REMEMBERED = 3


class ChatState(BaseModel):
    """Small enough to be stored with every turn, so that it survives a restart."""

    questions: list[tuple[str, tuple[str, ...]]] = Field(default_factory=list)
    """The last questions as searched for, each with the clauses that were cited."""
    pending_fact: str | None = None
    """Name of the profile field that was asked for last."""
    pending_flow: str | None = None
    """What goes on once that is known: eligibility or job_search."""
    last_route: str = ""
    """What the turn before was for."""
    wish: str = ""
    """The words of the last job search."""
    shown_posts: list[str] = Field(default_factory=list)
    declines_in_a_row: int = 0
    enterprise: dict[str, Any] | None = None
    """What was said about an enterprise, once somebody asks for one."""
    facts_asked: int = 0
    """How many questions about the person were put in a row."""

    def earlier(self) -> tuple[EarlierTurn, ...]:
        """The turns that a follow-up may refer to, oldest first."""
        return tuple(EarlierTurn(question, tuple(ids)) for question, ids in self.questions)

    def remember(self, question: str, clause_ids: tuple[str, ...]) -> None:
        """Keeps an answered question for follow-ups."""
        self.questions = [*self.questions, (question, clause_ids)][-_TURNS_REMEMBERED:]

    def ask_for(self, fact: str, flow: str) -> None:
        """Notes that the next message may be the answer to a question about the person."""
        self.pending_fact, self.pending_flow = fact, flow
        self.facts_asked += 1

    def nothing_pending(self) -> None:
        """Notes that no question about the person is open."""
        self.pending_fact = self.pending_flow = None
        self.facts_asked = 0

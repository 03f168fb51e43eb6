"""What a chat remembers from turn to turn besides the profile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, Field

from knowledge.answering.dialogue.choice import Choice
from knowledge.answering.draft import EarlierTurn
from knowledge.people.whom import SELF

_TURNS_REMEMBERED = 3
_DECLINES_REMEMBERED = 10


class OpenCalculation(BaseModel):
    """A sum that was worked out, or asked on for, last."""

    calculator_id: str
    said: dict[str, Any] = Field(default_factory=dict)
    """What was said, by the name of the input."""
    asked: str | None = None
    """The input that was asked for last."""
    declined: list[str] = Field(default_factory=list)
    """Inputs that the person cannot, or would not, tell."""


class ChatState(BaseModel):
    """Small enough to be stored with every turn, so that it survives a restart."""

    questions: list[tuple[str, tuple[str, ...]]] = Field(default_factory=list)
    """The last questions as searched for, each with the clauses that were cited.

    The question is empty where several programmes were shown and none was asked about.
    """
    choices: list[tuple[str, str, str]] = Field(default_factory=list)
    """What the last reply asked to choose from: key, Chinese name, English name."""
    choice_question: str = ""
    """The message that the choice is to answer."""
    pending_fact: str | None = None
    """Name of the profile field that was asked for last."""
    pending_flow: str | None = None
    """What goes on once that is known: eligibility or job_search."""
    acting_for: str = SELF
    """The label of the person that the chat speaks of; see knowledge/people/whom.py."""
    last_route: str = ""
    """What the turn before was for."""
    wish: str = ""
    """The words of the last job search."""
    shown_posts: list[str] = Field(default_factory=list)
    posts_on_screen: list[str] = Field(default_factory=list)
    """Ids of the posts of the list on the table; empty once two replies have had none."""
    list_age: int = 0
    """Replies without posts since that list was shown."""
    unclear: str = ""
    """The masked message that two buttons were offered for."""
    post_in_focus: str = ""
    """The one of them that was asked about last."""
    follows: bool = False
    """Whether there may be something to tell unasked: kept posts, alerts, reminders."""
    declines_in_a_row: int = 0
    declined: list[str] = Field(default_factory=list)
    """What these declines were about, as searched for."""
    handed_over: list[str] = Field(default_factory=list)
    """What was declined before a person was brought in; it does not bring one in again."""
    minors: list[str] = Field(default_factory=list)
    """The labels of people under 16 who were spoken of: for them there are no posts."""
    child_spoken_of: bool = False
    """Whether the last request was for a child, and nobody else has been spoken of since."""
    was_calmed: bool = False
    """Whether abuse has had its calm word already."""
    enterprise: dict[str, Any] | None = None
    """What was said about an enterprise, once somebody asks for one."""
    programmes: list[str] = Field(default_factory=list)
    """The programmes that were asked about by name; none where all are talked about."""
    told_programmes: list[str] = Field(default_factory=list)
    """Those that may be claimed by the findings told last, so that they are not told twice."""
    last_fact: str | None = None
    """The fact that was told last as an answer, for a correction of it."""
    calculation: OpenCalculation | None = None
    """The sum on the table."""
    facts_asked: int = 0
    """How many questions about the person were put in a row."""

    def earlier(self) -> tuple[EarlierTurn, ...]:
        """The turns that a follow-up may refer to, oldest first."""
        return tuple(EarlierTurn(question, tuple(ids)) for question, ids in self.questions)

    def remember(self, question: str, clause_ids: tuple[str, ...]) -> None:
        """Keeps a question for follow-ups, with the clauses that answered it, if any did."""
        self.questions = [*self.questions, (question, clause_ids)][-_TURNS_REMEMBERED:]

    def last_cited(self) -> tuple[str, ...]:
        """The clauses of the last question that had any."""
        return next((tuple(ids) for _, ids in reversed(self.questions) if ids), ())

    def offer(self, choices: Sequence[Choice], question: str) -> None:
        """Notes what the next message may choose from."""
        self.choices = [(choice.key, choice.zh, choice.en) for choice in choices]
        self.choice_question = question

    def decline(self, question: str) -> None:
        """Counts a decline, unless a person has been brought in for that question before."""
        if question and question in self.handed_over:
            return
        self.declines_in_a_row += 1
        self.declined = [*self.declined, question][-_TURNS_REMEMBERED:]

    def hand_over(self) -> None:
        """Notes that a person has been brought in, for what was declined up to now."""
        self.handed_over = [*self.handed_over, *self.declined][-_DECLINES_REMEMBERED:]
        self.declined, self.declines_in_a_row = [], 0

    def ask_for(self, fact: str, flow: str) -> None:
        """Notes that the next message may be the answer to a question about the person."""
        self.pending_fact, self.pending_flow = fact, flow
        self.facts_asked += 1

    def nothing_pending(self) -> None:
        """Notes that no question about the person is open."""
        self.pending_fact = self.pending_flow = None
        self.facts_asked = 0

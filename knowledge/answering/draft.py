"""What the steps know so far about one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from index.retriever import Hit
from knowledge.answering.answer import Answer
from knowledge.answering.dialogue.choice import Choice
from knowledge.answering.model.protocol import ModelUse
from knowledge.answering.part import AnswerPart
from knowledge.answering.reading.bare import is_bare
from knowledge.language import Lang, detect
from knowledge.policies.document import Clause
from knowledge.policies.release import Release


class Route(StrEnum):
    """What a message is for; everything but a question is settled elsewhere."""

    QUESTION = "question"
    JOB_SEARCH = "job_search"
    ELIGIBILITY = "eligibility"
    CALCULATION = "calculation"
    PROFILE = "profile"
    SMALL_TALK = "small_talk"
    HANDOFF = "handoff"
    MY_DATA = "my_data"
    DISTRESS = "distress"
    INSULT = "insult"
    UNSAFE = "unsafe"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class EarlierTurn:
    """What a follow-up may refer to."""

    question: str
    """As it was searched for: masked, and with its own follow-up resolved."""
    clause_ids: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """One question on its way to an answer; each step adds to it."""

    text: str
    lang: Lang
    """The language of the answer; a question may be put in the other one."""
    today: date
    release: Release
    earlier: tuple[EarlierTurn, ...] = ()
    masked: str = ""
    asked: str = ""
    """The masked text as it was probably meant."""
    search_text: str = ""
    """That, with the subject of the turn before where it has none."""
    is_follow_up: bool = False
    leans_on: EarlierTurn | None = None
    """The turn that a follow-up takes its subject from."""
    continues: bool = False
    """A later question of the same message; it leans on the first where it names no subject."""
    may_clarify: bool = True
    """False right after a question back: nobody is asked back twice in a row."""
    chosen: str = ""
    """The key of the likeliest choice, where nobody may be asked back."""
    choices: tuple[Choice, ...] = ()
    """What the message can mean, where that is asked back."""
    missing_side: bool = False
    """The subject is held, but not the side of it that was asked about."""
    route: Route = Route.QUESTION
    hits: list[Hit] = field(default_factory=list)
    """Held clauses, likeliest first; the score is the log-odds that the clause answers."""
    border: Hit | None = None
    """The nearest clause on what is not held; the score is its lead over all other clauses."""
    clauses: list[Clause] = field(default_factory=list)
    """The clauses that carry the answer, best first; empty where none does."""
    parts: tuple[AnswerPart, ...] = ()
    """The quoted answer paragraph by paragraph; empty where no clause carries one."""
    proposed: Answer | None = None
    """The quoted answer, or the decline; needs no chat model."""
    written: Answer | None = None
    """What a chat model wrote from the same clauses, as far as they carry it."""
    answer: Answer | None = None
    use: ModelUse = field(default_factory=ModelUse)
    """What the turn may still ask of the chat model."""
    milliseconds: dict[str, float] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)
    """For the trace: why a step did what it did."""

    @property
    def subject(self) -> str:
        """What a later message may lean on: of a chain of bare follow-ups, how it began."""
        if self.leans_on is not None and is_bare(self.asked):
            return self.leans_on.question
        return self.search_text

    @property
    def asked_in(self) -> Lang:
        """The language that the question is written in."""
        return detect(self.masked, self.lang)

    def trace(self) -> Mapping[str, Any]:
        """How this answer came about, without any unmasked word of the person."""
        return {
            "route": self.route.value,
            "search_text": self.search_text,
            "follow_up": self.is_follow_up,
            "hits": [
                {
                    "clause_id": hit.key,
                    "lang": hit.lang,
                    "score": round(hit.score, 4),
                    "similarity": round(hit.similarity, 4),
                    "lexical": round(hit.lexical, 4),
                    "coverage": round(hit.coverage, 4),
                }
                for hit in self.hits
            ],
            "border": self.border
            and {
                "clause_id": self.border.key,
                "score": round(self.border.score, 4),
                "similarity": round(self.border.similarity, 4),
            },
            "clauses": [
                {"clause_id": clause.clause_id, "lang": clause.lang, "digest": clause.digest}
                for clause in self.clauses
            ],
            "milliseconds": {name: round(took, 3) for name, took in self.milliseconds.items()},
            **self.notes,
        }

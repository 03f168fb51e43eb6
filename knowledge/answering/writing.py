"""Step: a chat model, where one is set, writes the answer from the clauses that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.answering.answer import Answer, Status
from knowledge.answering.draft import Draft
from knowledge.language import Lang
from knowledge.policies.document import Clause


class ModelUnavailable(Exception):
    """The chat model gave no usable reply: down, too slow, or not in the form asked for."""


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """What a chat model wrote, and which of the clauses given to it the text rests on."""

    text: str
    clause_ids: tuple[str, ...]


class ChatModel(Protocol):
    """Writes an answer from clauses."""

    def write(self, question: str, clauses: Sequence[Clause], lang: Lang) -> WrittenAnswer:
        """
        An answer in the language, from these clauses alone.

        :raises ModelUnavailable: if there is none in time.
        """


@dataclass(frozen=True, slots=True)
class WriteAnswer:
    """Leaves the quoted answer as it is where no model is set or no clause carries an answer."""

    model: ChatModel | None

    def __call__(self, draft: Draft) -> None:
        """Fills `written`; the trace says why it is empty."""
        if self.model is None or not draft.clauses:
            return
        try:
            written = self.model.write(draft.masked, draft.clauses, draft.lang)
        except ModelUnavailable as fault:
            draft.notes["model_unavailable"] = str(fault)
            return
        known = {clause.clause_id: clause for clause in draft.clauses}
        unknown = [id_ for id_ in written.clause_ids if id_ not in known]
        if unknown:
            draft.notes["written_refused"] = f"cites {unknown[0]}, which was not given to it"
            return
        citations = tuple(draft.release.cite(known[id_]) for id_ in written.clause_ids)
        draft.written = Answer(Status.ANSWERED, written.text, citations)

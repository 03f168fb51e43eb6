"""Step: a chat model, where one is set, writes the answer; only what clauses carry is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from knowledge.answering.answer import Answer
from knowledge.answering.draft import Draft
from knowledge.answering.model.citing import Carried
from knowledge.answering.model.keeping import citations_of, in_place_of_clauses
from knowledge.answering.model.opaque import Marks, marks_in, restored, without_marks
from knowledge.answering.model.protocol import ChatModel, ModelUnavailable, Prompt
from knowledge.answering.model.sentences import SentenceReader
from knowledge.answering.reading.expectation import expectations, gives
from knowledge.answering.wording import Wording
from knowledge.language import Lang
from knowledge.language.figures import figures
from knowledge.people.personal_data import masked
from knowledge.policies.document import Clause

PROMPTS = Path(__file__).with_name("prompts.toml")
_MOST_CHARACTERS = 1_500
"""A longer answer is rambling; the quoted clauses say it better."""


@dataclass(slots=True)
class _Kept:
    """The sentences of a written answer that its clauses carry, and those that they do not."""

    marks: Marks
    lang: Lang
    sentences: list[str] = field(default_factory=list)
    cited: dict[str, Clause] = field(default_factory=dict)
    dropped: list[dict[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return ("" if self.lang is Lang.ZH else " ").join(self.sentences)

    def keep(self, sentence: str) -> None:
        self.sentences.append(restored(sentence, self.marks))
        named = (self.marks.clauses.get(mark) for mark in marks_in(sentence))
        self.cited |= {clause.clause_id: clause for clause in named if clause is not None}


@dataclass(frozen=True, slots=True)
class WriteAnswer:
    """Leaves the quoted answer as it is where no model is set or no clause carries an answer."""

    model: ChatModel | None
    prompts: Wording
    carried: Carried

    def __call__(self, draft: Draft) -> None:
        """Fills `written`; the trace says what was left out of it, or why it is empty."""
        if self.model is None or draft.use.is_over or not draft.clauses:
            return
        kept = _Kept(Marks.of(draft.clauses, draft.release), draft.lang)
        try:
            self._write(self.model, draft, kept)
        except ModelUnavailable as fault:
            draft.notes["model_unavailable"] = str(fault)
            return
        finally:
            if kept.dropped:
                draft.notes["sentences_dropped"] = kept.dropped
        loss = _loss(draft, kept)
        if loss is not None:
            draft.notes["written_refused"] = loss
            return
        draft.written = _answer(draft, kept)

    def _write(self, model: ChatModel, draft: Draft, kept: _Kept) -> None:
        """
        Takes each sentence as it is written; who listens hears nothing that is not carried.

        :raises ModelUnavailable: if the text breaks off or does not come to an end.
        """
        for sentence in _sentences(model, self._prompt(draft, kept.marks), draft):
            why = self.carried.fault(sentence, kept.marks, draft.release, draft.asked)
            if why is not None:
                kept.dropped.append({"sentence": sentence, "why": why})
                continue
            kept.keep(sentence)
            if draft.use.listen is not None:
                draft.use.listen(kept.text)

    def _prompt(self, draft: Draft, marks: Marks) -> Prompt:
        question = marks.shown(masked(draft.search_text))
        return Prompt(
            self.prompts.text("compose", draft.lang),
            f"<clauses>\n{marks.material}\n</clauses>\n<question>\n{question}\n</question>",
        )


def _sentences(model: ChatModel, prompt: Prompt, draft: Draft) -> Iterator[str]:
    reader, length = SentenceReader(), 0
    for piece in model.stream(prompt, draft.use):
        length += len(piece)
        if length > _MOST_CHARACTERS:
            raise ModelUnavailable(f"more than {_MOST_CHARACTERS} characters without an end")
        yield from reader.read(piece)
    yield from reader.rest()


def _loss(draft: Draft, kept: _Kept) -> str | None:
    """What is missing from the sentences that are left, or None if they answer the question."""
    if not kept.sentences:
        return "no sentence is carried by a clause that it cites"
    expected = expectations(draft.asked)
    if gives(draft.clauses[0].text, expected) and not gives(kept.text, expected):
        return "what is left does not give what was asked for"
    lost = any(figures(without_marks(one["sentence"])) for one in kept.dropped)
    if lost and not figures(kept.text):
        return "the figure of the answer was in a sentence that was dropped"
    return None


def _answer(draft: Draft, kept: _Kept) -> Answer:
    """The sentences where the clauses' words stood; what code has put beside those stays."""
    assert draft.proposed is not None, "the clauses were found by the step that proposes"
    cited = list(kept.cited.values())
    return replace(
        draft.proposed,
        text=in_place_of_clauses(kept.text, cited, draft),
        citations=citations_of(cited, draft),
    )

"""Step: a chat model, where one is set, completes a message that the rules could not place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from pydantic import BaseModel, Field

from knowledge.answering.draft import Draft
from knowledge.answering.model.opaque import plain
from knowledge.answering.model.protocol import ChatModel, ModelUnavailable, Prompt
from knowledge.answering.model.sentences import tidy
from knowledge.answering.model.unplaced import is_open
from knowledge.answering.reading.elsewhere import names_elsewhere
from knowledge.answering.steps import Step, run_steps
from knowledge.answering.wording import Wording
from knowledge.glossary import Glossary
from knowledge.language.figures import figures, spelled_figures
from knowledge.people.personal_data import masked
from knowledge.terms import TermKind

_MOST_CHARACTERS = 200
# Words that point back; in a short message the rules have followed them already.
_POINTS_BACK = re.compile(
    r"这个(?!月|年|星期)|那个(?!月|年)|这种|那种|[它他她]们?|上面|刚才|刚刚|前面"
    r"|(?<![a-z])(?:it|they|them|he|him|she|that one|the same|those)(?![a-z])",
    re.IGNORECASE,
)
_PEOPLE_AND_PLACES = frozenset({TermKind.GROUP, TermKind.DISTRICT})


class _Standalone(BaseModel):
    """The message as one question that needs no other to be understood."""

    question: str = Field(min_length=1, max_length=_MOST_CHARACTERS)


@dataclass(frozen=True, slots=True)
class RephraseQuestion:
    """Searches again with the completed question; what it says is never shown to anybody."""

    model: ChatModel | None
    prompts: Wording
    glossary: Glossary
    search: Sequence[Step]
    """The steps from a search text to clauses and the proposed answer."""

    def __call__(self, draft: Draft) -> None:
        """Takes over what the second search finds, if it finds a clause; the trace says so."""
        if self.model is None or draft.use.is_over or not self._is_unplaced(draft):
            return
        try:
            filled = self.model.fill(self._prompt(draft), _Standalone, draft.use)
        except ModelUnavailable as fault:
            draft.notes["rephrase_unavailable"] = str(fault)
            return
        question = masked(tidy(filled.question))
        refused = self._refused(question, draft)
        if refused is not None:
            draft.notes["rephrase_refused"] = refused
            return
        draft.notes["rephrased"] = question
        self._search_again(draft, question)

    def _is_unplaced(self, draft: Draft) -> bool:
        points_back = _POINTS_BACK.search(draft.masked) is not None
        if draft.earlier and points_back and not draft.is_follow_up:
            return True
        return is_open(draft)

    def _prompt(self, draft: Draft) -> Prompt:
        earlier = "\n".join(masked(turn.question) for turn in draft.earlier)
        given = (
            f"<earlier>\n{plain(earlier)}\n</earlier>\n<message>\n{plain(draft.masked)}\n</message>"
        )
        return Prompt(self.prompts.text("rephrase", draft.asked_in), given)

    def _refused(self, question: str, draft: Draft) -> str | None:
        """What the question says that the conversation does not, or has lost of the message."""
        said = " ".join([*(turn.question for turn in draft.earlier), draft.masked, draft.asked])
        if not question:
            return "is empty"
        if _figures(question) - _figures(said):
            return "a figure that nobody said"
        if self._subjects(question) - self._subjects(said):
            return "a group of people or a place that nobody named"
        if names_elsewhere(question) and not names_elsewhere(said):
            return "a place that nobody named"
        if _figures(draft.masked) - _figures(question):
            return "a figure of the message is lost"
        if self._subjects(draft.masked) - self._subjects(question):
            return "a group of people or a place of the message is lost"
        return None

    def _subjects(self, text: str) -> frozenset[str]:
        return frozenset(
            mention.entries[0].zh
            for mention in self.glossary.find(text)
            if mention.entries[0].kind in _PEOPLE_AND_PLACES
        )

    def _search_again(self, draft: Draft, question: str) -> None:
        trial = replace(draft, search_text=question, is_follow_up=bool(draft.earlier))
        trial.hits, trial.clauses, trial.proposed, trial.notes = [], [], None, {}
        trial.milliseconds = {}
        run_steps(trial, self.search)
        if not trial.clauses:
            return
        trial.notes = {**draft.notes, **trial.notes}
        trial.milliseconds = {
            name: draft.milliseconds.get(name, 0.0) + trial.milliseconds.get(name, 0.0)
            for name in {**draft.milliseconds, **trial.milliseconds}
        }
        for field in fields(draft):
            setattr(draft, field.name, getattr(trial, field.name))


def _figures(text: str) -> frozenset[object]:
    return frozenset(figures(text) | spelled_figures(text))

"""Step: the answer in the clauses' own words, or a decline where no clause carries it."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.answering.answer import Answer, Status
from knowledge.answering.composing.declining import Declining
from knowledge.answering.composing.quoting import quoted_parts
from knowledge.answering.draft import Draft
from knowledge.answering.finding.choosing import Bar, carriers
from knowledge.answering.wording import Wording


@dataclass(frozen=True, slots=True)
class ComposeFromClauses:
    """Quotes the clauses that answer, each with where it stands and whether it still holds."""

    wording: Wording
    bar: Bar = field(default_factory=Bar)

    def __call__(self, draft: Draft) -> None:
        """Fills `clauses`, `parts` and `proposed`."""
        declining = Declining(self.wording)
        # A question may be put again in other words.
        draft.clauses, draft.parts = [], ()
        chosen = carriers(draft, self.bar)
        if not chosen:
            draft.proposed = declining.decline(draft)
            return
        draft.clauses = chosen
        draft.parts = quoted_parts(chosen, draft, self.wording)
        draft.proposed = _answer(draft)


def _answer(draft: Draft) -> Answer:
    """The parts as they stand, cited in the order in which they are quoted."""
    cited = [
        citation
        for part in draft.parts
        for citation in (*map(draft.release.cite, part.clauses), *part.beside)
    ]
    text = "\n\n".join(part.text for part in draft.parts)
    return Answer(Status.ANSWERED, text, tuple(cited))

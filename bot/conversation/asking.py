"""A question on policy: the settled answer of the steps becomes a reply."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.context import TurnContext
from bot.conversation.menus import Menus
from bot.conversation.reply import Reply
from knowledge.answering.answer import Answer, Status
from knowledge.answering.draft import Draft
from knowledge.answering.wording import Wording
from knowledge.policies.release import ReleaseShelf

_DECLINES_BEFORE_A_PERSON = 2


class Asking:
    """Answers, declines, and the clauses in full on request."""

    def __init__(self, menus: Menus, wording: Wording, shelf: ReleaseShelf) -> None:
        self._menus, self._wording, self._shelf = menus, wording, shelf

    def reply(self, turn: TurnContext, draft: Draft) -> Reply:
        """The draft's answer, kept for follow-ups; two declines in a row offer a person."""
        answer = draft.answer
        assert answer is not None, "the list of steps ends with one that settles the answer"
        turn.release_id = draft.release.release_id
        if answer.is_declined:
            return self._declined(turn, answer)
        return self._answered(turn, draft.search_text, answer)

    def reply_to_each(self, turn: TurnContext, drafts: Sequence[Draft]) -> Reply:
        """
        The answers one after the other; all of them are answered.

        The questions are not repeated: a figure that somebody asserts must not stand in a reply.
        """
        turn.release_id = drafts[0].release.release_id
        answers = [draft.answer for draft in drafts if draft.answer is not None]
        cited = {c.clause_id: c for answer in answers for c in answer.citations}
        # What two answers both say, such as who decides, is said once, where it comes last.
        paragraphs = [part for answer in answers for part in answer.text.split("\n\n")]
        once = reversed(dict.fromkeys(reversed(paragraphs)))
        whole = Answer(Status.ANSWERED, "\n\n".join(once), tuple(cited.values()))
        return self._answered(turn, drafts[-1].search_text, whole)

    def _answered(self, turn: TurnContext, question: str, answer: Answer) -> Reply:
        turn.state.declines_in_a_row = 0
        turn.state.remember(question, tuple(c.clause_id for c in answer.citations))
        return Reply(
            status=answer.status,
            lang=turn.lang,
            text=answer.text,
            citations=answer.citations,
            buttons=(
                (
                    self._menus.button("sources", "sources", turn.lang),
                    self._menus.button("may", "menu:may", turn.lang),
                ),
            ),
        )

    def sources(self, turn: TurnContext) -> Reply:
        """The clauses of the last answer in full, in the language they were first written in."""
        release = self._shelf.current()
        ids = turn.state.questions[-1][1] if turn.state.questions else ()
        clauses = [release.clause(clause_id, turn.lang) for clause_id in ids]
        found = [clause for clause in clauses if clause is not None]
        if not found:
            return self._menus.say(turn, "no_sources")
        texts = [self._wording.text("sources_head", turn.lang)]
        for clause in found:
            document = release.document_of(clause)
            texts.append(f"《{document.title}》 {clause.heading}\n{clause.text}")
            twin = release.clauses.get((clause.clause_id, clause.lang.other))
            if twin is not None:
                texts.append(twin.text)
        return Reply(
            status=Status.NOTICE,
            lang=turn.lang,
            text="\n\n".join(texts),
            citations=tuple(release.cite(clause) for clause in found),
        )

    def _declined(self, turn: TurnContext, answer: Answer) -> Reply:
        turn.state.declines_in_a_row += 1
        text, buttons = answer.text, self._menus.main_buttons(turn.lang)
        if turn.state.declines_in_a_row >= _DECLINES_BEFORE_A_PERSON:
            text = f"{text}\n\n{self._wording.text('two_declines', turn.lang)}"
            buttons = ((self._menus.button("person", "menu:person", turn.lang),),)
        return Reply(answer.status, turn.lang, text, citations=answer.citations, buttons=buttons)

"""A question on policy: the settled answer of the steps becomes a reply."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.conversation.context import TurnContext
from bot.conversation.handoff import OFFERED_AFTER
from bot.conversation.menus import Menus
from bot.conversation.reply import Reply
from knowledge.answering.answer import Answer, Status
from knowledge.answering.dialogue.clarifying import CLARIFYING_TEXTS
from knowledge.answering.draft import Draft
from knowledge.answering.wording import Wording
from knowledge.language import Lang
from knowledge.policies.release import Release, ReleaseShelf

_PLACES = ("part_one", "part_two", "part_three", "part_four", "part_five")
ASKING_TEXTS = Path(__file__).with_name("asking.toml")


class Asking:
    """Answers, declines, and the clauses in full on request."""

    def __init__(self, menus: Menus, wording: Wording, shelf: ReleaseShelf) -> None:
        self._menus, self._wording, self._shelf = menus, wording, shelf
        self._own = Wording.load(ASKING_TEXTS, CLARIFYING_TEXTS)

    def reply(self, turn: TurnContext, draft: Draft) -> Reply:
        """The draft's answer, kept for follow-ups; two declines in a row offer a person."""
        answer = draft.answer
        assert answer is not None, "the list of steps ends with one that settles the answer"
        turn.release_id = draft.release.release_id
        if answer.is_declined:
            return self._declined(turn, draft.subject, answer)
        if draft.missing_side:
            before = self._own.text("side_not_held", turn.lang)
            answer = Answer(Status.ANSWERED_PARTIAL, f"{before}\n\n{answer.text}", answer.citations)
        return self._answered(turn, draft.subject, answer)

    def reply_to_each(self, turn: TurnContext, drafts: Sequence[Draft]) -> Reply:
        """
        The answers one after the other, numbered; those that are not held are said to be so.

        The questions are not repeated: a figure that somebody asserts must not stand in a reply.
        """
        turn.release_id = drafts[0].release.release_id
        answers = [self._part(draft) for draft in drafts]
        cited = {c.clause_id: c for answer in answers for c in answer.citations}
        is_whole = not any(answer.is_declined for answer in answers)
        status = Status.ANSWERED if is_whole else Status.ANSWERED_PARTIAL
        whole = Answer(status, self._numbered(answers, turn.lang), tuple(cited.values()))
        return self._answered(turn, drafts[0].subject, whole)

    def _numbered(self, answers: Sequence[Answer], lang: Lang) -> str:
        said = [answer.text.split("\n\n") for answer in answers]
        quotes = [citation.quote for answer in answers for citation in answer.citations]
        texts = []
        for number, parts in enumerate(said):
            before = {part for earlier in said[:number] for part in earlier}
            after = {part for later in said[number + 1 :] for part in later}
            # A clause is quoted once, where it comes first; what stands around the clauses, such
            # as who decides, is said once, where it comes last.
            quoting = [part for part in parts if any(quote in part for quote in quotes)]
            kept = [p for p in parts if p not in (before if p in quoting else after)]
            if quoting and not any(part in kept for part in quoting):
                kept = [self._own.text("part_same", lang), *kept]
            place = self._own.text(_PLACES[number], lang)
            separator = "" if lang is Lang.ZH else " "
            texts.append(separator.join((place, "\n\n".join(kept))))
        return "\n\n".join(texts)

    def _part(self, draft: Draft) -> Answer:
        """The answer to one question of several; a decline says no more than what is not held."""
        answer = draft.answer
        assert answer is not None, "only questions are answered together"
        if not answer.is_declined:
            return answer
        text = self._own.text("part_declined", draft.lang)
        text = answer.text if answer.status is Status.DECLINED_OUT_OF_SCOPE else text
        return Answer(answer.status, text, answer.citations)

    def _answered(self, turn: TurnContext, question: str, answer: Answer) -> Reply:
        turn.state.declines_in_a_row, turn.state.declined = 0, []
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
        """The clauses of the last answer in full: as they were written, then in English."""
        release = self._shelf.current()
        found = [
            clause
            for clause_id in turn.state.last_cited()
            if (clause := release.clause(clause_id, turn.lang)) is not None
        ]
        if not found:
            return self._menus.say(turn, "no_sources")
        texts = [self._wording.text("sources_head", turn.lang)]
        texts += [self._in_full(clause.clause_id, release, turn.lang) for clause in found]
        return Reply(
            status=Status.NOTICE,
            lang=turn.lang,
            text="\n\n".join(texts),
            citations=tuple(release.cite(clause) for clause in found),
        )

    def _in_full(self, clause_id: str, release: Release, lang: Lang) -> str:
        """The Chinese original, then the reader's language where that is another one."""
        texts = []
        for shown in dict.fromkeys((Lang.ZH, lang)):
            clause = release.clauses.get((clause_id, shown))
            if clause is not None:
                title = release.document_of(clause).title
                head = self._own.text("sources_of", shown, title=title, heading=clause.heading)
                texts.append(f"{head}\n{clause.text}")
        return "\n\n".join(texts)

    def _declined(self, turn: TurnContext, question: str, answer: Answer) -> Reply:
        turn.state.decline(question)
        # What lies outside is no subject that anything later could lean on.
        if answer.status is Status.DECLINED_NO_SOURCE:
            turn.state.remember(question, tuple(c.clause_id for c in answer.citations))
        text, buttons = answer.text, self._menus.main_buttons(turn.lang)
        if turn.state.declines_in_a_row >= OFFERED_AFTER and turn.case is None:
            text = f"{text}\n\n{self._wording.text('two_declines', turn.lang)}"
            buttons = ((self._menus.button("person", "menu:person", turn.lang),),)
        return Reply(answer.status, turn.lang, text, citations=answer.citations, buttons=buttons)

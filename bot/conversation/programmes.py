"""The programmes that a chat talks about: which are named, what they find, what to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.conversation.context import TurnContext
from bot.conversation.eligibility_words import EligibilityWords
from bot.conversation.hearing import Hearing
from knowledge.answering.draft import Route
from knowledge.answering.wording import Wording
from knowledge.eligibility.enterprise import EnterpriseProfile
from knowledge.eligibility.evaluate import check_all, evaluate
from knowledge.eligibility.facts import Audience, audience_of, field_of
from knowledge.eligibility.finding import Finding, FindingResult
from knowledge.eligibility.naming import named_in
from knowledge.eligibility.programme import Programme, programmes_in_force
from knowledge.eligibility.questions import MOST_IN_A_ROW, Question, next_question
from knowledge.policies.release import Release, ReleaseShelf


class Programmes:
    """The programme files of a folder, as far as the release in use carries them."""

    def __init__(
        self,
        folder: Path,
        shelf: ReleaseShelf,
        wording: Wording,
        *,
        hearing: Hearing,
        words: EligibilityWords,
    ) -> None:
        self._folder, self._shelf, self._wording = folder, shelf, wording
        self.hearing, self.words = hearing, words
        self._loaded: tuple[str, Sequence[Programme]] = ("", ())

    def release_id(self) -> str:
        """The release whose clauses are quoted."""
        return self._shelf.current().release_id

    def has(self, programme_id: str) -> bool:
        """Whether there is such a programme."""
        return any(one.programme_id == programme_id for one in self._all(self._shelf.current()))

    def named(self, turn: TurnContext) -> list[Programme]:
        """The programmes that are asked for, those for whoever asks where there are such."""
        programmes = self._all(self._shelf.current())
        named = self._asked_for(turn) or named_in(turn.masked, programmes)
        audience = audience_of(self.hearing.subject(turn))
        return [one for one in named if one.audience is audience] or named

    def findings(self, turn: TurnContext) -> list[Finding]:
        """What all programmes find, or those that were asked for by name."""
        release = self._shelf.current()
        programmes, subject = self._all(release), self.hearing.subject(turn)
        if not turn.state.programmes:
            return check_all(programmes, subject, turn.today, lang=turn.lang, release=release)
        chosen = [one for one in programmes if one.programme_id in turn.state.programmes]
        return [self._finding(turn, one, release) for one in chosen]

    def _finding(self, turn: TurnContext, programme: Programme, release: Release) -> Finding:
        subject = self.hearing.subject(turn)
        if programme.audience is audience_of(subject):
            return evaluate(programme, subject, today=turn.today, lang=turn.lang, release=release)
        # Nobody is held against conditions of somebody else; that alone is the answer.
        other = EnterpriseProfile() if turn.state.enterprise is None else turn.profile
        finding = evaluate(programme, other, today=turn.today, lang=turn.lang, release=release)
        key = "for_employers" if turn.state.enterprise is None else "for_persons"
        closed = finding.not_met if finding.closed else ()
        return replace(
            finding,
            result=FindingResult.DOES_NOT_QUALIFY,
            met=(),
            not_met=(self._wording.text(key, turn.lang), *closed),
            not_known=(),
            would_change=(),
            provisos=(),
        )

    def next_question(self, turn: TurnContext) -> Question | None:
        """What to ask next; None after as many questions as are asked in a row."""
        programmes = self._all(self._shelf.current())
        if turn.state.programmes:
            programmes = [one for one in programmes if one.programme_id in turn.state.programmes]
        return next_question(
            programmes,
            self.hearing.subject(turn),
            today=turn.today,
            lang=turn.lang,
            asked=min(turn.state.facts_asked, MOST_IN_A_ROW),
        )

    def asks_for_one(self, turn: TurnContext) -> bool:
        """Whether one programme is asked for, with facts about the person in the same message."""
        named = self._asked_for(turn)
        if not named:
            return False
        if not any(one.audience is Audience.PERSON for one in named):
            # Somebody tells of an own age or status and names what only employers can claim.
            if self.hearing.tells_of_person(turn):
                return True
        tested = {fact for one in named for fact in one.facts}
        return self.hearing.states_any(turn, tested)

    def can_explain(self, turn: TurnContext) -> bool:
        """Whether findings were just told, or a programme is named of which something is known."""
        if turn.state.last_route == Route.ELIGIBILITY:
            return True
        fields = {field_of(fact) for one in self.named(turn) for fact in one.facts}
        return not fields.isdisjoint(self.hearing.subject(turn).known())

    def only_for_employers(self, turn: TurnContext) -> bool:
        """Whether what the message names can be claimed by employers alone."""
        named = named_in(turn.masked, self._all(self._shelf.current()))
        return bool(named) and all(one.audience is Audience.ENTERPRISE for one in named)

    def _asked_for(self, turn: TurnContext) -> list[Programme]:
        """The programmes that the message asks to have; none where it asks for none."""
        asked = self.words.asking_for_one(turn.masked)
        if not asked:
            return []
        programmes = self._all(self._shelf.current())
        # 我想申请公益性岗位，…符合条件吗: the name stands apart, as a fact such as 失业登记 would.
        wished = [one for one in programmes if not one.not_needed_when]
        return named_in(asked, programmes) or named_in(turn.masked, wished)

    def _all(self, release: Release) -> Sequence[Programme]:
        if self._loaded[0] != release.release_id:
            ids = {clause_id for clause_id, _ in release.clauses}
            self._loaded = (release.release_id, programmes_in_force(self._folder, ids))
        return self._loaded[1]

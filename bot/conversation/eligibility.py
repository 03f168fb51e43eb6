"""What a person, or an enterprise, may qualify for: findings, then one question at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

from bot.conversation.context import TurnContext
from bot.conversation.eligibility_buttons import Offer, rows
from bot.conversation.eligibility_words import EligibilityWords
from bot.conversation.menus import Menus
from bot.conversation.noted import Noted
from bot.conversation.programmes import Programmes
from bot.conversation.reply import Reply
from knowledge.answering.answer import Status
from knowledge.answering.draft import Route
from knowledge.answering.wording import Wording
from knowledge.eligibility.enterprise import EnterpriseProfile
from knowledge.eligibility.finding import Finding, FindingResult
from knowledge.eligibility.full import decides, why
from knowledge.eligibility.questions import MOST_IN_A_ROW, question_about
from knowledge.eligibility.summary import Page, counts, page, rest
from knowledge.eligibility.typed import asks_something
from knowledge.policies.citation import Citation

_MOST_REASONS = 2
_OPEN_TO_US = frozenset({Route.QUESTION, Route.PROFILE, Route.OUT_OF_SCOPE})
"""Routes of messages that may also be an answer, a correction or a question about one programme."""


class Eligibility:
    """Runs the programmes of the release in use against what was said so far."""

    def __init__(
        self, menus: Menus, wording: Wording, programmes: Programmes, *, noted: Noted
    ) -> None:
        self._menus, self._wording, self._programmes = menus, wording, programmes
        self._noted = noted
        self._hearing, self._words = programmes.hearing, programmes.words

    def asks_openly(self, text: str) -> bool:
        """Whether the message asks for all that there is to get, or what an employer gets."""
        for_employer = self._words.speaks_for_employer(text) and self._words.asks_for_employer(text)
        return self._words.asks_for_all(text) or for_employer

    @property
    def words(self) -> EligibilityWords:
        """How people ask for what they may get."""
        return self._words

    def start(self, turn: TurnContext) -> Reply:
        """What may I get? Programmes named in the message are answered alone."""
        turn.state.nothing_pending()
        turn.state.programmes = []
        self._choose_subject(turn)
        self._hearing.facts(turn)
        named = self._programmes.named(turn)
        if named and not self._words.asks_openly(turn.masked):
            turn.state.programmes = [one.programme_id for one in named]
        return self._reply(turn)

    def takes_at_once(self, turn: TurnContext) -> Reply | None:
        """A message that is nothing but an answer to the pending question; else None."""
        if not self._hearing.is_pending(turn):
            is_ours = turn.state.last_route == Route.ELIGIBILITY
            return self.enough(turn) if is_ours and self._hearing.turns_away(turn) else None
        if self._hearing.ends_questions(turn):
            return self.enough(turn)
        return self._reply(turn) if self._hearing.bare_answer(turn) else None

    def takes(self, turn: TurnContext, route: Route) -> Reply | None:
        """A typed answer, a correction, a "why not", or a question for one programme; else None."""
        if route not in _OPEN_TO_US:
            return None
        if self._hearing.is_pending(turn):
            if self._hearing.answer(turn):
                return self._reply(turn)
            if self._hearing.is_off_the_point(turn):
                return self._asked_again(turn)
        if turn.state.last_route == Route.ELIGIBILITY:
            if self._hearing.correction(turn):
                return self._reply(turn)
            if self._words.asks_how_much(turn.masked) and not self._programmes.named(turn):
                return self._result(turn)
        if self._words.asks_why_not(turn.masked) and self._programmes.can_explain(turn):
            return self._why(turn)
        if self._words.asks_for_all(turn.masked) or self._programmes.asks_for_one(turn):
            return self.start(turn)
        return self.start(turn) if self._introduces_employer(turn) else None

    def answer_button(self, turn: TurnContext, pressed: str) -> Reply:
        """A button under a question was pressed: `<fact>:<value>`."""
        fact, _, value = pressed.partition(":")
        if not self._hearing.learn(turn, fact, value, said=value):
            return self._menus.say(turn, "unknown_action")
        return self._reply(turn)

    def details(self, turn: TurnContext, programme_id: str) -> Reply:
        """One programme in full."""
        if not self._programmes.has(programme_id):
            return self._menus.say(turn, "unknown_action")
        turn.state.nothing_pending()
        turn.state.programmes = [programme_id]
        return self._reply(turn)

    def more(self, turn: TurnContext, number: str) -> Reply:
        """The page of that number of all findings."""
        turn.state.nothing_pending()
        turn.state.programmes = []
        findings = self._programmes.findings(turn)
        place = int(number) if number.isdecimal() else 1
        shown = rest(findings, place, turn.lang)
        action = f"may:more:{place + 1}" if shown.has_more else ""
        return self._told(turn, findings, shown, Offer(more=action, can_go_on=True))

    def other(self, turn: TurnContext, action: str) -> Reply:
        """The buttons `may:...`: enough, on, all, employer, myself, more:<number>."""
        kind, _, number = action.partition(":")
        ways: dict[str, Callable[[], Reply]] = {
            "enough": lambda: self.enough(turn),
            "result": lambda: self._result(turn),
            "on": lambda: self._anew(turn, enterprise=turn.state.enterprise),
            "all": lambda: self._anew(turn, enterprise=turn.state.enterprise),
            "employer": lambda: self._anew(turn, enterprise=asdict(EnterpriseProfile())),
            "myself": lambda: self._anew(turn, enterprise=None),
            "more": lambda: self.more(turn, number),
        }
        way = ways.get(kind)
        return self._menus.say(turn, "unknown_action") if way is None else way()

    def enough(self, turn: TurnContext) -> Reply:
        """The findings as they stand, with no further question."""
        turn.state.nothing_pending()
        findings = self._programmes.findings(turn)
        offer = Offer(can_go_on=self._programmes.next_question(turn) is not None)
        return self._told(turn, findings, page(findings, turn.lang), offer)

    def _anew(self, turn: TurnContext, *, enterprise: dict[str, object] | None) -> Reply:
        turn.state.nothing_pending()
        turn.state.programmes, turn.state.enterprise = [], enterprise
        return self._reply(turn)

    def _reply(self, turn: TurnContext) -> Reply:
        findings = self._programmes.findings(turn)
        question = self._programmes.next_question(turn)
        if question is None:
            asked_out = turn.state.facts_asked >= MOST_IN_A_ROW
            turn.state.nothing_pending()
            can_go_on = asked_out and self._programmes.next_question(turn) is not None
            offer = Offer(can_go_on=can_go_on)
            return self._told(turn, findings, page(findings, turn.lang), offer)
        goes_on = turn.state.facts_asked > 0
        turn.state.ask_for(question.fact, Route.ELIGIBILITY)
        if (
            goes_on
            and not turn.state.programmes
            and _claimable(findings) == turn.state.told_programmes
        ):
            # Nothing new may be claimed: a page that was just read is not sent again.
            offer = Offer(question=question, can_show=True)
            return self._told(turn, findings, Page(counts(findings, turn.lang), ()), offer)
        return self._told(turn, findings, page(findings, turn.lang), Offer(question=question))

    def _result(self, turn: TurnContext) -> Reply:
        """The whole page, with the question that was open."""
        findings, question = self._programmes.findings(turn), self._programmes.next_question(turn)
        return self._told(turn, findings, page(findings, turn.lang), Offer(question=question))

    def _asked_again(self, turn: TurnContext) -> Reply | None:
        """The same question, because the answer does not fit it."""
        findings, fact = self._programmes.findings(turn), turn.state.pending_fact
        assert fact is not None
        question = question_about(fact, self._hearing.subject(turn), turn.lang)
        text = self._wording.text("ask_pending", turn.lang)
        return self._told(turn, findings, Page(text, ()), Offer(question=question, can_show=True))

    def _told(
        self, turn: TurnContext, findings: Sequence[Finding], shown: Page, offer: Offer
    ) -> Reply:
        turn.release_id = self._programmes.release_id()
        turn.trace["findings"] = {one.programme_id: one.result.value for one in findings}
        turn.state.last_route = Route.ELIGIBILITY
        turn.state.told_programmes = _claimable(findings)
        if turn.text:
            turn.route = Route.ELIGIBILITY
        one = bool(turn.state.programmes)
        offer = replace(
            offer,
            details=() if one else shown.shown,
            more=offer.more or ("may:more:1" if shown.has_more and not one else ""),
            one_programme=one,
            is_employer=turn.state.enterprise is not None,
            may_be_employer=bool(turn.profile.has_business),
        )
        parts = [self._noted.text(turn), shown.text]
        if offer.question is not None:
            parts.append(f"\n{offer.question.text}")
        return Reply(
            status=Status.ELIGIBILITY,
            lang=turn.lang,
            text="\n".join(part for part in parts if part),
            citations=_cited(findings if one else shown.shown),
            findings=tuple(findings),
            buttons=rows(offer, self._menus, turn.lang),
        )

    def _why(self, turn: TurnContext) -> Reply | None:
        """The conditions that stand in the way, quoted; None if nothing does."""
        named = self._programmes.named(turn)
        if named:
            turn.state.programmes = [one.programme_id for one in named]
        findings = self._programmes.findings(turn)
        refused = [one for one in findings if one.result is FindingResult.DOES_NOT_QUALIFY]
        told = (refused or (findings if turn.state.programmes else []))[:_MOST_REASONS]
        if not told:
            return None
        text = "\n\n".join([*(why(one, turn.lang) for one in told), decides(turn.lang)])
        turn.state.nothing_pending()
        offer = Offer(can_go_on=self._programmes.next_question(turn) is not None)
        return self._told(turn, told, Page(text, tuple(told)), offer)

    def _introduces_employer(self, turn: TurnContext) -> bool:
        """Whether an enterprise tells its figures without asking for anything."""
        speaks = self._words.speaks_for_employer(turn.masked)
        return (
            speaks
            and self._hearing.tells_of_enterprise(turn)
            and not asks_something(turn.masked)
            and not self._hearing.tells_of_person(turn)
        )

    def _speaks_for_employer(self, turn: TurnContext) -> bool:
        if self._words.speaks_for_employer(turn.masked):
            return True
        has_figures = self._hearing.tells_of_enterprise(turn)
        return has_figures and self._programmes.only_for_employers(turn)

    def _choose_subject(self, turn: TurnContext) -> None:
        """An employer or a person: by the words, else as before; the menu asks for the person."""
        if self._hearing.tells_of_person(turn) or self._words.speaks_for_oneself(turn.masked):
            turn.state.enterprise = None
        elif self._speaks_for_employer(turn):
            if turn.state.enterprise is None:
                turn.state.enterprise = asdict(EnterpriseProfile())
        elif not turn.text:
            turn.state.enterprise = None


def _claimable(findings: Sequence[Finding]) -> list[str]:
    return [one.programme_id for one in findings if one.result is FindingResult.MAY_QUALIFY]


def _cited(findings: Sequence[Finding]) -> tuple[Citation, ...]:
    cited = {citation.clause_id: citation for one in findings for citation in one.citations}
    return tuple(cited.values())

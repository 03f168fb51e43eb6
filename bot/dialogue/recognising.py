"""The tests of the handlers: what makes a message one for this and not for that."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.dialogue.focus import Focus
from bot.dialogue.parts import Parts
from bot.dialogue.purpose import LooksForWork, looks_for_work
from knowledge.answering.draft import Route
from knowledge.eligibility.typed import asks_something
from knowledge.events.asking import asks_for_offerings
from knowledge.language.intent import FocusKind, Intent
from knowledge.language.message import ANSWERED, ParsedMessage
from knowledge.people.clauses import clauses_of
from knowledge.people.correcting import Telling, corrections
from knowledge.people.wishing import asks_about_rules
from knowledge.terms import TermKind, folded

# By what a mistake costs: a hand-off calls a person, a deletion asks first, a word costs a turn.
_SURE: Mapping[Intent, float] = {
    Intent.FORGET: 0.55,
    Intent.MY_DATA: 0.55,
    Intent.HANDOFF: 0.75,
    Intent.HELP: 0.5,
}
_LEANING = 0.85
"""After an answer 去哪里办 goes on with it, however much it sounds like a call for help or like
chat; and "training" alone is a topic as likely as a call for help."""
_LANGUAGE, _LANGUAGE_NAMED = 0.8, 0.35
_SMALL_TALK, _NONSENSE = 0.5, 0.6
_TAKES_BACK, _TAKES_BACK_ALONE = 0.4, 0.75
_DOUBTS = 0.35
_OF_RIGHTS = (Intent.QUESTION, Intent.COMPLAINT, Intent.SCAM, Intent.OUTSIDE)
_OF_RULES = 0.6
_ASKS_CHECK = 0.6
_WISH_GOES_FIRST = 0.5
_STATES, _STATES_ALONE = 0.45, 0.8
_NO_LIST = 0.6
_SHORT = 30
_MACHINE = re.compile(r"[_{}<>=\[\]]|\(\)")
"""No person asks for a person in the words of a program: transfer_to_human()."""


class Recognising:
    """Reads the message and the focus; a part that must try to know tries on a copy of the turn."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def sure_of(self, intent: Intent) -> Callable[[ParsedMessage, Focus], bool]:
        """A test that takes messages of that intent when it is likely enough."""

        def takes(parsed: ParsedMessage, focus: Focus) -> bool:
            if is_topic(parsed) or (intent is Intent.HELP and asks_about_rules(parsed.masked)):
                return False
            if intent is Intent.HANDOFF and _MACHINE.search(parsed.masked):
                return False
            is_leaning = focus.kind is FocusKind.ANSWER and intent is Intent.HELP
            is_one_word = parsed.masked.isalpha() and parsed.masked.isascii()
            is_leaning = is_leaning or (intent is Intent.HELP and is_one_word)
            least = _LEANING if is_leaning else _SURE[intent]
            return parsed.intents.of[intent] >= least

        return takes

    def names_choice(self, _: ParsedMessage, focus: Focus) -> bool:
        """Whether the message names one of the things that were asked back."""
        return self._parts.clarifying.named(focus.trial()) is not None

    def puts_fact_right(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether it is the right value of a fact that was tapped."""
        trial = focus.trial()
        is_open = trial.state.pending_flow == "profile_card"
        return (
            is_open
            and not parsed.is_question
            and self._parts.profile_talk.put_right(trial) is not None
        )

    def answers_under_posts(self, _: ParsedMessage, focus: Focus) -> bool:
        """Whether it is nothing but the answer to the question under posts."""
        return self._parts.job_search.takes_answer(focus.trial())

    def answers_check(self, _: ParsedMessage, focus: Focus) -> bool:
        """Whether it is nothing but the answer to a question of the check, or ends it."""
        return self._parts.eligibility.takes_at_once(focus.trial()) is not None

    def goes_on_calculating(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether it tells what a sum asked for, or another figure for it."""
        return self._parts.calculations.goes_on(parsed, focus.trial())

    def calculates(self, parsed: ParsedMessage, _: Focus) -> bool:
        """Whether it asks for a sum and gives figures of its own case."""
        return self._parts.calculations.means(parsed)

    def takes_back(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether a request for a person is taken back."""
        trial = focus.trial()
        share = parsed.intents.of[Intent.HANDOFF_CANCEL]
        is_asked = trial.case is not None or focus.kind is FocusKind.HANDOFF
        least = _TAKES_BACK if is_asked else _TAKES_BACK_ALONE
        return self._parts.handoffs.says_back(trial) or share >= least

    def asks_language(self, parsed: ParsedMessage, _: Focus) -> bool:
        """Whether another language of the replies is asked for."""
        share = parsed.intents.of[Intent.LANGUAGE]
        named = parsed.language_asked is not None and len(parsed.masked) <= 2 * _SHORT
        return share >= (_LANGUAGE_NAMED if named else _LANGUAGE)

    def turns_only(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether it says only for whom the chat speaks; "for my wife?" of an answer asks."""
        asks = focus.kind is FocusKind.ANSWER and parsed.is_question
        return not asks and self._parts.profile_talk.turns_only(parsed)

    def sets_alerts(self, parsed: ParsedMessage, _: Focus) -> bool:
        """Whether alerts are turned on or off."""
        return self._parts.following.alerts.takes(parsed.masked)

    def asks_saved(self, parsed: ParsedMessage, _: Focus) -> bool:
        """Whether the saved posts are asked for."""
        return self._parts.following.posts.asks_saved(parsed.masked)

    def doubts_post(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether it asks if a post of the list is honest; asking does not report it."""
        if not focus.posts or len(parsed.masked) > _SHORT * 2:
            return False
        reference = parsed.reference
        points = reference is not None and (reference.number is not None or reference.is_this)
        names = self._parts.following.posts.names_fraud(parsed.masked)
        share = parsed.intents.of[Intent.SCAM]
        asks = self._parts.following.posts.asks(parsed.masked)
        return ((points or focus.is_fresh) and asks and names and share >= _DOUBTS / 5) or (
            points and asks and share >= _DOUBTS
        )

    def explains(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether a reason for a post, or what opens more, is asked for."""
        if not focus.posts and parsed.intents.share(*_OF_RIGHTS) >= _OF_RULES:
            return False
        return self._parts.job_search.explains(focus.trial()) is not None

    def asks_events(self, parsed: ParsedMessage, _: Focus) -> bool:
        """Whether fairs or courses to go to are asked for."""
        if parsed.intents.share(Intent.COMPLAINT, Intent.SCAM) >= _OF_RULES:
            return False
        return asks_for_offerings(parsed.masked)

    def tells_check(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether it answers, corrects or asks on about a check, or for one programme."""
        if parsed.intents.of[Intent.JOB_WISH] >= _WISH_GOES_FIRST:
            return False
        trial = focus.trial()
        self._parts.profile_talk.learn(trial)
        return self._parts.eligibility.takes(trial, Route.QUESTION) is not None

    def tells_under_posts(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether it tells what was asked under posts, or puts right what was understood."""
        trial = focus.trial()
        if trial.state.pending_flow == "job_search":
            self._parts.profile_talk.learn(trial)
            if self._parts.job_search.was_told(trial):
                return not parsed.is_question
        telling = Telling(trial.lang, trial.today, self._parts.glossary, trial.state.acting_for)
        return bool(corrections(parsed.own_words, trial.profile, telling))

    def asks_check(self, parsed: ParsedMessage, _: Focus) -> bool:
        """Whether it is asked what a person may get."""
        eligibility = self._parts.eligibility
        if eligibility.asks_openly(parsed.masked):
            return True
        is_sure = parsed.intents.of[Intent.ELIGIBILITY] >= _ASKS_CHECK
        return is_sure and eligibility.words.asks_openly(parsed.masked)

    def looks_for_work(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether posts are searched."""
        return looks_for_work(parsed, focus.kind) is LooksForWork.YES

    def is_unclear(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether it can be a wish for work as well as a question."""
        return looks_for_work(parsed, focus.kind) is LooksForWork.UNCLEAR

    def lacks_list(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether other posts, or one of some posts, are asked for while none is listed."""
        about = parsed.intents.share(Intent.REFINE, Intent.POST_REF)
        is_bare = focus.kind is FocusKind.NONE and not parsed.mentions
        return not focus.posts and is_bare and about >= _NO_LIST

    def states(self, parsed: ParsedMessage, _: Focus) -> bool:
        """Whether a fact about a person is told, and nothing asked."""
        told = parsed.intents.share(
            Intent.STATEMENT, Intent.CORRECTION, Intent.JOB_WISH, Intent.REFINE
        )
        asks = parsed.intents.share(*ANSWERED, Intent.ELIGIBILITY)
        if _has_question_form(parsed.masked) or is_topic(parsed):
            return False
        if not parsed.facts:
            if parsed.understood.doubt is not None:
                return True
            return parsed.intents.of[Intent.STATEMENT] >= _STATES_ALONE
        # Facts without a question are told, however much they sound like a case to be checked.
        checks = parsed.intents.of[Intent.ELIGIBILITY]
        return told + checks >= _STATES and told + checks > asks - checks

    def is_small_talk(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether it is a greeting, thanks, a word about the assistant."""
        share = parsed.intents.of[Intent.SMALL_TALK]
        least = _LEANING if focus.kind is FocusKind.ANSWER else _SMALL_TALK
        return share >= least and len(parsed.masked) <= _SHORT and not parsed.names_trade

    def is_nonsense(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether nobody could make sense of it."""
        if parsed.mentions or is_topic(parsed):
            return False
        is_figure = not any(map(str.isalpha, parsed.masked)) and focus.kind is FocusKind.NONE
        return is_figure or parsed.intents.of[Intent.NONSENSE] >= _NONSENSE


def _has_question_form(text: str) -> bool:
    """Whether a clause of it has the form of a question."""
    return asks_something(text) or any(one.is_question for one in clauses_of(folded(text)))


def is_topic(parsed: ParsedMessage) -> bool:
    """Whether the message is nothing but a term of the domain, as typed into a search box."""
    said = parsed.masked.strip(" 。，！!.,").lower()
    return any(
        mention.said.lower() == said and mention.entry.kind in _TOPICS
        for mention in parsed.mentions
    )


_TOPICS = frozenset({TermKind.POLICY, TermKind.GROUP, TermKind.INSTITUTION, TermKind.BENEFIT})

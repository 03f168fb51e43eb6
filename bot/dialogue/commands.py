"""Replies to what is asked of the assistant itself, and to facts that are told."""

from __future__ import annotations

from bot.conversation.context import TurnContext
from bot.conversation.reply import Reply
from bot.dialogue.focus import Focus
from bot.dialogue.parts import Parts
from bot.dialogue.refining import DIALOGUE_TEXTS
from knowledge.answering.answer import Status
from knowledge.answering.draft import Route
from knowledge.answering.wording import Wording
from knowledge.language.commands import Command


class Commands:
    """Each method serves one handler of the flow."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._menus = parts, parts.menus
        self._wording = Wording.load(DIALOGUE_TEXTS)

    def unsafe(self, turn: TurnContext, _: Focus) -> Reply:
        """An attack, a forgery, other people's data."""
        turn.route = Route.UNSAFE
        return self._menus.say(turn, "unsafe", Status.DECLINED_UNSAFE)

    def abuse(self, turn: TurnContext, _: Focus) -> Reply:
        """Nothing but abuse."""
        turn.route, turn.keeps_screen = Route.INSULT, True
        return self._menus.insult(turn)

    def command(self, turn: TurnContext, focus: Focus) -> Reply:
        """A message of one or two words that means one thing."""
        serve = {
            Command.HELP: self.help,
            Command.RESTART: self._restart,
            Command.FORGET: self.forget,
            Command.MY_DATA: self.my_data,
            Command.HANDOFF: self.hand_off,
            Command.CANCEL: self._cancel,
        }
        assert turn.parsed.command is not None, "its test has found one"
        return serve[turn.parsed.command](turn, focus)

    def help(self, turn: TurnContext, _: Focus) -> Reply:
        """What the assistant can do, with examples."""
        turn.route, turn.keeps_screen = Route.SMALL_TALK, True
        return self._menus.say(turn, "help")

    def language(self, turn: TurnContext, _: Focus) -> Reply:
        """The language named is fixed; without a name it is asked."""
        turn.keeps_screen = True
        wanted = turn.parsed.language_asked
        return self._menus.language(turn, "" if wanted is None else wanted.value)

    def turn_to(self, turn: TurnContext, _: Focus) -> Reply:
        """For whom the chat speaks from now on."""
        told = self._parts.profile_talk.turn_to(turn)
        return told if told is not None else self._menus.say(turn, "welcome")

    def forget(self, turn: TurnContext, _: Focus) -> Reply:
        """Asks before anything is deleted."""
        turn.route = Route.MY_DATA
        return self._parts.my_data.ask_to_forget(turn)

    def my_data(self, turn: TurnContext, _: Focus) -> Reply:
        """What is stored."""
        turn.route = Route.MY_DATA
        return self._parts.my_data.show(turn)

    def hand_off(self, turn: TurnContext, _: Focus) -> Reply:
        """A person is asked for."""
        turn.route = turn.state.last_route = Route.HANDOFF
        return self._parts.handoffs.asked(turn)

    def take_back(self, turn: TurnContext, _: Focus) -> Reply:
        """No person after all."""
        turn.state.last_route = ""
        return self._parts.handoffs.back(turn)

    def fact(self, turn: TurnContext, focus: Focus) -> Reply:
        """The right value of a fact that was tapped."""
        turn.route = Route.PROFILE
        return self._parts.profile_talk.put_right(turn) or self.stated(turn, focus)

    def check(self, turn: TurnContext, _: Focus) -> Reply:
        """What may I get?"""
        turn.route = turn.state.last_route = Route.ELIGIBILITY
        return self._parts.eligibility.start(turn)

    def check_answered(self, turn: TurnContext, focus: Focus) -> Reply:
        """The check goes on."""
        return self._parts.eligibility.takes_at_once(turn) or self.check(turn, focus)

    def check_told(self, turn: TurnContext, focus: Focus) -> Reply:
        """The same in more words."""
        return self._parts.eligibility.takes(turn, Route.QUESTION) or self.check(turn, focus)

    def calculated(self, turn: TurnContext, _: Focus) -> Reply:
        """A sum on the figures of the message."""
        return self._parts.calculations.reply(turn)

    def calculated_again(self, turn: TurnContext, _: Focus) -> Reply:
        """The same sum with what the message tells now."""
        return self._parts.calculations.again(turn)

    def stated(self, turn: TurnContext, _: Focus) -> Reply:
        """What a statement taught: the posts for it after a search, else a card."""
        if turn.state.posts_on_screen and _is_condition(turn):
            turn.route = turn.state.last_route = Route.JOB_SEARCH
            return self._parts.job_search.again(turn)
        turn.route = turn.state.last_route = Route.PROFILE
        if not turn.learned:
            turn.keeps_screen = True
            text = self._wording.text("heard", turn.lang)
            return turn.reply(Status.NOTICE, text, self._menus.main_buttons(turn.lang))
        return self._parts.profile_talk.understood(turn)

    def small_talk(self, turn: TurnContext, _: Focus) -> Reply:
        """A greeting, thanks, a goodbye."""
        turn.keeps_screen = True
        turn.route = Route.SMALL_TALK
        return self._menus.small_talk(turn)

    def nonsense(self, turn: TurnContext, _: Focus) -> Reply:
        """Nothing that anybody could read."""
        turn.route, turn.keeps_screen = Route.SMALL_TALK, True
        text = self._wording.text("nonsense", turn.lang)
        return turn.reply(Status.NOTICE, text, self._menus.main_buttons(turn.lang))

    def _restart(self, turn: TurnContext, _: Focus) -> Reply:
        state = turn.state
        state.nothing_pending()
        state.choices, state.choice_question, state.questions = [], "", []
        state.posts_on_screen, state.post_in_focus, state.shown_posts = [], "", []
        state.programmes, state.last_route, state.wish = [], "", ""
        text = self._wording.text("restarted", turn.lang)
        return turn.reply(Status.NOTICE, text, self._menus.main_buttons(turn.lang))

    def _cancel(self, turn: TurnContext, focus: Focus) -> Reply:
        if turn.case is not None:
            return self.take_back(turn, focus)
        turn.state.nothing_pending()
        turn.state.choice_question = ""
        turn.keeps_screen = True
        text = self._wording.text("cancelled", turn.lang)
        return turn.reply(Status.NOTICE, text, self._menus.main_buttons(turn.lang))


def _is_condition(turn: TurnContext) -> bool:
    """Whether the facts told bear on the list on the table."""
    return bool(turn.learned)

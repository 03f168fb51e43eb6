"""What a message is for: one list of handlers, tried in order; the first that takes it replies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.conversation.context import TurnContext
from bot.conversation.rating import ACTION as RATING
from bot.conversation.reply import Incoming, Reply
from bot.conversation.texts import MOST_CHARACTERS, has_words, is_in_other_script
from bot.dialogue.commands import Commands
from bot.dialogue.focus import Focus, focus_kind, focus_of, remember_shown
from bot.dialogue.parts import Parts, actions
from bot.dialogue.questions import Questions
from bot.dialogue.recognising import Recognising
from bot.dialogue.refused import is_abuse, is_unsafe
from bot.dialogue.safety import is_alarm
from bot.dialogue.several import Request, requests_in
from bot.dialogue.work import Work
from knowledge.answering.answer import Status
from knowledge.language.intent import Intent
from knowledge.language.message import ParsedMessage, Said

Takes = Callable[[ParsedMessage, Focus], bool]
Replies = Callable[[TurnContext, Focus], Reply]


@dataclass(frozen=True, slots=True)
class Handler:
    """One thing that the assistant does with a message."""

    name: str
    takes: Takes
    """Whether the message is for this; changes nothing."""
    reply: Replies
    learns: bool = False
    """Whether the chat turns to the person named, and what the message states is kept, before."""


class Flow:
    """Buttons by their action, messages by the first handler that takes them."""

    def __init__(self, parts: Parts) -> None:
        self.menus = parts.menus
        self._parts = parts
        self._tests = Recognising(parts)
        self._commands, self._work = Commands(parts), Work(parts)
        self._questions = Questions(parts)
        self._actions = actions(parts)
        self.handlers = self._handlers()

    def _handlers(self) -> tuple[Handler, ...]:
        parts, tests, commands = self._parts, self._tests, self._commands
        work, questions = self._work, self._questions
        following, details, refining = parts.following, parts.post_details, parts.refining
        return (
            Handler("danger", is_alarm, parts.safety.reply),
            Handler("unsafe", lambda m, _: is_unsafe(m.masked), commands.unsafe),
            Handler("abuse", lambda m, _: is_abuse(m.masked), commands.abuse),
            # Answers to what the last reply asked.
            Handler("choice", tests.names_choice, questions.chosen),
            Handler("fact put right", tests.puts_fact_right, commands.fact),
            Handler("answer under posts", tests.answers_under_posts, work.answered),
            Handler("answer in a check", tests.answers_check, commands.check_answered),
            Handler("answer in a sum", tests.goes_on_calculating, commands.calculated_again),
            # What is asked of the assistant itself.
            Handler("command", lambda m, _: m.command is not None, commands.command),
            Handler("hand-off taken back", tests.takes_back, commands.take_back),
            Handler("language", tests.asks_language, commands.language),
            Handler("another person", tests.turns_only, commands.turn_to),
            Handler("alerts", tests.sets_alerts, lambda turn, _: following.alerts.typed(turn)),
            Handler("saved posts", tests.asks_saved, lambda turn, _: following.posts.saved(turn)),
            Handler("forget", tests.sure_of(Intent.FORGET), commands.forget),
            Handler("my data", tests.sure_of(Intent.MY_DATA), commands.my_data),
            Handler("hand-off", tests.sure_of(Intent.HANDOFF), commands.hand_off),
            # A sum on one's own figures is asked for by itself, whatever lies on the table.
            Handler("sum", tests.calculates, commands.calculated),
            # What lies on the table.
            Handler("doubt about a post", tests.doubts_post, work.doubted),
            Handler("act on a post", following.posts.takes, following.posts.typed),
            Handler("why not, what opens more", tests.explains, work.explained),
            Handler("details of a post", details.takes, work.details),
            Handler("other posts", refining.takes, refining.reply, learns=True),
            # Searches and checks.
            Handler("events and courses", tests.asks_events, questions.events, learns=True),
            Handler("told in a check", tests.tells_check, commands.check_told, learns=True),
            Handler("told under posts", tests.tells_under_posts, work.put_right, learns=True),
            Handler("what may I get", tests.asks_check, commands.check, learns=True),
            Handler("find work", tests.looks_for_work, work.search, learns=True),
            Handler("work or rules?", tests.is_unclear, work.unclear),
            Handler("no list", tests.lacks_list, work.no_list),
            Handler("about a person", tests.states, commands.stated, learns=True),
            # A word in passing.
            Handler("help", tests.sure_of(Intent.HELP), commands.help),
            Handler("small talk", tests.is_small_talk, commands.small_talk),
            Handler("nonsense", tests.is_nonsense, commands.nonsense),
            Handler("question", lambda _m, _f: True, questions.answer),
        )

    def reply(self, turn: TurnContext, incoming: Incoming) -> Reply:
        """The reply to a message of any of the three forms, kept for what may lean on it."""
        self._read(turn, incoming)
        reply = self._parts.handoffs.first(turn, incoming)
        if reply is not None:
            return reply
        return self._parts.handoffs.last(turn, self._ours(turn, incoming))

    def _ours(self, turn: TurnContext, incoming: Incoming) -> Reply:
        offered_before, acted_for = turn.state.choices, turn.state.acting_for
        reply = self._reply(turn, incoming)
        reply = self._parts.safety.beside(turn, reply)
        reply = self._parts.profile_talk.settle(turn, reply, acted_for)
        if reply.status is not Status.SAFETY:
            reply = self._parts.following.beside(turn, reply, incoming.action)
        reply = replace(reply, buttons=self._parts.ratings.beside(turn, reply))
        remember_shown(turn, reply)
        if turn.state.choices is offered_before:
            turn.state.choices = []
        return reply

    def _reply(self, turn: TurnContext, incoming: Incoming) -> Reply:
        if incoming.action is not None:
            return self._action(turn, incoming.action)
        if incoming.document is not None:
            return self._parts.profile_talk.document(turn, incoming.document)
        if turn.message is not None:
            return self._message(turn)
        if not has_words(turn.text):
            return self.menus.say(turn, "empty")
        if is_in_other_script(turn.text[:MOST_CHARACTERS]):
            return self.menus.say(turn, "two_languages")
        values = {"length": len(turn.text), "most": MOST_CHARACTERS}
        text = self._parts.wording.text("too_long", turn.lang, **values)
        return turn.reply(Status.NOTICE, text)

    def _read(self, turn: TurnContext, incoming: Incoming) -> None:
        """Parses the message, where it has words that can be read."""
        if incoming.text is None or not has_words(turn.text) or len(turn.text) > MOST_CHARACTERS:
            return
        if is_in_other_script(turn.text):
            return
        state = turn.state
        said = Said(turn.lang, turn.today, state.acting_for, focus_kind(state))
        turn.message = self._parts.parser.parse(turn.text, turn.masked, said)

    def _message(self, turn: TurnContext) -> Reply:
        turn.trace["intents"] = {
            intent.value: round(turn.parsed.intents.of[intent], 3)
            for intent in turn.parsed.intents.ranked[:3]
        }
        # Danger in one sentence goes before what the others ask.
        requests = () if is_alarm(turn.parsed) else requests_in(turn.parsed)
        return self._each(turn, requests) if len(requests) > 1 else self._handled(turn)

    def _handled(self, turn: TurnContext) -> Reply:
        focus = focus_of(turn)
        handler = next(one for one in self.handlers if one.takes(turn.parsed, focus))
        turn.trace["handler"] = handler.name
        if handler.learns:
            told = self._parts.profile_talk.turn_to(turn)
            if told is not None:
                return told
            turn.is_put_right = self._parts.profile_talk.learn(turn)
            asked = self._parts.profile_talk.asks_back(turn)
            if asked is not None:
                return asked
        return handler.reply(turn, focus)

    def _each(self, turn: TurnContext, requests: tuple[Request, ...]) -> Reply:
        """Every request of the message served, one under the other; the last one's state stays."""
        text, masked, whole = turn.text, turn.masked, turn.message
        replies, names = [], []
        for request in requests:
            turn.text = turn.masked = request.text
            turn.message = request.parsed
            replies.append(self._handled(turn))
            names.append(turn.trace["handler"])
        turn.text, turn.masked, turn.message = text, masked, whole
        turn.trace["handlers"] = names
        return joined(replies)

    def _action(self, turn: TurnContext, action: str) -> Reply:
        if action in self._actions:
            return self._actions[action](turn)
        kind, _, rest = action.partition(":")
        if kind == "language" or action.startswith("command:language:"):
            return self.menus.language(turn, rest.rpartition(":")[2])
        pressed = self._pressed(turn, kind, rest)
        if pressed is not None:
            return pressed
        key = "unsupported" if kind == "unsupported" else "unknown_action"
        return self.menus.say(turn, key)

    def _pressed(self, turn: TurnContext, kind: str, rest: str) -> Reply | None:
        parts = self._parts
        own: dict[str, Callable[[], Reply | None]] = {
            "about": lambda: parts.clarifying.pressed(turn, rest),
            "fact": lambda: parts.eligibility.answer_button(turn, rest),
            "programme": lambda: parts.eligibility.details(turn, rest),
            "may": lambda: parts.eligibility.other(turn, rest),
            "jobs": lambda: parts.job_search.pressed(turn, rest),
            "refine": lambda: parts.refining.pressed(turn, rest, focus_of(turn)),
            "meant": lambda: self._meant(turn, rest),
            "calc": lambda: parts.calculations.pressed(turn, rest),
            "settle": lambda: self._settled(turn, rest),
            RATING: lambda: parts.ratings.pressed(turn, rest),
        }
        if kind in own:
            return own[kind]()
        return parts.profile_talk.pressed(turn, kind, rest) or parts.following.pressed(
            turn, kind, rest
        )

    def _meant(self, turn: TurnContext, which: str) -> Reply | None:
        """One of the two buttons under a message that could mean two things."""
        text, turn.state.unclear = turn.state.unclear, ""
        if not text or which not in {"jobs", "ask"}:
            return None
        said = Said(turn.lang, turn.today, turn.state.acting_for, focus_kind(turn.state))
        turn.text = turn.masked = text
        turn.message = self._parts.parser.parse(text, text, said)
        self._parts.profile_talk.learn(turn)
        focus = focus_of(turn)
        serve = self._work.search if which == "jobs" else self._questions.answer
        reply = serve(turn, focus)
        # Nothing was written this time; the words stand with the turn that asked.
        turn.text = turn.masked = ""
        return reply

    def _settled(self, turn: TurnContext, chosen: str) -> Reply | None:
        """One of two facts that contradict each other was chosen; the message is served with it."""
        text, turn.state.unclear = turn.state.unclear, ""
        if not self._parts.profile_talk.settled(turn, chosen):
            return None
        if not text:
            return self._parts.profile_talk.understood(turn)
        said = Said(turn.lang, turn.today, turn.state.acting_for, focus_kind(turn.state))
        turn.text = turn.masked = text
        turn.message = self._parts.parser.parse(text, text, said)
        reply = self._handled(turn)
        turn.text = turn.masked = ""
        return reply


def joined(replies: list[Reply]) -> Reply:
    """The replies as one: texts one under the other, the posts and sources of all."""
    last = replies[-1]
    citations = {c.clause_id: c for reply in replies for c in reply.citations}
    posts = {match.post.post_id: match for reply in replies for match in reply.posts}
    ranked = sorted(replies, key=lambda reply: bool(reply.posts or reply.citations))
    return replace(
        ranked[-1],
        text="\n\n".join(reply.text for reply in replies if reply.text),
        lang=last.lang,
        citations=tuple(citations.values()),
        findings=tuple(one for reply in replies for one in reply.findings),
        calculations=tuple(one for reply in replies for one in reply.calculations),
        posts=tuple(posts.values()),
        buttons=tuple(dict.fromkeys(row for reply in reversed(replies) for row in reply.buttons)),
    )

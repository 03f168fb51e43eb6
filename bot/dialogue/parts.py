"""The parts of the conversation, and which of them does what a button or a route asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation.asking import Asking
from bot.conversation.calculations import Calculations
from bot.conversation.clarifying import Clarifying
from bot.conversation.context import TurnContext
from bot.conversation.eligibility import Eligibility
from bot.conversation.following import Following
from bot.conversation.handoff import Handoffs
from bot.conversation.job_search import JobSearch
from bot.conversation.menus import Menus
from bot.conversation.my_data import MyData
from bot.conversation.profile_talk import ProfileTalk
from bot.conversation.rating import Ratings
from bot.conversation.reply import Reply
from bot.dialogue.post_details import PostDetails
from bot.dialogue.refining import Refining
from bot.dialogue.safety import Safety
from knowledge.answering.answer import Status
from knowledge.answering.answering import Answering
from knowledge.answering.draft import Route
from knowledge.answering.wording import Wording
from knowledge.glossary import Glossary
from knowledge.handoffs.telling import BACK
from knowledge.language.message import MessageParser


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of the conversation that a message can go to."""

    menus: Menus
    wording: Wording
    glossary: Glossary
    profile_talk: ProfileTalk
    answering: Answering
    asking: Asking
    job_search: JobSearch
    post_details: PostDetails
    refining: Refining
    clarifying: Clarifying
    parser: MessageParser
    following: Following
    eligibility: Eligibility
    calculations: Calculations
    my_data: MyData
    handoffs: Handoffs
    safety: Safety
    ratings: Ratings


Reaction = Callable[[TurnContext], Reply]


def actions(parts: Parts) -> dict[str, Reaction]:
    """What each button and command does."""
    menus, handoffs = parts.menus, parts.handoffs
    job_search, eligibility, my_data = parts.job_search, parts.eligibility, parts.my_data
    return {
        "menu:work": job_search.start,
        "menu:policy": lambda turn: menus.say(turn, "ask_policy"),
        "menu:may": eligibility.start,
        "menu:data": my_data.show,
        "menu:person": handoffs.asked,
        BACK: handoffs.back,
        "jobs:more": job_search.more,
        **parts.following.commands,
        "sources": parts.asking.sources,
        "data:export": my_data.export,
        "data:forget": my_data.ask_to_forget,
        "data:forget_yes": my_data.forget,
        "data:keep": lambda turn: menus.say(turn, "kept"),
        "command:start": lambda turn: menus.say(turn, "welcome"),
        "command:help": lambda turn: menus.say(turn, "help"),
        "command:jobs": job_search.start,
        "command:policy": lambda turn: menus.say(turn, "ask_policy"),
        "command:may": eligibility.start,
        "command:mydata": my_data.show,
        "command:forget": my_data.ask_to_forget,
        "command:person": handoffs.asked,
        "command:sources": parts.asking.sources,
        "command:language": lambda turn: menus.language(turn, ""),
    }


def routes(parts: Parts) -> dict[Route, Reaction]:
    """What settles each route but questions and statements."""
    menus = parts.menus
    return {
        Route.JOB_SEARCH: parts.job_search.from_message,
        Route.ELIGIBILITY: parts.eligibility.start,
        Route.SMALL_TALK: menus.small_talk,
        Route.HANDOFF: parts.handoffs.asked,
        Route.MY_DATA: parts.my_data.show,
        Route.DISTRESS: parts.safety.told_by_model,
        Route.INSULT: menus.insult,
        Route.UNSAFE: lambda turn: menus.say(turn, "unsafe", Status.DECLINED_UNSAFE),
        Route.OUT_OF_SCOPE: lambda turn: menus.say(
            turn, "out_of_scope", Status.DECLINED_OUT_OF_SCOPE
        ),
    }

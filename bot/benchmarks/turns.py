"""How long a turn takes, and how many turns a second there are from many chats at once."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice

from sqlmodel import select

from bot.benchmarks.spread import Spread
from bot.conversation.reply import Conversation, Incoming, Reply
from knowledge.answering.answer import Status
from knowledge.database import SessionFactory
from knowledge.evaluation.answers import GOLDEN_ANSWERS, read_questions
from knowledge.evaluation.wishes import GOLDEN_WISHES, read_wishes
from knowledge.records.tables import TurnRow

Progress = Callable[[int, int], None]

_SURFACE = "benchmark"
_WARMING_UP = 8


@dataclass(frozen=True, slots=True)
class Message:
    """Something that a person might write."""

    text: str
    today: date | None = None


@dataclass(frozen=True, slots=True)
class TurnsFigures:
    """What the turns took, one after the other and then from many chats at once."""

    turns: int
    all: Spread
    routes: dict[str, Spread]
    errors: int
    """Turns that ended with the status `error`, in both rounds."""
    threads: int
    chats: int
    turns_per_second: float


def golden_messages(count: int) -> list[Message]:
    """Questions and wishes of both languages, mixed the same way every time; over again if few."""
    messages = [Message(question.question) for question in read_questions(GOLDEN_ANSWERS)]
    messages += [Message(wish.text, wish.today) for wish in read_wishes(GOLDEN_WISHES)]
    random.Random(0).shuffle(messages)
    return list(islice(cycle(messages), count))


def measure_turns(
    conversation: Conversation,
    sessions: SessionFactory,
    messages: Sequence[Message],
    *,
    threads: int = 4,
    chats: int = 50,
    progress: Progress | None = None,
) -> TurnsFigures:
    """
    Every message twice: once alone, timed from the outside, and once among many at the same time.

    The first turns after a start load what later ones find loaded; they are taken before and do
    not count. `bot.benchmarks.start` tells what they cost.

    :param progress: called with (turns done, turns in all).
    """
    tell = _Steps(progress, 2 * len(messages))
    for one in _incoming("warm-up", messages[:_WARMING_UP], 1):
        conversation.take(one)
    alone = list(_incoming("alone", messages, chats))
    replies, took_ms = _taken_alone(conversation, alone, tell)
    started = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        for reply in pool.map(conversation.take, _incoming("at-once", messages, chats)):
            replies.append(reply)
            tell.next()
    at_once_s = time.perf_counter() - started
    return TurnsFigures(
        turns=len(messages),
        all=Spread.of(list(took_ms.values())),
        routes=_by_route(sessions, took_ms),
        errors=sum(reply.status is Status.ERROR for reply in replies),
        threads=threads,
        chats=chats,
        turns_per_second=len(messages) / at_once_s,
    )


class _Steps:
    """Counts for the caller's progress bar."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def next(self) -> None:
        """One more turn is done."""
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)


def _taken_alone(
    conversation: Conversation, incoming: Sequence[Incoming], tell: _Steps
) -> tuple[list[Reply], dict[str, float]]:
    """The replies, and milliseconds by message id."""
    replies, took_ms = [], {}
    for one in incoming:
        started = time.perf_counter()
        replies.append(conversation.take(one))
        took_ms[one.message_id] = (time.perf_counter() - started) * 1000
        tell.next()
    return replies, took_ms


def _incoming(round_: str, messages: Sequence[Message], chats: int) -> Iterator[Incoming]:
    """The messages dealt out to the chats of one round."""
    for number, message in enumerate(messages):
        yield Incoming(
            surface=_SURFACE,
            chat_id=f"{round_}-{number % chats}",
            message_id=f"{round_}-{number}",
            text=message.text,
            today=message.today,
        )


def _by_route(sessions: SessionFactory, took_ms: dict[str, float]) -> dict[str, Spread]:
    """By the route on record, so that a turn that was not recorded is missed here."""
    times = defaultdict(list)
    with sessions() as session:
        for message_id, route in session.exec(select(TurnRow.message_id, TurnRow.route)):
            if message_id in took_ms:
                times[route].append(took_ms[message_id])
    return {route: Spread.of(times[route]) for route in sorted(times)}

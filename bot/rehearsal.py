"""A conversation once more, on today's knowledge base, without a trace of it among the records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter
from sqlalchemy import Engine, insert
from sqlmodel import Session, SQLModel, col, select

from bot.conversation.reply import Conversation, Incoming, Reply
from bot.wiring import Services
from knowledge.database import SessionFactory, open_database, session_factory
from knowledge.events.tables import OfferingImportRow, OfferingRow
from knowledge.language import Lang
from knowledge.people.personal_data import masked
from knowledge.posts.tables import PostImportRow, PostRow
from knowledge.records.tables import TurnRow
from knowledge.reviews.difference import TurnAgain, difference

MOST_TURNS = 50
_SURFACE = "rehearsal"
_DOCUMENT = "document:"
_REPLY = TypeAdapter(Reply)

Rehearse = Callable[[frozenset[str]], AbstractContextManager[Conversation]]
"""Opens a conversation that knows these posts, for as long as the block lasts."""


def rehearse_on(services: Services) -> Rehearse:
    """Rehearsals on the knowledge base, the posts and the models of these services."""

    @contextmanager
    def rehearse(post_ids: frozenset[str]) -> Iterator[Conversation]:
        with TemporaryDirectory(prefix="chunfeng-rehearsal-") as folder:
            engine = open_database(f"sqlite:///{Path(folder) / 'rehearsal.db'}")
            try:
                _lend(services.sessions, engine, post_ids)
                yield _beside(services, session_factory(engine)).conversation
            finally:
                engine.dispose()

    return rehearse


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What became of a conversation; `left_out` counts documents, which are not kept."""

    turns: tuple[TurnAgain, ...]
    left_out: int

    @property
    def changed(self) -> int:
        """How many turns read differently now."""
        return sum(not turn.is_same for turn in self.turns)


def taken_again(rehearse: Rehearse, turns: Sequence[TurnRow], today: date | None) -> Rehearsed:
    """
    The turns one after the other, from the first, each with the answer then and now.

    :param today: the day that is taken as today; None takes each turn's own.
    """
    replies = [_REPLY.validate_json(turn.reply) for turn in turns]
    shown = frozenset(match.post.post_id for reply in replies for match in reply.posts)
    again: list[TurnAgain] = []
    with rehearse(shown) as conversation:
        for turn, then in zip(turns, replies, strict=True):
            if not (turn.action or "").startswith(_DOCUMENT):
                now = conversation.take(_incoming(turn, today))
                again.append(_beside_each_other(turn, then, now))
    return Rehearsed(tuple(again), len(turns) - len(again))


def _incoming(turn: TurnRow, today: date | None) -> Incoming:
    return Incoming(
        _SURFACE,
        "again",
        turn.message_id,
        text=None if turn.action else turn.masked_text,
        action=turn.action,
        lang=Lang(turn.lang),
        today=today or turn.today,
    )


def _beside_each_other(turn: TurnRow, then: Reply, now: Reply) -> TurnAgain:
    assert turn.id is not None
    return TurnAgain(
        turn_id=turn.id,
        asked=turn.masked_text or turn.action or "",
        status_then=then.status,
        status_now=now.status,
        clauses_then=tuple(one.clause_id for one in then.citations),
        clauses_now=tuple(one.clause_id for one in now.citations),
        text=difference(masked(then.text), masked(now.text)),
    )


def _beside(services: Services, sessions: SessionFactory) -> Services:
    made = type(services)(services.settings)
    made.sessions = sessions
    made.encoder, made.glossary, made.tokenizer = (
        services.encoder,
        services.glossary,
        services.tokenizer,
    )
    made.release_shelf, made.post_shelf = services.release_shelf, services.post_shelf
    made.answering = services.answering
    return made


def _lend(live: SessionFactory, engine: Engine, post_ids: frozenset[str]) -> None:
    """Gives the empty database the courses and events, and the posts that were spoken of."""
    with live() as session:
        posts = session.exec(select(PostRow).where(col(PostRow.post_id).in_(post_ids))).all()
        lent: list[Sequence[SQLModel]] = [
            session.exec(select(OfferingImportRow)).all(),
            session.exec(select(OfferingRow)).all(),
            session.exec(select(PostImportRow)).all(),
            posts,
        ]
    with Session(engine) as session:
        for rows in lent:
            _copy(session, rows)
        session.commit()


def _copy(session: Session, rows: Sequence[SQLModel]) -> None:
    if rows:
        values = [row.model_dump() for row in rows]
        session.connection().execute(insert(type(rows[0])), values)

"""The full-text index of turns: FTS5 in SQLite, a GIN index over a tsvector in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Integer, column, insert, table, text
from sqlalchemy.sql.expression import TextClause
from sqlmodel import Session

from knowledge.records.mark_tables import WORDS_TABLE, TurnMarkRow
from knowledge.records.search_words import Term, mark, words_in
from knowledge.records.tables import TurnRow

_ADD = {
    "sqlite": f"INSERT INTO {WORDS_TABLE} (rowid, words) VALUES (:turn_id, :words)",
    "postgresql": (
        f"INSERT INTO {WORDS_TABLE} (turn_id, words)"
        " VALUES (:turn_id, array_to_tsvector(CAST(:words AS text[])))"
    ),
}
_FIND = {
    "sqlite": f"{WORDS_TABLE} MATCH :sought",
    "postgresql": f"{WORDS_TABLE}.words @@ CAST(:sought AS tsquery)",
}
_KEY = {"sqlite": "rowid", "postgresql": "turn_id"}


def make_findable(
    session: Session, turn: TurnRow, surface: str, reply_text: str, topics: Iterable[str]
) -> None:
    """
    Puts a turn where staff look turns up, in the transaction that records it.

    :param turn: flushed, so that it has its number.
    :param topics: ids of the documents cited and the programmes judged.
    """
    assert turn.id is not None, "the turn is written first"
    connection = session.connection()
    # Past the session, which would spend more on the row than the database does.
    connection.execute(
        insert(TurnMarkRow),
        {
            "turn_id": turn.id,
            "seeker_id": turn.seeker_id,
            "received_at": turn.received_at,
            "took_ms": turn.took_ms,
        },
    )
    marks = marks_of(
        status=turn.status, route=turn.route, lang=turn.lang, surface=surface, topics=topics
    )
    words = words_in(turn.masked_text) | words_in(reply_text)
    add_words(connection, [(turn.id, marks | words)])


def marks_of(
    *, status: str, route: str, lang: str, surface: str, topics: Iterable[str]
) -> set[str]:
    """The words that stand for what a turn is."""
    return {
        mark("status", status),
        mark("route", route),
        mark("lang", lang),
        mark("surface", surface),
        *(mark("topic", topic) for topic in topics),
    }


def add_words(connection: Connection, rows: Sequence[tuple[int, set[str]]]) -> None:
    """Puts the words of turns, by the turns' numbers, into the index."""
    dialect = connection.dialect.name
    values = [{"turn_id": turn_id, "words": _stored(words, dialect)} for turn_id, words in rows]
    connection.execute(text(_ADD[dialect]), values)


def words_table(dialect: str) -> Any:  # noqa: ANN401 - a table without a model
    """The index as a table to join; its only column is `key`, the turn's number."""
    return table(WORDS_TABLE, column(_KEY[dialect], Integer))


def key_of(words: Any, dialect: str) -> Any:  # noqa: ANN401 - a column of it
    """The column of `words_table` that holds the turn's number."""
    return words.c[_KEY[dialect]]


def holding(terms: Sequence[Term], marks: Sequence[Term], dialect: str) -> TextClause:
    """The condition that a turn holds all these words and marks."""
    written = [_written(term, dialect) for term in (*marks, *terms)]
    joined = (" & " if dialect == "postgresql" else " AND ").join(written)
    return text(_FIND[dialect]).bindparams(sought=joined)


def _written(term: Term, dialect: str) -> str:
    if dialect == "postgresql":
        quoted = term.word.replace("\\", "\\\\").replace("'", "''")
        return f"'{quoted}'" + (":*" if term.begins else "")
    quoted = term.word.replace('"', '""')
    return f'"{quoted}"' + (" *" if term.begins else "")


def _stored(words: set[str], dialect: str) -> list[str] | str:
    return list(words) if dialect == "postgresql" else " ".join(words)

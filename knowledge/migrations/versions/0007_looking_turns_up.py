"""Looking turns up by words and marks, ratings, and who saw somebody's original words"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from knowledge.database import UtcDateTime
from knowledge.records.search_words import words_in
from knowledge.records.searchable import add_words, marks_of

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_AT_ONCE = 500
_RATED = sa.text("rating IS NOT NULL")


def upgrade() -> None:
    """Brings the schema one step forward and makes the turns of before findable."""
    _marks()
    _reveals()
    op.create_index("ix_profile_facts_name", "profile_facts", ["name"])
    if op.get_bind().dialect.name == "postgresql":
        _words_in_postgresql()
    else:
        _words_in_sqlite()
    _make_findable(op.get_bind())


def downgrade() -> None:
    """Takes the step back; ratings and the record of who looked are lost with it."""
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TRIGGER turn_words_forgotten")
    op.drop_table("turn_words")
    op.drop_index("ix_profile_facts_name", "profile_facts")
    op.drop_table("reveals")
    op.drop_table("turn_marks")


def _marks() -> None:
    name = "turn_marks"
    op.create_table(
        name,
        sa.Column("turn_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seeker_id", sa.Integer(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("took_ms", sa.Float(), nullable=False),
        sa.Column("rating", sa.String(), nullable=True),
        sa.Column("rated_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("turn_id"),
    )
    op.create_index("ix_turn_marks_received_at", name, ["received_at"])
    op.create_index("ix_turn_marks_seeker", name, ["seeker_id", "turn_id"])
    op.create_index("ix_turn_marks_took_ms", name, ["took_ms"])
    op.create_index(
        "ix_turn_marks_rated",
        name,
        ["rating", "turn_id"],
        sqlite_where=_RATED,
        postgresql_where=_RATED,
    )
    op.execute(
        "INSERT INTO turn_marks (turn_id, seeker_id, received_at, took_ms)"
        " SELECT id, seeker_id, received_at, took_ms FROM turns"
    )


def _reveals() -> None:
    op.create_table(
        "reveals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seeker_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("first_turn", sa.Integer(), nullable=False),
        sa.Column("last_turn", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["seeker_id"], ["seekers.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_reveals_seeker_id", "reveals", ["seeker_id"])


def _words_in_sqlite() -> None:
    # The words come ready cut: outside ASCII every character belongs to a word, and so do the
    # characters of a mark. Which turn holds a word is all that is asked, so no places are kept.
    op.execute(
        "CREATE VIRTUAL TABLE turn_words USING fts5("
        "words, detail='none', columnsize=0, tokenize=\"ascii tokenchars '=:-_.'\")"
    )
    # A virtual table takes part in no foreign key.
    op.execute(
        "CREATE TRIGGER turn_words_forgotten AFTER DELETE ON turns"
        " BEGIN DELETE FROM turn_words WHERE rowid = old.id; END"
    )


def _words_in_postgresql() -> None:
    op.execute(
        "CREATE TABLE turn_words (turn_id INTEGER PRIMARY KEY"
        " REFERENCES turns (id) ON DELETE CASCADE, words TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_turn_words_words ON turn_words USING gin (words)")


def _make_findable(connection: sa.Connection) -> None:
    last = 0
    while True:
        rows = connection.execute(
            sa.text(
                "SELECT turns.id, masked_text, status, route, lang, surface, reply FROM turns"
                " JOIN seekers ON seekers.id = seeker_id WHERE turns.id > :last"
                " ORDER BY turns.id LIMIT :most"
            ),
            {"last": last, "most": _AT_ONCE},
        ).all()
        if not rows:
            return
        add_words(connection, [(row.id, _words_of(row)) for row in rows])
        last = rows[-1].id


def _words_of(row: sa.Row[tuple[object, ...]]) -> set[str]:
    reply = json.loads(row.reply)
    topics = [one["document_id"] for one in reply.get("citations", ())]
    topics += [one["programme_id"] for one in reply.get("findings", ())]
    marks = marks_of(
        status=row.status, route=row.route, lang=row.lang, surface=row.surface, topics=topics
    )
    return marks | words_in(row.masked_text) | words_in(reply["text"])

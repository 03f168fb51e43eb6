"""Words of people: masked in the open, sealed as written"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from knowledge.database import seal_of
from knowledge.people.personal_data import masked
from knowledge.records.search_words import words_in
from knowledge.records.searchable import add_words, marks_of
from knowledge.records.written_words import WrittenWords, keep_words

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_AT_ONCE = 500
_MASKED_AT_MOST = 10_000


def upgrade() -> None:
    """Brings the schema one step forward."""
    op.add_column("turns", sa.Column("sealed", sa.Text(), nullable=True))
    connection = op.get_bind()
    _mask_turns(connection)
    _mask_facts(connection)
    # By name and not in a batch: the table would be made anew, and its rows are long.
    op.execute("ALTER TABLE turns DROP COLUMN text")
    if connection.dialect.name == "sqlite":
        # The index only marks a word as gone until its parts are merged.
        op.execute("INSERT INTO turn_words(turn_words) VALUES('optimize')")


def downgrade() -> None:
    """Takes the schema back; the words stay masked, because nobody is to read them in the open."""
    op.add_column("turns", sa.Column("text", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE turns SET text = masked_text")
    op.execute("ALTER TABLE turns DROP COLUMN sealed")


def _mask_turns(connection: sa.Connection) -> None:
    seal = seal_of(connection)
    last = 0
    while True:
        rows = connection.execute(
            sa.text(
                "SELECT turns.id, text, masked_text, status, route, lang, surface, reply FROM turns"
                " JOIN seekers ON seekers.id = seeker_id WHERE turns.id > :last"
                " ORDER BY turns.id LIMIT :most"
            ),
            {"last": last, "most": _AT_ONCE},
        ).all()
        if not rows:
            return
        for row in rows:
            masked_text = masked(row.text[:_MASKED_AT_MOST])
            kept = keep_words(seal, WrittenWords(row.text, row.reply), masked_text)
            if kept.sealed is not None or masked_text != row.masked_text:
                connection.execute(
                    sa.text(
                        "UPDATE turns SET masked_text = :masked_text, reply = :reply,"
                        " sealed = :sealed WHERE id = :id"
                    ),
                    {
                        "masked_text": masked_text,
                        "reply": kept.masked_reply,
                        "sealed": kept.sealed,
                        "id": row.id,
                    },
                )
                _find_anew(connection, row, masked_text, kept.masked_reply)
        last = rows[-1].id


def _find_anew(
    connection: sa.Connection, row: sa.Row[tuple[object, ...]], masked_text: str, reply: str
) -> None:
    key = "rowid" if connection.dialect.name == "sqlite" else "turn_id"
    connection.execute(sa.text(f"DELETE FROM turn_words WHERE {key} = :id"), {"id": row.id})
    said = json.loads(reply)
    topics = [one["document_id"] for one in said.get("citations", ())]
    topics += [one["programme_id"] for one in said.get("findings", ())]
    marks = marks_of(
        status=row.status, route=row.route, lang=row.lang, surface=row.surface, topics=topics
    )
    words = marks | words_in(masked_text) | words_in(said["text"])
    add_words(connection, [(row.id, words)])


def _mask_facts(connection: sa.Connection) -> None:
    facts = connection.execute(sa.text("SELECT id, said FROM profile_facts WHERE said <> ''"))
    for number, said in facts.all():
        if masked(said) != said:
            connection.execute(
                sa.text("UPDATE profile_facts SET said = :said WHERE id = :id"),
                {"said": masked(said), "id": number},
            )

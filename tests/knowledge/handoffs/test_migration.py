"""Requests from before there were cases: one a person goes on, and every column is filled."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from knowledge.database import session_factory, use_seal
from knowledge.handoffs.case import find_case
from knowledge.handoffs.seeker_side import open_case
from knowledge.handoffs.states import State
from knowledge.schema import MIGRATIONS
from knowledge.sealing import Seal


def test_old_requests_become_cases_and_the_step_can_be_taken_back(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    use_seal(engine, Seal(b"k" * 32))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0008")
        day = "2026-11-01 00:00:00"
        connection.execute(
            text(
                "INSERT INTO seekers (id, surface, chat_id, last_lang, state, created_at,"
                f" last_seen_at) VALUES (1, 'web', 'c1', 'zh', '{{}}', '{day}', '{day}')"
            )
        )
        for reason in ("asked", "distress"):
            connection.execute(
                text(
                    "INSERT INTO handoffs (seeker_id, message_id, reason, state, opened_at)"
                    f" VALUES (1, 'm', '{reason}', 'waiting', '{day}')"
                )
            )
        command.upgrade(config, "head")
    with session_factory(engine)() as session:
        found = open_case(session, 1)
        assert found is not None
        case = find_case(session, found.case_id)
        assert (case.case_id, case.reason, case.version) == (2, "distress", 1)
        assert find_case(session, 1).state is State.CLOSED
        assert case.changed_at == case.opened_at
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0008")
        assert connection.execute(text("SELECT count(*) FROM handoffs")).scalar() == 2
    engine.dispose()

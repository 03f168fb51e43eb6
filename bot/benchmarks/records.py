"""How fast staff find turns, and read conversations, among very many."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import text

from bot.benchmarks.generated_people import ENDS
from bot.benchmarks.generated_records import Material, fill_records, statistics
from bot.benchmarks.spread import Spread
from knowledge.database import SessionFactory
from knowledge.records.conversations import read_conversation
from knowledge.records.mark_tables import WORDS_TABLE
from knowledge.records.search_words import terms_in
from knowledge.records.searching import Rating, TurnsWanted, find_turns

Progress = Callable[[int, int], None]

_ON_A_PAGE = 51
_SIZES = {
    "sqlite": (
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        f"SELECT (SELECT sum(length(block)) FROM {WORDS_TABLE}_data)"
        f" + (SELECT sum(length(c0)) FROM {WORDS_TABLE}_content)",
    ),
    "postgresql": (
        "SELECT pg_database_size(current_database())",
        f"SELECT pg_total_relation_size('{WORDS_TABLE}')",
    ),
}


@dataclass(frozen=True, slots=True)
class RecordsFigures:
    """What was measured; the spreads are of single pages of a list, read through to their texts."""

    turns: int
    fill_s: float
    database_mb: float
    words_mb: float
    lists: Spread
    searches: Spread
    both: Spread
    conversations: Spread
    slowest: dict[str, float]
    """The 95th percentile of each kind of query in milliseconds, slowest first."""


def measure_records(
    sessions: SessionFactory,
    material: Material,
    count: int,
    *,
    rounds: int,
    progress: Progress,
) -> RecordsFigures:
    """Fills the database, then asks for pages of every kind."""
    started = time.perf_counter()
    fill_records(sessions, material, count, progress)
    statistics(sessions)
    filled = time.perf_counter() - started
    return measured(sessions, material, count, rounds=rounds, fill_s=filled)


def measured(
    sessions: SessionFactory, material: Material, count: int, *, rounds: int, fill_s: float
) -> RecordsFigures:
    """The figures on a database that is filled already."""
    chance = random.Random(rounds)
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, wanted in _queries(chance, material):
            before = chance.randint(1, count) if chance.random() < 0.3 else None
            times.setdefault(name, []).append(_asked(sessions, wanted, before))
    read = [_read(sessions, chance.randint(1, max(1, count // 10))) for _ in range(rounds * 4)]
    lists = [ms for name, found in times.items() if "text" not in name for ms in found]
    searches = [ms for name, found in times.items() if "text" in name for ms in found]
    slowest = {name: Spread.of(found).p95_ms for name, found in times.items()}
    whole, words = _sizes(sessions)
    return RecordsFigures(
        turns=count,
        fill_s=round(fill_s, 1),
        database_mb=round(whole / 1e6, 1),
        words_mb=round(words / 1e6, 1),
        lists=Spread.of(lists),
        searches=Spread.of(searches),
        both=Spread.of([*lists, *searches]),
        conversations=Spread.of(read),
        slowest=dict(sorted(slowest.items(), key=lambda one: -one[1])),
    )


def _queries(chance: random.Random, material: Material) -> Iterator[tuple[str, TurnsWanted]]:
    """One query of every kind, with values drawn anew."""
    day = ENDS - timedelta(days=chance.randint(1, 300))
    district, topic = chance.choice(material.districts), chance.choice(material.clauses)[0]
    some_days = (day, day + timedelta(days=chance.choice((1, 7, 30))))
    status = chance.choice(("answered", "declined", "error"))
    slow = chance.choice((20, 60, 100, 150))
    yield "all", TurnsWanted()
    yield "days", TurnsWanted(since=some_days[0], until=some_days[1])
    yield "lang", TurnsWanted(lang="en")
    yield "surface", TurnsWanted(surface=chance.choice(("telegram", "terminal")))
    yield "status", TurnsWanted(status=status)
    yield "route", TurnsWanted(route="job_search")
    yield "topic", TurnsWanted(topic=topic)
    yield "district", TurnsWanted(district=district)
    yield "group", TurnsWanted(group="withdrawn_fisherman")
    yield "rating", TurnsWanted(rating=Rating.NOT_USEFUL)
    yield "slow", TurnsWanted(slower_than_ms=slow)
    yield "handoff", TurnsWanted(with_handoff=True)
    yield "office", TurnsWanted(offices=tuple(chance.sample(material.districts, 2)))
    yield "status and rating", TurnsWanted(status="error", rating=Rating.NOT_USEFUL)
    yield "topic and slow", TurnsWanted(topic=topic, slower_than_ms=60)
    several = TurnsWanted(district=district, group="age_4050", with_handoff=True)
    yield "district, group and handoff", several
    for name, typed in _typed(chance, material).items():
        yield f"text {name}", TurnsWanted(text=typed)
    common = TurnsWanted(text=_typed(chance, material)["zh common"])
    yield "text and rating", replace(common, rating=Rating.USEFUL)
    yield "text and slow", replace(common, slower_than_ms=100)
    yield "text and days", replace(common, since=some_days[0], until=some_days[1])
    yield "text, district and handoff", replace(common, district=district, with_handoff=True)


def _typed(chance: random.Random, material: Material) -> dict[str, str]:
    question = chance.choice(material.questions)
    at = chance.randrange(max(1, len(question) - 6))
    asked = question[at : at + 6]
    rare = "".join(chr(0x4E00 + chance.randrange(2500)) for _ in range(3))
    return {
        "zh common": chance.choice(("补贴", "社会保险", "创业担保贷款", "就业", "毕业生")),
        "zh one character": chance.choice(("补", "岗", "村")),
        "zh rare": rare,
        "en common": chance.choice(("subsidy", "employment", "social insurance", "the")),
        "en beginning": chance.choice(("gradu", "fish", "loan")),
        "as asked": asked if terms_in(asked) else question,
        "nothing": "量子纠缠 photon",
    }


def _asked(sessions: SessionFactory, wanted: TurnsWanted, before: int | None) -> float:
    started = time.perf_counter()
    with sessions() as session:
        find_turns(session, wanted, before=before, limit=_ON_A_PAGE)
    return (time.perf_counter() - started) * 1000


def _read(sessions: SessionFactory, seeker_id: int) -> float:
    started = time.perf_counter()
    with sessions() as session:
        read_conversation(session, seeker_id)
    return (time.perf_counter() - started) * 1000


def _sizes(sessions: SessionFactory) -> Sequence[int]:
    """Bytes of the whole database and of the full-text index in it."""
    with sessions() as session:
        connection = session.connection()
        asked = _SIZES[connection.dialect.name]
        return [int(connection.execute(text(one)).scalar() or 0) for one in asked]

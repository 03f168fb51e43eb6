"""`chunfeng benchmark records`: how fast staff find turns among very many."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.benchmarks.generated_records import Material
from bot.benchmarks.machine import this_machine
from bot.benchmarks.records import RecordsFigures, measure_records
from bot.commands.console import progress_bar, services, show_json
from bot.commands.measured import show_figures
from bot.trial import trial
from bot.wiring import Services
from knowledge.evaluation.answers import GOLDEN_ANSWERS, read_questions
from knowledge.policies.reading import read_document

Count = Annotated[int, typer.Option(min=100, help="Turns on record, made up of real texts.")]
Rounds = Annotated[int, typer.Option(min=1, help="How often every kind of query is asked.")]
Json = Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")]


def records(
    context: typer.Context, count: Count = 50_000, rounds: Rounds = 10, json: Json = False
) -> None:
    """Fill a database with made-up turns; list, search and read them as the staff console does."""
    parts = services(context)
    machine = this_machine(parts.encoder.fingerprint)
    with trial(parts) as own, progress_bar("Turns") as progress:
        figures = measure_records(
            own.sessions, _material(parts), count, rounds=rounds, progress=progress
        )
    if json:
        found = dataclasses.asdict(figures)
        show_json({"machine": dataclasses.asdict(machine), "records": found})
        return
    about = {f"machine {name}": value for name, value in dataclasses.asdict(machine).items()}
    show_figures(_lines(figures, about))


def _lines(figures: RecordsFigures, lines: dict[str, Any]) -> dict[str, Any]:
    for name, value in dataclasses.asdict(figures).items():
        if isinstance(value, dict):
            lines |= {f"{name} {label}": number for label, number in value.items()}
        else:
            lines[name] = value
    return lines


def _material(parts: Services) -> Material:
    """The questions of the golden set and the clauses of the documents."""
    return Material(
        questions=[one.question for one in read_questions(GOLDEN_ANSWERS)],
        clauses=_clauses(parts.settings.documents_dir),
        districts=sorted(parts.glossary.places.districts),
    )


def _clauses(folder: Path) -> list[tuple[str, str, str]]:
    documents = [read_document(path) for path in sorted(folder.glob("*.md"))]
    return [
        (document.document_id, clause.clause_id, clause.text)
        for document in documents
        for clause in document.clauses
    ]

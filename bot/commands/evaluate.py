"""`chunfeng evaluate`: how well it finds, answers and matches, measured on judged examples."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.console import fail, progress_bar, services
from bot.commands.judgements import answers_measured, matching_measured, retrieval_measured
from bot.commands.measured import Delivery, deliver
from bot.commands.wishing import chat_routes, matcher_on
from bot.trial import lend_vectors, trial
from bot.wiring import Services
from knowledge.answering.answer import Answer
from knowledge.evaluation.answers import (
    GOLDEN_ANSWERS,
    GoldenQuestion,
    QuestionsInvalid,
    evaluate_answers,
    read_questions,
)
from knowledge.evaluation.asking import AskInOwnChat
from knowledge.evaluation.run import RunFolderTaken, claim_folder
from knowledge.evaluation.wishes import GOLDEN_WISHES, GoldenWish, WishesInvalid, read_wishes
from knowledge.language import Lang
from knowledge.posts.store import SAMPLES

app = typer.Typer(
    help="Measure what it finds, answers and matches against judged examples.",
    no_args_is_help=True,
)


class Half(StrEnum):
    """Part of a golden set: one to work on, one to be judged by, one that nothing ever saw."""

    DEV = "dev"
    TEST = "test"
    BLIND = "blind"


Json = Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")]
Misses = Annotated[bool, typer.Option("--misses", help="List everything that went wrong.")]
Of = Annotated[Half | None, typer.Option(help="Only this half of the examples.")]
Out = Annotated[
    Path | None, typer.Option(help="New folder for every result, the figures and the settings.")
]


@app.command()
def retrieval(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="corpus.jsonl, queries.jsonl and qrels.tsv.")],
    corpus: Annotated[Path | None, typer.Option(help="Texts from another file.")] = None,
    queries: Annotated[Path | None, typer.Option(help="Queries from another file.")] = None,
    qrels: Annotated[Path | None, typer.Option(help="Judgements from another file.")] = None,
    json: Json = False,
    out: Out = None,
) -> None:
    """Index a folder in the BEIR form as clauses are indexed, and rank it for every query."""
    # The measuring library would slow the start of every command.
    from knowledge.evaluation.retrieval import evaluate_retrieval
    from knowledge.evaluation.retrieval_set import RetrievalSetInvalid, read_retrieval_set

    try:
        data = read_retrieval_set(folder, corpus=corpus, queries=queries, qrels=qrels)
    except RetrievalSetInvalid as fault:
        fail(str(fault))
    _claim(out)
    parts = services(context)
    with progress_bar("Measuring") as progress:
        report = evaluate_retrieval(data, parts.clause_encoder, parts.tokenizer, progress)
    used = {"folder": folder, "corpus": corpus, "queries": queries, "qrels": qrels}
    deliver(retrieval_measured(report), Delivery(json, out=out), _settings(parts) | used)


@app.command()
def answers(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Questions, if not the golden set.")
    ] = None,
    half: Of = None,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day taken as today.")
    ] = None,
    misses: Misses = False,
    json: Json = False,
    out: Out = None,
) -> None:
    """Ask every question as the chat would, and judge the clause, the figure and the decline."""
    questions = _questions(files or list(GOLDEN_ANSWERS), half)
    _claim(out)
    parts = services(context)
    with progress_bar("Preparing") as progress:
        parts.prepare(progress)
    day = today.date() if today else parts.today()
    ask, asked = AskInOwnChat(parts.answering, day), 0
    with progress_bar("Asking") as progress:

        def counted(question: str, lang: Lang, previous_turn: str | None) -> Answer:
            nonlocal asked
            asked += 1
            progress(asked, len(questions))
            return ask(question, lang, previous_turn)

        report = evaluate_answers(questions, counted)
    used = {
        "files": files or GOLDEN_ANSWERS,
        "half": half,
        "today": day,
        "release": parts.release_shelf.current().release_id,
        "chat_model": parts.settings.chat_model,
    }
    deliver(answers_measured(report), Delivery(json, misses, out), _settings(parts) | used)


@app.command()
def matching(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Wishes.")] = GOLDEN_WISHES,
    feed: Annotated[Path, typer.Option(help="The posts that the wishes were judged on.")] = SAMPLES,
    half: Of = None,
    misses: Misses = False,
    json: Json = False,
    out: Out = None,
) -> None:
    """Search for every wish as the chat would, on a feed of its own, and judge order and rules."""
    from knowledge.evaluation.exposure import exposures, group_exposures
    from knowledge.evaluation.matching import evaluate_matching

    wishes = _wishes(file, half)
    _claim(out)
    parts = services(context)
    with trial(parts) as own:
        lend_vectors(parts, own)
        matcher = matcher_on(own, feed, wishes)
        with progress_bar("Matching") as progress:
            report = evaluate_matching(wishes, matcher, own.glossary, progress)
        with progress_bar("Taking turns"):
            spread = exposures(report.judged, matcher)
        groups = group_exposures(report.judged, own.glossary.places)
        routes = chat_routes(own, wishes)
    used = {"file": file, "feed": feed, "half": half}
    measured = matching_measured(report, routes, spread, groups)
    deliver(measured, Delivery(json, misses, out), _settings(parts) | used)


def _questions(files: list[Path], half: Half | None) -> list[GoldenQuestion]:
    try:
        questions = read_questions(files, half)
    except (QuestionsInvalid, OSError) as fault:
        fail(str(fault))
    except UnicodeDecodeError as fault:
        fail(f"{', '.join(map(str, files))}: not UTF-8 at byte {fault.start}")
    if not questions:
        fail(f"no question {f'of the half {half} ' if half else ''}in {', '.join(map(str, files))}")
    return questions


def _wishes(file: Path, half: Half | None) -> list[GoldenWish]:
    try:
        wishes = read_wishes(file, half)
    except (WishesInvalid, OSError) as fault:
        fail(str(fault))
    if not wishes:
        fail(f"no wish {f'of the half {half} ' if half else ''}in {file}")
    return wishes


def _claim(out: Path | None) -> None:
    """Before the work, so that nobody waits for results that cannot be written."""
    if out is None:
        return
    try:
        claim_folder(out)
    except (RunFolderTaken, OSError) as fault:
        fail(str(fault))


def _settings(parts: Services) -> dict[str, object]:
    return {"encoder": parts.encoder.fingerprint, "tokenizer": parts.tokenizer.fingerprint}

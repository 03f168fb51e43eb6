"""Retrieval measured on anybody's judged queries, through the product's own index."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import ir_measures
from ir_measures import AP, RR, R, nDCG

from index.encoder import Encoder
from index.retriever import Mode, Passage, Retriever
from index.snapshot import write_snapshot
from index.tokens import Tokenizer
from knowledge.evaluation.retrieval_set import (
    RetrievalSet,
    RetrievalSetInvalid,
    read_retrieval_set,
)

__all__ = [
    "RetrievalReport",
    "RetrievalRow",
    "RetrievalSet",
    "RetrievalSetInvalid",
    "evaluate_retrieval",
    "read_retrieval_set",
]

Progress = Callable[[int, int], None]

# MAP@100 looks no deeper.
_DEPTH = 100

_MEASURES = (nDCG @ 10, R @ 1, R @ 5, R @ 10, RR @ 10, AP @ 100)


@dataclass(frozen=True, slots=True)
class RetrievalRow:
    """Means over all judged queries, each in [0, 1], and how many were served in a second."""

    mode: Mode
    ndcg_at_10: float
    recall_at_1: float
    recall_at_5: float
    recall_at_10: float
    mrr_at_10: float
    map_at_100: float
    queries_per_second: float


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """One row for each way of ranking, and what was measured on."""

    rows: tuple[RetrievalRow, ...]
    documents: int
    queries: int
    unknown_queries: int
    unknown_documents: int


def evaluate_retrieval(
    data: RetrievalSet,
    encoder: Encoder,
    tokenizer: Tokenizer,
    progress: Progress | None = None,
) -> RetrievalReport:
    """
    Indexes the documents as clauses are indexed and ranks them for every query, in each mode.

    :param progress: called with (steps done, steps in all); a step is a text or a query.
    """
    tell = _Steps(progress, len(data.documents) + len(Mode) * len(data.queries))
    passages = [
        Passage(key=document.id, text=document.text, title=document.title or "")
        for document in data.documents
    ]
    with tempfile.TemporaryDirectory() as folder:
        snapshot = write_snapshot(
            Path(folder),
            passages,
            encoder=encoder,
            tokenizer=tokenizer,
            progress=lambda done, _: tell.at(done),
        )
        rows = []
        for number, mode in enumerate(Mode):
            tell.at(len(passages) + number * len(data.queries))
            rows.append(_measured(data, snapshot.retriever, mode, tell))
    return RetrievalReport(
        rows=tuple(rows),
        documents=len(data.documents),
        queries=len(data.queries),
        unknown_queries=data.unknown_queries,
        unknown_documents=data.unknown_documents,
    )


class _Steps:
    """Counts for the caller's progress bar."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def at(self, done: int) -> None:
        """So many steps are done."""
        self._done = done
        if self._progress is not None:
            self._progress(done, self._total)

    def next(self) -> None:
        """One more step is done."""
        self.at(self._done + 1)


def _measured(data: RetrievalSet, retriever: Retriever, mode: Mode, tell: _Steps) -> RetrievalRow:
    run: dict[str, dict[str, float]] = {}
    seconds = 0.0
    for query in data.queries:
        started = time.perf_counter()
        hits = retriever.search(query.text, k=_DEPTH, mode=mode)
        seconds += time.perf_counter() - started
        # Ranks, not scores: the measuring library would order equal scores by id.
        run[query.id] = {hit.key: float(_DEPTH - rank) for rank, hit in enumerate(hits)}
        tell.next()
    found = ir_measures.calc_aggregate(_MEASURES, data.judgements, run)
    return RetrievalRow(
        mode=mode,
        ndcg_at_10=found[nDCG @ 10],
        recall_at_1=found[R @ 1],
        recall_at_5=found[R @ 5],
        recall_at_10=found[R @ 10],
        mrr_at_10=found[RR @ 10],
        map_at_100=found[AP @ 100],
        queries_per_second=len(data.queries) / max(seconds, 1e-9),
    )

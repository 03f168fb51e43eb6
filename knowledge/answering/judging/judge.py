"""The fitted judge: how likely each clause that was found answers the question."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.passages import Finds
from index.tokens import Tokenizer
from knowledge.answering.draft import Draft
from knowledge.answering.judging.clause_tables import ClauseTables
from knowledge.answering.judging.features import (
    BORDERS_KEPT,
    FEATURE_NAMES,
    HELD_KEPT,
    Candidates,
    Heads,
    candidates,
)
from knowledge.answering.judging.heads import SoftmaxHead
from knowledge.answering.judging.trees import Trees
from knowledge.glossary import Glossary

JUDGE_FILE = Path(__file__).with_name("judge.npz")


class JudgeUnfit(Exception):
    """The model file is of another set of features; it must be fitted anew."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Trees over features of the pair, and heads over the question's vector."""

    trees: Trees
    heads: Heads

    @classmethod
    def load(cls, path: Path = JUDGE_FILE) -> Judge:
        """
        The judge that the file holds.

        :raises JudgeUnfit: if the features have changed since it was fitted.
        """
        with np.load(path) as arrays:
            if tuple(arrays["names"]) != FEATURE_NAMES:
                raise JudgeUnfit(f"{path.name} is of other features; run tools/judge/fit.py")
            heads = Heads(SoftmaxHead.load(arrays, "kind"), SoftmaxHead.load(arrays, "audience"))
            return cls(Trees.load(arrays), heads)

    def logits(self, found: Candidates) -> np.ndarray:
        """For each candidate the log-odds that it answers, float32, shape (n,)."""
        return self.trees(found.features)

    def candidates(
        self, draft: Draft, finds: Finds, tables: ClauseTables, tokenizer: Tokenizer
    ) -> Candidates:
        """The clauses found for the draft, with their features."""
        return candidates(draft.search_text, draft.asked_in, finds, tables, tokenizer, self.heads)


def finds_of(draft: Draft, tables: ClauseTables, glossary: Glossary) -> Finds:
    """What the index finds for the question and the official terms behind its everyday words."""
    terms = glossary.expansions(draft.search_text, draft.asked_in)
    query = f"{draft.search_text} {terms}" if terms else draft.search_text
    return draft.release.retriever.finds(query, tables.border, (HELD_KEPT, BORDERS_KEPT))

"""All rules over many posts at once: every rule looks once at each distinct value it can see."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.eligibility.finding import Truth
from knowledge.posts.asker import Asker
from knowledge.posts.post import Post
from knowledge.posts.rule import Rule, Verdict
from knowledge.posts.rules import RULES_OF_ANY_POST
from knowledge.posts.welfare_rules import WELFARE_RULES

RULES: tuple[Rule, ...] = RULES_OF_ANY_POST + WELFARE_RULES

Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Facets:
    """The distinct values that one rule or preference sees among the posts."""

    examples: tuple[Post, ...]
    """One post for each distinct value."""
    codes: Codes
    """Shape (n_posts,): which example each post agrees with."""

    @classmethod
    def of(cls, posts: Sequence[Post], facet: Callable[[Post], Hashable]) -> Facets:
        """The facets of the posts in their order."""
        numbers: dict[Hashable, int] = {}
        examples: list[Post] = []
        codes = np.empty(len(posts), dtype=np.intp)
        for row, post in enumerate(posts):
            value = facet(post)
            if value not in numbers:
                numbers[value] = len(examples)
                examples.append(post)
            codes[row] = numbers[value]
        return cls(tuple(examples), codes)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules leave of the posts, by row."""

    fails: NDArray[np.bool_]
    """Shape (n_rules, n_posts)."""
    unknown: NDArray[np.bool_]
    """Shape (n_rules, n_posts)."""

    @property
    def barred(self) -> NDArray[np.bool_]:
        """Shape (n_posts,): posts that at least one rule bars."""
        return np.asarray(self.fails.any(axis=0))

    @property
    def need_more(self) -> NDArray[np.bool_]:
        """Shape (n_posts,): posts that nothing bars and an open question keeps."""
        return np.asarray(self.unknown.any(axis=0) & ~self.barred)

    def barred_by_rule(self) -> dict[str, int]:
        """How many posts each rule bars; a post barred twice counts under both."""
        counts = self.fails.sum(axis=1)
        return {rule.name: int(count) for rule, count in zip(RULES, counts, strict=True) if count}

    def opened_without(self, among: Codes) -> dict[str, int]:
        """How many posts of these rows each rule bars alone: what relaxing it would bring."""
        fails = self.fails[:, among]
        alone = fails & (fails.sum(axis=0) == 1)
        return {
            rule.name: int(count)
            for rule, count in zip(RULES, alone.sum(axis=1), strict=True)
            if count
        }


class RuleBook:
    """The rules prepared for a fixed sequence of posts."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self._n_posts = len(posts)
        self._facets = [Facets.of(posts, rule.facet) for rule in RULES]

    def judge(self, asker: Asker) -> Judgement:
        """Every post under every rule for this person."""
        fails = np.zeros((len(RULES), self._n_posts), dtype=bool)
        unknown = np.zeros((len(RULES), self._n_posts), dtype=bool)
        for number, (rule, facets) in enumerate(zip(RULES, self._facets, strict=True)):
            verdicts = [rule.check(example, asker) for example in facets.examples]
            if not any(verdicts):
                continue
            truths = [verdict.truth if verdict else Truth.MET for verdict in verdicts]
            fails[number] = _where(truths, Truth.NOT_MET, facets.codes)
            unknown[number] = _where(truths, Truth.NOT_KNOWN, facets.codes)
        return Judgement(fails, unknown)


def verdicts_on(post: Post, asker: Asker) -> list[tuple[Rule, Verdict]]:
    """What the rules hold against one post or leave open, in the order of the rules."""
    checked = ((rule, rule.check(post, asker)) for rule in RULES)
    return [(rule, verdict) for rule, verdict in checked if verdict is not None]


def _where(truths: list[Truth], wanted: Truth, codes: Codes) -> NDArray[np.bool_]:
    return np.array([truth is wanted for truth in truths], dtype=bool)[codes]

"""What rules and preferences look at in a post, by name: the columns of a large set of posts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cache

from knowledge.posts.judging import RULES
from knowledge.posts.post import Post
from knowledge.posts.preferences import preferences
from knowledge.posts.rule import Rule
from knowledge.posts.weights import Weights

Facet = Callable[[Post], Hashable]


@cache
def all_facets() -> Mapping[str, Facet]:
    """Every facet by its name; rules that look at the same fields share one."""
    of_rules = {rule_facet(rule): rule.facet for rule in RULES}
    of_preferences = {
        preference_facet(preference.name): preference.facet
        for preference in preferences(Weights.load())
    }
    return {**of_rules, **of_preferences}


def rule_facet(rule: Rule) -> str:
    """The name of what a rule looks at."""
    return ",".join(rule.columns)


def preference_facet(name: str) -> str:
    """The name of what a preference looks at."""
    return f"preference:{name}"

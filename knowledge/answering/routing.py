"""Step: what a message is for. The rules stand in routing.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from knowledge.answering.draft import Draft, Route

RULES_FILE = Path(__file__).with_name("routing.toml")


@dataclass(frozen=True, slots=True)
class RouteRule:
    """A pattern that speaks for a route, and one that speaks against it."""

    route: Route
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def takes(self, text: str) -> bool:
        """Whether the rule decides this message."""
        if self.pattern.search(text) is None:
            return False
        return self.unless is None or self.unless.search(text) is None


def load_route_rules(path: Path = RULES_FILE) -> tuple[RouteRule, ...]:
    """The rules in the order in which they are tried."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        RouteRule(
            Route(rule["route"]),
            re.compile(rule["pattern"], re.IGNORECASE),
            re.compile(rule["unless"], re.IGNORECASE) if "unless" in rule else None,
        )
        for rule in data["rule"]
    )


@dataclass(frozen=True, slots=True)
class RouteQuestion:
    """Sends what is no question to where it is settled."""

    rules: tuple[RouteRule, ...]

    def __call__(self, draft: Draft) -> None:
        """Fills `route`; a follow-up to an answer stays a question."""
        for number, rule in enumerate(self.rules):
            if rule.takes(draft.masked):
                draft.route = rule.route
                draft.notes["route_rule"] = number
                return

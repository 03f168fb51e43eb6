"""Step: what a message is for. The rules stand in routing.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from knowledge.answering.draft import Draft, Route
from knowledge.answering.reading.danger import danger_in
from knowledge.answering.reading.elsewhere import names_rules_elsewhere
from knowledge.glossary import Glossary
from knowledge.terms import TermKind

RULES_FILE = Path(__file__).with_name("routing.toml")


@dataclass(frozen=True, slots=True)
class RouteRule:
    """A pattern that speaks for a route, and one that speaks against it."""

    route: Route
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    mentions: TermKind | None = None
    """The kind of glossary term that the message must also use."""

    def takes(self, text: str, glossary: Glossary) -> bool:
        """Whether the rule decides this message."""
        if self.pattern.search(text) is None:
            return False
        if self.mentions is not None and not _uses(text, self.mentions, glossary):
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
            TermKind(rule["mentions"]) if "mentions" in rule else None,
        )
        for rule in data["rule"]
    )


@dataclass(frozen=True, slots=True)
class RouteQuestion:
    """Sends what is no question to where it is settled."""

    rules: tuple[RouteRule, ...]
    glossary: Glossary

    def __call__(self, draft: Draft) -> None:
        """Fills `route`; danger comes first, and a follow-up to an answer stays a question."""
        danger = danger_in(draft.masked)
        if danger is not None:
            draft.route, draft.notes["danger"] = Route.DISTRESS, danger.value
            return
        for number, rule in enumerate(self.rules):
            if rule.takes(draft.asked, self.glossary) and not _is_elsewhere(rule, draft.asked):
                draft.route = rule.route
                draft.notes["route_rule"] = number
                return


def _is_elsewhere(rule: RouteRule, text: str) -> bool:
    """Whether work is looked for in a city of which no post is held."""
    return rule.route is Route.JOB_SEARCH and names_rules_elsewhere(text)


def _uses(text: str, kind: TermKind, glossary: Glossary) -> bool:
    return any(entry.kind is kind for found in glossary.find(text) for entry in found.entries)

"""What the braces behind a clause's heading may say, and what it takes from its document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.dates import PartialDate
from knowledge.policies.document import BORDERS, ClauseKind, Confidence
from knowledge.policies.rates import parse_rates, rate_problem

_KNOWN = {
    "kind",
    "evidence",
    "effective_from",
    "effective_to",
    "confidence",
    "rates",
    "conflicts_with",
    "lapsed",
}


def clause_attributes(
    given: Mapping[str, str], text: str, inherited: Mapping[str, Any]
) -> dict[str, Any]:
    """
    The fields of a clause that its heading names, by name.

    :param text: the clause's text, in which the figures of its rates must stand.
    :param inherited: `effective_from`, `effective_to` and `confidence` of the document.
    :raises ValueError: if an attribute is not known or its value breaks a rule.
    """
    unknown = set(given) - _KNOWN
    if unknown:
        raise ValueError(f"unknown clause attribute {min(unknown)!r}")
    kind = ClauseKind(given.get("kind", "overview"))
    evidence = tuple(given.get("evidence", "").split())
    if not evidence and kind not in BORDERS:
        raise ValueError("names no evidence")
    rates = parse_rates(given.get("rates", ""))
    problem = rate_problem(rates, text)
    if problem is not None:
        raise ValueError(problem)
    return {
        "kind": kind,
        "evidence": evidence,
        "effective_from": partial_date(given.get("effective_from")) or inherited["effective_from"],
        "effective_to": partial_date(given.get("effective_to")) or inherited["effective_to"],
        "confidence": Confidence(given.get("confidence", inherited["confidence"])),
        "rates": rates,
        "conflicts_with": tuple(given.get("conflicts_with", "").split()),
        "is_lapsed": _yes(given.get("lapsed", "no")),
    }


def partial_date(value: object) -> PartialDate | None:
    """
    The date as precise as it was written, or None where none was.

    :raises ValueError: if it is no date.
    """
    # YAML reads an unquoted 2021-06-17 as a date and 2021 as a number; both say what was meant.
    return None if value is None else PartialDate.parse(str(value))


def _yes(word: str) -> bool:
    if word not in {"yes", "no"}:
        raise ValueError(f"lapsed={word!r} is neither yes nor no")
    return word == "yes"

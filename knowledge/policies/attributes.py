"""What the braces behind a clause's heading may say, and what it takes from its document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.language import Lang
from knowledge.policies.document import BORDERS, Audience, ClauseKind, Confidence
from knowledge.policies.laws import Laws, parse_provisions, partial_date
from knowledge.policies.rates import parse_rates, rate_problem

_KNOWN = {
    "kind",
    "for",
    "evidence",
    "law",
    "effective_from",
    "effective_to",
    "confidence",
    "rates",
    "conflicts_with",
    "lapsed",
}


def clause_attributes(
    given: Mapping[str, str], text: str, inherited: Mapping[str, Any], laws: Laws, lang: Lang
) -> dict[str, Any]:
    """
    The fields of a clause that its heading names, by name.

    :param text: the clause's text, in which the figures of its rates must stand.
    :param inherited: `effective_from`, `effective_to` and `confidence` of the document; where a
        clause rests on a law, the days on which that law begins and ends come before those.
    :param laws: the register in which the clause's `law` must stand.
    :raises ValueError: if an attribute is not known or its value breaks a rule.
    """
    unknown = set(given) - _KNOWN
    if unknown:
        raise ValueError(f"unknown clause attribute {min(unknown)!r}")
    kind = ClauseKind(given.get("kind", "overview"))
    evidence = tuple(given.get("evidence", "").split())
    if not evidence and kind not in BORDERS:
        raise ValueError("names no evidence")
    provisions = parse_provisions(given.get("law", ""), laws, lang)
    begins, ends = inherited["effective_from"], inherited["effective_to"]
    if provisions:
        begins, ends = provisions[0].effective_from or begins, provisions[0].effective_to or ends
    rates = parse_rates(given.get("rates", ""))
    problem = rate_problem(rates, text)
    if problem is not None:
        raise ValueError(problem)
    return {
        "kind": kind,
        "evidence": evidence,
        "effective_from": partial_date(given.get("effective_from")) or begins,
        "effective_to": partial_date(given.get("effective_to")) or ends,
        "confidence": Confidence(given.get("confidence", inherited["confidence"])),
        "audience": _audience(given, kind),
        "provisions": provisions,
        "rates": rates,
        "conflicts_with": tuple(given.get("conflicts_with", "").split()),
        "is_lapsed": _yes(given.get("lapsed", "no")),
    }


def _audience(given: Mapping[str, str], kind: ClauseKind) -> Audience:
    if "for" not in given and kind not in BORDERS:
        raise ValueError(f"does not say whom it is for (for={'|'.join(Audience)})")
    return Audience(given.get("for", Audience.ANYONE))


def _yes(word: str) -> bool:
    if word not in {"yes", "no"}:
        raise ValueError(f"lapsed={word!r} is neither yes nor no")
    return word == "yes"

"""Step: no border where the question only brushes it. The words are in bordering.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.retriever import Hit
from knowledge.answering.draft import Draft
from knowledge.answering.reading.elsewhere import names_elsewhere, places_elsewhere
from knowledge.answering.reading.when import asks_for_past, years_named
from knowledge.language import Lang
from knowledge.policies.document import Clause, ClauseKind

_SUBSIDY = re.compile(r"补贴|补助|津贴|\bsubsid", re.IGNORECASE)
WORDS_FILE = Path(__file__).with_name("bordering.toml")


@dataclass(frozen=True, slots=True)
class SetAsideBorders:
    """
    Moves down the clauses on what lies outside where the question is about something held.

    "I studied in Chengdu, may I ..." is no question about Chengdu, and "divorced with a child,
    which employment subsidy ..." none about divorce.
    """

    shift: float = -3.0
    """As far as the best clause of another subject lies above a weak one."""

    def __call__(self, draft: Draft) -> None:
        """Reorders `hits`."""
        if not draft.hits:
            return
        moved = [
            replace(hit, score=hit.score + self.shift) if _is_brushed(hit, draft) else hit
            for hit in draft.hits
        ]
        draft.hits = sorted(moved, key=lambda hit: (-hit.score, hit.key))


def _is_brushed(hit: Hit, draft: Draft) -> bool:
    clause = draft.release.clauses[hit.key, Lang(hit.lang)]
    question = draft.search_text
    if clause.kind is ClauseKind.GAP and _names_subsidy(question) and not _is_on_subsidies(clause):
        # "Is there a subsidy for learning to drive a forklift?" is not about training schools.
        return True
    if clause.kind is ClauseKind.GAP and _is_on_earlier_years(clause):
        # "Chongqing minimum wage" alone asks for today's.
        return not years_named(draft) and not asks_for_past(draft)
    if clause.kind is ClauseKind.GAP:
        # What is not held of Chongqing is not what is asked about another place.
        return bool(places_elsewhere(question)) and not _is_on_a_place(clause, draft)
    if clause.kind is not ClauseKind.OUTSIDE:
        return False
    if _is_on_a_place(clause, draft):
        return not places_elsewhere(question)
    words = _words()
    return words["here"].search(question) is not None and words["unless"].search(question) is None


def _names_subsidy(text: str) -> bool:
    return _SUBSIDY.search(text) is not None


def _is_on_subsidies(clause: Clause) -> bool:
    return any(map(_names_subsidy, (clause.heading, clause.text, *clause.asked_as)))


def _is_on_earlier_years(clause: Clause) -> bool:
    return _words()["earlier_years"].search(clause.heading) is not None


def _is_on_a_place(clause: Clause, draft: Draft) -> bool:
    """Whether the clause is on another place; its Chinese wording says so."""
    chinese = draft.release.clause(clause.clause_id, Lang.ZH) or clause
    return names_elsewhere(chinese.text) or any(map(names_elsewhere, chinese.asked_as[:2]))


@cache
def _words() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))
    return {name: re.compile("|".join(said), re.IGNORECASE) for name, said in data.items()}

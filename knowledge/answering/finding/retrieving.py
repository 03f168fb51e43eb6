"""Step: the clauses that could carry the answer, best first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from index.retriever import Hit
from knowledge.answering.draft import Draft
from knowledge.answering.finding.asked import Asked, RankingWeights
from knowledge.glossary import Glossary
from knowledge.language import Lang

_ALIKE = 0.65
_HALF = 0.5
"""Similarity and coverage of a clause that is just good enough, so that the bar keeps its place."""

_SPEAKER_IN_ENGLISH = re.compile(
    r"\b(?P<said>did|does|has|have|had|will|would)\s+the\s+(?:bureau|city|authorit(?:y|ies)|government)\b"
    r"|,?\s*\baccording to the (?:bureau|city|government)(?:'s \w+)?",
    re.I,
)
"""Who speaks or acts, where the question is about what was said or done."""

_NOW_IN_ENGLISH = re.compile(r"\b(?:right now|now|currently|today|at present|these days)\b", re.I)


@dataclass(frozen=True, slots=True)
class RetrieveClauses:
    """Searches both languages of the release and orders the finds by what the question asks."""

    glossary: Glossary
    weights: RankingWeights = field(default_factory=RankingWeights)
    depth: int = 24
    kept: int = 10

    def __call__(self, draft: Draft) -> None:
        """Fills `hits` with one hit a clause, best first."""
        query = self._query(draft.search_text, draft.asked_in)
        found = draft.release.retriever.search_each(query, Lang, k=self.depth)
        asked = Asked.of(draft, self.glossary)
        ranked = [
            (score + asked.shift(hit, draft.release, self.weights), hit)
            for score, hit in self._one_of_each(found, draft.asked_in)
        ]
        ranked.sort(key=lambda scored: (-scored[0], scored[1].key))
        draft.hits = [replace(hit, score=score) for score, hit in ranked[: self.kept]]
        draft.notes["query"] = query

    def _one_of_each(self, found: Iterable[Hit], lang: Lang) -> list[tuple[float, Hit]]:
        """One hit a clause: in the asker's language if found, with a share of its twin's score."""
        own: dict[str, Hit] = {}
        twins: dict[str, Hit] = {}
        for hit in found:
            (own if hit.lang == lang else twins)[hit.key] = hit
        twin = self.weights.twin
        joined = []
        for key in own.keys() | twins.keys():
            score = self._weighed(own[key]) * (1 - twin) if key in own else 0.0
            score += self._weighed(twins[key]) * twin if key in twins else 0.0
            joined.append((score, own.get(key) or twins[key]))
        return joined

    def _weighed(self, hit: Hit) -> float:
        """How near a wording comes, besides how well the whole passage fits."""
        near = self.weights.similarity * max(0.0, hit.similarity - _ALIKE)
        held = self.weights.coverage * max(0.0, hit.coverage - _HALF)
        return hit.score + near + held

    def _query(self, text: str, lang: Lang) -> str:
        """The text, with the official terms behind the everyday words it uses."""
        # When it is asked for is weighed below; as a word, "now" stands in clauses by chance.
        text = _NOW_IN_ENGLISH.sub(" ", text)
        text = _SPEAKER_IN_ENGLISH.sub(r"\g<said>", text)
        terms = self.glossary.expansions(text, lang)
        return f"{text} {terms}" if terms else text

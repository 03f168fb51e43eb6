"""One finding in full: each condition, the sum, papers, place, and the clauses in their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.eligibility.finding import Finding, FindingResult
from knowledge.eligibility.wording import phrase
from knowledge.language import Lang
from knowledge.policies.citation import Citation

_HEADINGS = {
    FindingResult.MAY_QUALIFY: "one_may",
    FindingResult.NEED_MORE: "one_need",
    FindingResult.DOES_NOT_QUALIFY: "one_not",
}


def in_full(finding: Finding, lang: Lang) -> str:
    """The finding with every condition marked as met or not, and what it rests on."""
    return "\n".join([*_lines(finding, lang), *quotes(finding.decided_by, lang)])


def why(finding: Finding, lang: Lang) -> str:
    """What stands in the way, each with the clause in its own words, and what would change it."""
    lines = [phrase(_heading(finding), lang, title=finding.title)]
    lines += [f"✗ {text}" for text in finding.not_met]
    if not finding.not_met:
        lines += [f"? {text}" for text in finding.not_known]
    lines += quotes(finding.decided_by, lang)
    if finding.would_change:
        lines.append(phrase("change", lang, items=joined(finding.would_change, lang)))
    return "\n".join(lines)


def quotes(citations: Sequence[Citation], lang: Lang) -> Iterator[str]:
    """The clauses in their own words, each with its document."""
    for citation in citations:
        number = citation.document_number
        title = f"{citation.title}（{number}）" if number else citation.title
        if lang is Lang.EN and number:
            title = f"{citation.title} ({number})"
        yield phrase("rests_on", lang, title=title, quote=citation.quote)


def lines_for_the_counter(finding: Finding, lang: Lang) -> Iterator[str]:
    """What to bring, where a clause names it, and where to go."""
    if finding.documents:
        yield phrase("papers", lang, items=joined(finding.documents, lang))
    yield phrase("place", lang, items=finding.where)


def decides(lang: Lang) -> str:
    """Who decides."""
    return phrase("decides", lang)


def joined(items: Sequence[str], lang: Lang) -> str:
    """The items in one line."""
    return ("；" if lang is Lang.ZH else "; ").join(items)


def _heading(finding: Finding) -> str:
    return "one_closed" if finding.closed else _HEADINGS[finding.result]


def _lines(finding: Finding, lang: Lang) -> Iterator[str]:
    yield phrase(_heading(finding), lang, title=finding.title)
    if finding.amount:
        yield phrase("how_much", lang, amount=finding.amount)
    yield from (f"✓ {text}" for text in finding.met)
    yield from (f"✗ {text}" for text in finding.not_met)
    yield from (f"? {text}" for text in finding.not_known)
    if finding.would_change:
        yield phrase("change", lang, items=joined(finding.would_change, lang))
    if finding.provisos:
        yield phrase("proviso", lang, items=joined(finding.provisos, lang))
    if finding.result is not FindingResult.DOES_NOT_QUALIFY:
        if not finding.documents:
            yield phrase("papers_ask", lang)
        yield from lines_for_the_counter(finding, lang)
    if finding.notes:
        yield phrase("note", lang, items=joined(finding.notes, lang))

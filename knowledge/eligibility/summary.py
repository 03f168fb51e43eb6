"""Findings as plain text for the chat: what may be claimed, what is missing, what is not met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.eligibility.finding import Finding, FindingResult
from knowledge.eligibility.wording import phrase
from knowledge.language import Lang

MOST_SHOWN = 5


def summary(findings: Sequence[Finding], lang: Lang) -> str:
    """
    The findings in short: at most five of a kind, what may be claimed with papers and place.

    Where only one finding is given it is told in full. The last line says who decides.
    """
    if len(findings) == 1:
        return "\n".join([*_in_full(findings[0], lang), phrase("decides", lang)])
    lines = [
        *_block(findings, FindingResult.MAY_QUALIFY, lang),
        *_block(findings, FindingResult.NEED_MORE, lang),
        *_block(findings, FindingResult.DOES_NOT_QUALIFY, lang),
        *_closed(findings, lang),
    ]
    if not any(one.result is not FindingResult.DOES_NOT_QUALIFY for one in findings):
        lines.insert(0, phrase("nothing", lang))
    return "\n".join([*lines, phrase("decides", lang)])


_HEADINGS = {
    FindingResult.MAY_QUALIFY: "may_heading",
    FindingResult.NEED_MORE: "need_heading",
    FindingResult.DOES_NOT_QUALIFY: "not_heading",
}


def _block(findings: Sequence[Finding], result: FindingResult, lang: Lang) -> Iterator[str]:
    chosen = [one for one in findings if one.result is result and not one.closed]
    if not chosen:
        return
    yield phrase(_HEADINGS[result], lang)
    for finding in chosen[:MOST_SHOWN]:
        yield _line(finding, lang)
        if result is FindingResult.MAY_QUALIFY:
            yield from _at_the_counter(finding, lang)
    if len(chosen) > MOST_SHOWN:
        yield phrase("more", lang, count=str(len(chosen) - MOST_SHOWN))


def _closed(findings: Sequence[Finding], lang: Lang) -> Iterator[str]:
    chosen = [one for one in findings if one.closed]
    if chosen:
        yield phrase("closed_heading", lang)
    for finding in chosen:
        yield _closed_line(finding, lang)


def _in_full(finding: Finding, lang: Lang) -> Iterator[str]:
    if finding.closed:
        yield phrase("closed_heading", lang)
        yield _closed_line(finding, lang)
        return
    yield phrase(_HEADINGS[finding.result], lang)
    yield _line(finding, lang)
    if finding.result is FindingResult.NEED_MORE and finding.amount:
        yield f"  {finding.amount}"
    if finding.result is FindingResult.DOES_NOT_QUALIFY:
        if finding.would_change:
            yield phrase("change", lang, items=_joined(finding.would_change, lang))
        return
    yield from _at_the_counter(finding, lang)
    if finding.notes:
        yield phrase("note", lang, items=_joined(finding.notes, lang))


def _line(finding: Finding, lang: Lang) -> str:
    if finding.result is FindingResult.NEED_MORE:
        items = finding.would_change or finding.not_known
        return phrase("line_need", lang, title=finding.title, items=_joined(items, lang))
    if finding.result is FindingResult.DOES_NOT_QUALIFY:
        items = finding.not_met
        return phrase("line_not", lang, title=finding.title, items=_joined(items, lang))
    if finding.amount is None:
        return phrase("line", lang, title=finding.title)
    return phrase("line_amount", lang, title=finding.title, amount=finding.amount)


def _closed_line(finding: Finding, lang: Lang) -> str:
    items = [finding.not_met[0], *([finding.amount] if finding.amount else [])]
    return phrase("line_closed", lang, title=finding.title, items=_joined(items, lang))


def _at_the_counter(finding: Finding, lang: Lang) -> Iterator[str]:
    if finding.documents:
        yield phrase("papers", lang, items=_joined(finding.documents, lang))
    else:
        yield phrase("papers_ask", lang)
    yield phrase("place", lang, items=finding.where)
    if finding.provisos:
        yield phrase("proviso", lang, items=_joined(finding.provisos, lang))


def _joined(items: Sequence[str], lang: Lang) -> str:
    return ("；" if lang is Lang.ZH else "; ").join(items)

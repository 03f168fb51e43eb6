"""Findings as a page for the chat: what may be claimed, what one more fact decides, what not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.eligibility.finding import Finding, FindingResult
from knowledge.eligibility.full import decides, in_full, joined, lines_for_the_counter
from knowledge.eligibility.wording import phrase
from knowledge.language import Lang

MOST_CHARACTERS = 2_300
"""Of a page, so that it can be read on a phone with a question under it."""
_AMOUNTS_TOLD = ((5, 4, 3), (4, 4, 3), (3, 4, 2), (3, 3, 1), (2, 2, 1), (1, 2, 1))
"""Programmes that may be claimed, facts still wanted, programmes not met: the first that fit."""
_TITLES_A_LINE = 3


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown at once."""

    text: str
    shown: tuple[Finding, ...]
    """The programmes told with their papers and place."""
    has_more: bool = False


def page(findings: Sequence[Finding], lang: Lang) -> Page:
    """
    The findings in short, at most 2,300 characters; `rest` tells what was left away.

    One finding, or two, are told in full. The last line says who decides.
    """
    if 0 < len(findings) <= 2:
        texts = [in_full(finding, lang) for finding in findings]
        return Page("\n\n".join([*texts, decides(lang)]), tuple(findings))
    for limits in _AMOUNTS_TOLD:
        made = _page(findings, limits, lang)
        if len(made.text) <= MOST_CHARACTERS:
            break
    return made


def rest(findings: Sequence[Finding], number: int, lang: Lang) -> Page:
    """The page of that number, from 1, of all findings one by one; the last one for any beyond."""
    blocks = [_block(finding, lang) for finding in findings]
    pages: list[list[int]] = [[]]
    length = 0
    for place, block in enumerate(blocks):
        if length + len(block) > MOST_CHARACTERS and pages[-1]:
            pages.append([])
            length = 0
        pages[-1].append(place)
        length += len(block) + 1
    number = max(1, min(number, len(pages)))
    chosen = pages[number - 1]
    text = "\n".join([*(blocks[place] for place in chosen), decides(lang)])
    told = tuple(findings[place] for place in chosen)
    return Page(text, told, has_more=number < len(pages))


def counts(findings: Sequence[Finding], lang: Lang) -> str:
    """How many programmes stand how, in one line."""
    results = [finding.result for finding in findings]
    return phrase(
        "counts",
        lang,
        may=str(results.count(FindingResult.MAY_QUALIFY)),
        need=str(results.count(FindingResult.NEED_MORE)),
        failed=str(results.count(FindingResult.DOES_NOT_QUALIFY)),
    )


def short(title: str) -> str:
    """The title without a bracket at its end, unless a figure in it tells two titles apart."""
    bare = re.sub(r"\s*[（(][^（()）]*[）)]$", "", title)
    return title if re.search(r"\d", title[len(bare) :]) else bare


def _page(findings: Sequence[Finding], limits: tuple[int, int, int], lang: Lang) -> Page:
    may = [one for one in findings if one.result is FindingResult.MAY_QUALIFY]
    more = [one for one in findings if one.result is FindingResult.NEED_MORE]
    # What can still be changed is of more use than what can not.
    failed = sorted(
        (one for one in findings if one.result is FindingResult.DOES_NOT_QUALIFY),
        key=lambda one: not one.would_change,
    )
    most_may, most_facts, most_failed = limits
    lines = [] if may or more else [phrase("nothing", lang)]
    lines += _claimable(may, most_may, lang)
    lines += _wanted(more, most_facts, lang)
    if failed:
        lines.append(phrase("not_heading", lang))
        lines += [_failed_line(one, lang) for one in failed[:most_failed]]
        lines += _left(len(failed) - most_failed, lang)
    return Page("\n".join([*lines, decides(lang)]), tuple(may[:most_may]), has_more=bool(findings))


def _claimable(may: Sequence[Finding], most: int, lang: Lang) -> Iterator[str]:
    if may:
        yield phrase("may_heading", lang)
    for number, finding in enumerate(may[:most], start=1):
        amount = phrase("amount", lang, amount=finding.amount) if finding.amount else ""
        yield f"{number}. {finding.title}{amount}"
        yield from lines_for_the_counter(finding, lang)
    yield from _left(len(may) - most, lang)


def _wanted(more: Sequence[Finding], most: int, lang: Lang) -> Iterator[str]:
    """One line a fact, the fact that brings most programmes further first."""
    if not more:
        return
    yield phrase("need_heading", lang)
    waiting, told, lines = list(more), 0, []
    while waiting:
        items = [item for one in waiting for item in (one.would_change or one.not_known)]
        to_do = {item for one in waiting for item in one.to_do}
        # What is to be done stands first: it is news, while a fact is going to be asked for.
        item = max(
            dict.fromkeys(items), key=lambda one: (one in to_do, items.count(one)), default=""
        )
        held = [one for one in waiting if item in (one.would_change or one.not_known)] or waiting
        titles = [_with_more(one, lang) for one in held[:_TITLES_A_LINE]]
        if len(held) > _TITLES_A_LINE:
            titles.append(phrase("and_more", lang, count=str(len(held) - _TITLES_A_LINE)))
        lines.append(phrase("line_need", lang, item=item, titles=_listed(titles, lang)))
        told += len(held) if len(lines) <= most else 0
        waiting = [one for one in waiting if one not in held]
    yield from lines[:most]
    yield from _left(len(more) - told, lang)


def _with_more(finding: Finding, lang: Lang) -> str:
    further = len(finding.would_change or finding.not_known) - 1
    title = short(finding.title)
    return title if further < 1 else phrase("and_facts", lang, title=title, count=str(further))


def _failed_line(finding: Finding, lang: Lang) -> str:
    reason = finding.not_met[0] if finding.not_met else ""
    return phrase("line_not", lang, title=short(finding.title), reason=reason)


def _left(count: int, lang: Lang) -> list[str]:
    return [phrase("more", lang, count=str(count))] if count > 0 else []


def _block(finding: Finding, lang: Lang) -> str:
    if finding.result is FindingResult.MAY_QUALIFY:
        return "\n".join(
            [
                phrase("line_may", lang, title=finding.title, amount=finding.amount or ""),
                *lines_for_the_counter(finding, lang),
            ]
        )
    if finding.result is FindingResult.NEED_MORE:
        items = joined(finding.would_change or finding.not_known, lang)
        return phrase("line_open", lang, title=short(finding.title), items=items)
    return _failed_line(finding, lang)


def _listed(titles: Sequence[str], lang: Lang) -> str:
    return ("、" if lang is Lang.ZH else ", ").join(titles)

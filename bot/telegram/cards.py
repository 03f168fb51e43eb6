"""The parts of a reply beside its text, as cards in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.conversation.reply import Reply
from knowledge.eligibility.finding import FindingResult
from knowledge.language import Lang
from knowledge.policies.citation import Citation
from knowledge.posts.match import Match, MatchResult


@dataclass(frozen=True, slots=True)
class Card:
    """A post, or a source with its address and the words that the text does not quote."""

    heading: str
    lines: tuple[str, ...] = ()
    quote: str = ""
    url: str | None = None
    is_source: bool = False


_MATCH_WORDS = {
    Lang.ZH: {MatchResult.BARRED: "有条件不符合", MatchResult.NEED_MORE: "还需要更多信息"},
    Lang.EN: {
        MatchResult.BARRED: "A requirement is not met",
        MatchResult.NEED_MORE: "More information is needed",
    },
}
_WITHOUT_CONTROLS = {
    code: None for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"
}
SOURCE_WORD = {Lang.ZH: "查看原文", Lang.EN: "Open the source"}


def cards_of(reply: Reply) -> list[Card]:
    """The posts, then the sources; what the text has said already is not said again."""
    sources = [_source_card(citations, reply) for citations in _sources(reply)]
    posts = [_post_card(match, reply.lang) for match in reply.posts]
    if len(posts) > 1:
        # The buttons below name each by its number.
        posts = [replace(card, heading=f"{n}. {card.heading}") for n, card in enumerate(posts, 1)]
    return [
        *posts,
        *(card for card in sources if card is not None),
    ]


def _sources(reply: Reply) -> list[list[Citation]]:
    """
    The clauses under the reply and under the amounts it names, each once.

    Those of one document that hold for the same time stand together.
    """
    found = list(reply.citations)
    for finding in reply.findings:
        is_told = len(reply.findings) == 1 or finding.result is FindingResult.MAY_QUALIFY
        if is_told and finding.title in reply.text:
            found += finding.citations
    together: dict[tuple[str | None, ...], dict[str, Citation]] = {}
    for citation in found:
        key = (citation.document_id, citation.effective_from, citation.effective_to)
        together.setdefault(key, {})[citation.clause_id] = citation
    return [list(citations.values()) for citations in together.values()]


def printable(text: str) -> str:
    """
    The text as UTF-8 can carry it and a screen can show it.

    Without lone surrogates and control characters: an escape sequence could rewrite a terminal.
    """
    mended = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return mended.replace("\r\n", "\n").translate(_WITHOUT_CONTROLS)


def _post_card(match: Match, lang: Lang) -> Card:
    facts = (match.post.employer, match.post.district, match.wage)
    failed = tuple(rule for rule in match.failed_rules if rule not in match.cautions)
    result = _MATCH_WORDS[lang].get(match.result)
    return Card(
        match.title,
        (
            " · ".join(fact for fact in facts if fact),
            *((result,) if result else ()),
            *_marked("✗", failed),
            *_marked("✓", match.reasons),
            *_marked("!", match.cautions),
        ),
    )


def _source_card(citations: list[Citation], reply: Reply) -> Card | None:
    """One document with the clauses that the text does not quote; None if the text says it all."""
    first = citations[0]
    quotes = [citation.quote for citation in citations if citation.quote not in reply.text]
    is_named = first.title in reply.text and not quotes
    if is_named and not first.url:
        return None
    facts = (first.document_number, first.issuer, _in_force(first, reply.lang))
    line = " · ".join(fact for fact in facts if fact)
    lines = (line,) if line and not is_named else ()
    return Card(first.title, lines, "\n".join(quotes), first.url, is_source=True)


def _in_force(citation: Citation, lang: Lang) -> str:
    start, end = citation.effective_from, citation.effective_to
    if start and end:
        return f"{start} 至 {end}" if lang is Lang.ZH else f"{start} to {end}"
    if start:
        return f"自 {start} 起" if lang is Lang.ZH else f"from {start}"
    if end:
        return f"至 {end} 止" if lang is Lang.ZH else f"until {end}"
    return ""


def _marked(mark: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{mark} {text}" for text in texts)

"""A clause quoted under an answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """One clause that an answer rests on; `quote` is a literal part of the clause's text."""

    clause_id: str
    document_id: str
    title: str
    """Of the law that the clause rests on, else of the document."""
    issuer: str
    document_number: str | None
    level: str
    effective_from: str | None
    effective_to: str | None
    quote: str
    url: str | None
    evidence: tuple[str, ...]
    articles: str = ""
    """Of that law: 第47条, "art. 47"."""
    source_kind: str | None = None
    """Where the text was read: official, repost, media, other."""

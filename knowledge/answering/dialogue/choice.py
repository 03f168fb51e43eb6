"""One of the things that an ambiguous message can mean, as a button names it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from knowledge.language import Lang
from knowledge.policies.document import Clause
from knowledge.policies.release import Release

_LONGEST_KEY = 56
"""Bytes: with its prefix the key is a button's action, at most 64 bytes of UTF-8."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A document, or one clause of it, with its name in both languages."""

    key: str
    zh: str
    en: str

    def label(self, lang: Lang) -> str:
        """The name in that language."""
        return self.zh if lang is Lang.ZH else self.en


def key_of(target: str) -> str:
    """A short key for the id of a document or clause: the id itself where it fits."""
    if len(target.encode()) <= _LONGEST_KEY:
        return target
    return "~" + hashlib.sha256(target.encode()).hexdigest()[:20]


def clauses_behind(key: str, release: Release, lang: Lang) -> tuple[Clause, ...]:
    """The clauses that a key stands for, in their order; empty where the release has none."""
    for document in release.documents.values():
        if document.lang is not lang:
            continue
        if key_of(document.document_id) == key:
            return document.clauses
        for clause in document.clauses:
            if key_of(clause.clause_id) == key:
                return (clause,)
    return ()

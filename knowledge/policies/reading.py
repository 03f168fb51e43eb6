"""Reads a policy document file into values, or says in which line it cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.language import Lang
from knowledge.policies.attributes import clause_attributes
from knowledge.policies.document import (
    BORDERS,
    Clause,
    Confidence,
    Level,
    PolicyDocument,
    SourceKind,
)
from knowledge.policies.laws import Laws, When, read_laws
from knowledge.yaml_text import NestedTooDeeply, read_yaml

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_HEADING = re.compile(r"## +(?P<title>.*?) *\{#(?P<anchor>[a-z0-9][a-z0-9-]*)(?P<rest>[^}]*)\}")
_ATTRIBUTE = re.compile(r'\s+([a-z_]+)=(?:"([^"]*)"|([^\s"]+))')
_ASKED = re.compile(r"^Asked as:\n((?:- .*\n?)+)\Z", re.MULTILINE)
_DOCUMENT_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class DocumentInvalid(Exception):
    """A document that cannot be taken, with the line and the reason for who can mend it."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path.name}:{line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


class FrontMatter(BaseModel):
    """The keys of DESIGN 4.5; a key that is not among them is refused, so that a slip is seen."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    id: str
    title: str
    lang: Lang
    issuer: str
    document_number: str | None
    level: Level
    district: str | None
    published: When
    effective_from: When
    effective_to: When
    supersedes: list[str] | None
    source_url: str | None
    source_kind: SourceKind | None = None
    checked_on: date
    review_by: date | None = None
    confidence: Confidence
    evidence: list[str]


@dataclass(frozen=True, slots=True)
class _Section:
    """A clause as it stands in the file, before its attributes are understood."""

    line: int
    title: str
    anchor: str
    attributes: dict[str, str]
    body: str


def read_document(path: Path, laws: Laws | None = None) -> PolicyDocument:
    """
    The document that the file holds.

    :param laws: the register of laws that its clauses may rest on; the one beside the file unless
        given.

    :raises DocumentInvalid: if the file is not UTF-8 or breaks a rule of docs/writing-documents.md.
    """
    laws = read_laws(path.parent) if laws is None else laws
    try:
        # With or without the byte order mark that some editors put first.
        content = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        raise DocumentInvalid(path, 1, f"not UTF-8 text (byte {fault.start})") from fault
    match = _FRONT.match(content)
    if match is None:
        raise DocumentInvalid(path, 1, "no front matter: the file must begin with ---, keys, ---")
    front = _front_matter(path, match[1])
    body, first_line = content[match.end() :], content[: match.end()].count("\n") + 1
    clauses: list[Clause] = []
    for section in _sections(path, body, first_line):
        if any(clause.clause_id == f"{front.id}.{section.anchor}" for clause in clauses):
            raise DocumentInvalid(path, section.line, f"clause id {section.anchor!r} used twice")
        clauses.append(_clause(path, front, section, laws))
    if not clauses:
        raise DocumentInvalid(
            path, first_line, "no clause: a clause begins with ## Title {#id ...}"
        )
    if any(clause.kind not in BORDERS for clause in clauses):
        _check_source(path, match[1], front)
    return _document(front, tuple(clauses))


def _check_source(path: Path, text: str, front: FrontMatter) -> None:
    """What is quoted has a source that somebody must look at again; what is not held has none."""
    for key in ("source_kind", "review_by"):
        if getattr(front, key) is None:
            raise DocumentInvalid(path, _line_of(text, key), f"{key} is missing")


def _front_matter(path: Path, text: str) -> FrontMatter:
    try:
        data = read_yaml(text)
    except NestedTooDeeply as fault:
        raise DocumentInvalid(path, 2, "front matter is nested too deeply") from fault
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = mark.line + 2 if mark is not None else 2
        raise DocumentInvalid(path, line, "front matter is not YAML") from fault
    if not isinstance(data, dict):
        raise DocumentInvalid(path, 2, "front matter has no keys")
    try:
        front = FrontMatter.model_validate(data)
    except ValidationError as fault:
        first = fault.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else "front matter"
        raise DocumentInvalid(path, _line_of(text, key), f"{key}: {first['msg']}") from fault
    if _DOCUMENT_ID.fullmatch(front.id) is None:
        raise DocumentInvalid(
            path, _line_of(text, "id"), f"id {front.id!r} is not words-with-hyphens"
        )
    if path.name != f"{front.id}.{front.lang}.md":
        wanted = f"{front.id}.{front.lang}.md"
        raise DocumentInvalid(path, _line_of(text, "id"), f"id and lang want the name {wanted}")
    return front


def _line_of(front: str, key: str) -> int:
    for number, line in enumerate(front.splitlines(), start=2):
        if line.startswith(f"{key}:"):
            return number
    return 1


def _sections(path: Path, body: str, first_line: int) -> Iterator[_Section]:
    lines = body.split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith("## ")]
    ends = [*starts, len(lines)][1:]
    for start, end in zip(starts, ends, strict=True):
        match = _HEADING.fullmatch(lines[start].rstrip())
        if match is None:
            raise DocumentInvalid(
                path,
                first_line + start,
                'a clause heading must read ## Title {#id kind=... evidence="..."}',
            )
        found = {name: quoted or bare for name, quoted, bare in _ATTRIBUTE.findall(match["rest"])}
        text = "\n".join(lines[start + 1 : end]).strip()
        yield _Section(first_line + start, match["title"], match["anchor"], found, text)


def _clause(path: Path, front: FrontMatter, section: _Section, laws: Laws) -> Clause:
    asked = _ASKED.search(section.body)
    text = (section.body[: asked.start()] if asked else section.body).strip()
    if not text:
        raise DocumentInvalid(path, section.line, f"clause {section.anchor!r} has no text")
    wordings = tuple(line[2:].strip() for line in asked[1].splitlines()) if asked else ()
    text = " ".join(text.split()) if front.lang is Lang.EN else "".join(text.split("\n"))
    return Clause(
        clause_id=f"{front.id}.{section.anchor}",
        document_id=front.id,
        lang=front.lang,
        heading=section.title,
        text=text,
        asked_as=wordings,
        **_attributes(path, front, section, text, laws),
    )


def _attributes(
    path: Path, front: FrontMatter, section: _Section, text: str, laws: Laws
) -> dict[str, Any]:
    try:
        return clause_attributes(
            section.attributes,
            text,
            {
                "effective_from": front.effective_from,
                "effective_to": front.effective_to,
                "confidence": front.confidence,
            },
            laws,
            front.lang,
        )
    except ValueError as fault:
        raise DocumentInvalid(path, section.line, f"clause {section.anchor!r}: {fault}") from fault


def _document(front: FrontMatter, clauses: tuple[Clause, ...]) -> PolicyDocument:
    return PolicyDocument(
        document_id=front.id,
        title=front.title,
        lang=front.lang,
        issuer=front.issuer,
        document_number=front.document_number,
        level=front.level,
        district=front.district,
        published=front.published,
        effective_from=front.effective_from,
        effective_to=front.effective_to,
        supersedes=tuple(front.supersedes or ()),
        source_url=front.source_url,
        source_kind=front.source_kind,
        checked_on=front.checked_on,
        review_by=front.review_by,
        confidence=front.confidence,
        evidence=tuple(front.evidence),
        clauses=clauses,
    )

"""Further ways in which people put the question that a clause answers, kept beside the documents.

They stand apart from the clauses (`asked/<id>.<lang>.yaml`), so that staff can add a way of asking
without touching a text that somebody has checked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.policies.document import PolicyDocument
from knowledge.yaml_text import read_yaml

WORDINGS_FOLDER = "asked"

_FORM = TypeAdapter(dict[str, list[str]])


class WordingsInvalid(Exception):
    """A file of wordings that cannot be taken as a whole, with the line and the reason."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{WORDINGS_FOLDER}/{path.name}:{line}: {reason}")
        self.file, self.line, self.reason = f"{WORDINGS_FOLDER}/{path.name}", line, reason


def with_wordings(
    folder: Path, documents: Iterable[PolicyDocument]
) -> tuple[list[PolicyDocument], list[WordingsInvalid]]:
    """
    The documents, their clauses with what the files beside them add, and the files' faults.

    A fault costs its own file's wordings, never a document.
    """
    by_file = {f"{d.document_id}.{d.lang}.yaml": d for d in documents}
    faults = []
    for path in sorted((folder / WORDINGS_FOLDER).glob("*.yaml")):
        document = by_file.get(path.name)
        if document is None:
            # A document that was itself skipped has been reported already.
            if not (folder / path.with_suffix(".md").name).exists():
                faults.append(WordingsInvalid(path, 1, "there is no such document"))
            continue
        try:
            by_file[path.name] = _added(document, path)
        except WordingsInvalid as fault:
            faults.append(fault)
    return list(by_file.values()), faults


def _added(document: PolicyDocument, path: Path) -> PolicyDocument:
    content, wordings = _read(path)
    known = {clause.clause_id.partition(".")[2] for clause in document.clauses}
    for anchor in wordings:
        if anchor not in known:
            line = _line_of(content, anchor)
            raise WordingsInvalid(path, line, f"the document has no clause {anchor!r}")
    clauses = tuple(
        replace(clause, asked_as=tuple(dict.fromkeys([*clause.asked_as, *further])))
        if (further := wordings.get(clause.clause_id.partition(".")[2]))
        else clause
        for clause in document.clauses
    )
    return replace(document, clauses=clauses)


def _read(path: Path) -> tuple[str, dict[str, list[str]]]:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise WordingsInvalid(path, 1, f"not UTF-8 text (byte {fault.start})") from fault
    try:
        data = read_yaml(content)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        raise WordingsInvalid(path, mark.line + 1 if mark else 1, "not YAML") from fault
    try:
        return content, _FORM.validate_python(data)
    except ValidationError as fault:
        where = fault.errors()[0]["loc"]
        line = _line_of(content, str(where[0])) if where else 1
        reason = "each clause id is to be followed by a list of wordings"
        raise WordingsInvalid(path, line, reason) from fault


def _line_of(content: str, anchor: str) -> int:
    lines = enumerate(content.splitlines(), start=1)
    return next((number for number, line in lines if line.startswith(f"{anchor}:")), 1)

"""The register of laws that clauses rest on: each law stands once, whatever quotes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from knowledge.dates import PartialDate
from knowledge.language import Lang
from knowledge.policies.document import Level, Provision, SourceKind
from knowledge.yaml_text import read_yaml

LAWS_FILE = "laws.yaml"


def partial_date(value: object) -> PartialDate | None:
    """
    The date as precise as it was written, or None where none was.

    :raises ValueError: if it is no date.
    """
    # YAML reads an unquoted 2021-06-17 as a date and 2021 as a number; both say what was meant.
    return None if value is None else PartialDate.parse(str(value))


When = Annotated[PartialDate | None, BeforeValidator(partial_date)]


class LawsInvalid(Exception):
    """A register that cannot be taken, with the line and the reason for who can mend it."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path.name}:{line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


class Law(BaseModel):
    """A law, regulation, interpretation or notice, as the register holds it."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    title_zh: str
    title_en: str
    issuer_zh: str
    issuer_en: str
    document_number: str | None
    level: Level
    effective_from: When
    effective_to: When = None
    text_version: str | None = None
    source_url: str | None
    source_kind: SourceKind
    parts: Literal["article", "item"] = "article"
    """What its numbered parts are called; a notice has items."""


Laws = Mapping[str, Law]

_LAWS = TypeAdapter(dict[str, Law])
_REFERENCE = re.compile(r"(?P<law>[a-z0-9]+(?:-[a-z0-9]+)*)(?: +(?P<parts>[^;]+))?")
_NUMBER = re.compile(r"\d+(?:-\d+)?")


def read_laws(folder: Path) -> Laws:
    """
    The register that lies beside the documents; empty where there is none.

    :raises LawsInvalid: if it breaks its form.
    """
    path = folder / LAWS_FILE
    if not path.is_file():
        return {}
    content = path.read_text(encoding="utf-8-sig")
    try:
        return _LAWS.validate_python(read_yaml(content))
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        raise LawsInvalid(path, mark.line + 1 if mark else 1, "not YAML") from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        where = [str(part) for part in first["loc"]]
        raise LawsInvalid(
            path, _line_of(content, where), f"{'.'.join(where)}: {first['msg']}"
        ) from fault


def parse_provisions(references: str, laws: Laws, lang: Lang) -> tuple[Provision, ...]:
    """
    The provisions that a clause's `law="labour-contract-law 47; labour-law 50"` names.

    :raises ValueError: if a reference has no law of the register.
    """
    provisions = []
    for reference in references.split(";") if references else ():
        match = _REFERENCE.fullmatch(reference.strip())
        law = laws.get(match["law"]) if match else None
        if match is None or law is None:
            raise ValueError(f"law {reference.strip()!r} is not in {LAWS_FILE}")
        provisions.append(_provision(match["law"], law, (match["parts"] or "").strip(), lang))
    return tuple(provisions)


def _provision(law_id: str, law: Law, parts: str, lang: Lang) -> Provision:
    is_zh = lang is Lang.ZH
    return Provision(
        law_id=law_id,
        title=law.title_zh if is_zh else law.title_en,
        issuer=law.issuer_zh if is_zh else law.issuer_en,
        articles=_articles_zh(parts, law) if is_zh else _articles_en(parts, law),
        document_number=law.document_number,
        level=law.level,
        effective_from=law.effective_from,
        effective_to=law.effective_to,
        source_url=law.source_url,
        source_kind=law.source_kind,
    )


def _articles_zh(parts: str, law: Law) -> str:
    unit = "条" if law.parts == "article" else "项"
    named = [_named_zh(part.strip(), unit) for part in parts.split(",") if part.strip()]
    return "、".join(named)


def _named_zh(part: str, unit: str) -> str:
    match = re.fullmatch(r"(\d+)(?:-(\d+))?", part)
    if match is None:
        return "附件" + part.removeprefix("app") if part.startswith("app") else ""
    first, last = match.groups()
    if last is None:
        return f"第{first}{unit}"
    # 276-1 is an article put in behind 276; 21-26 are six articles.
    if int(last) < int(first):
        return f"第{first}{unit}之{last}"
    return f"第{first}至{last}{unit}"


def _articles_en(parts: str, law: Law) -> str:
    numbers = [part.strip() for part in parts.split(",") if _NUMBER.fullmatch(part.strip())]
    if not numbers:
        return ""
    unit = {"article": "art.", "item": "item"}[law.parts]
    plural = {"article": "arts.", "item": "items"}[law.parts]
    return f"{unit if len(numbers) == 1 else plural} {', '.join(numbers)}"


def _line_of(content: str, where: list[str]) -> int:
    """The line of the law's entry, and of its key where that stands there."""
    lines = content.splitlines()
    start = next((n for n, line in enumerate(lines) if line.startswith(f"{where[0]}:")), 0)
    for number, line in enumerate(lines[start + 1 :], start=start + 1):
        if not line.startswith(" "):
            break
        if len(where) > 1 and line.strip().startswith(f"{where[1]}:"):
            return number + 1
    return start + 1

"""Replies that staff use often, in both languages: those of replies.toml, and what staff made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlmodel import Session, select

from knowledge.answering.wording import Wording
from knowledge.handoffs.tables import ReplyTemplateRow
from knowledge.language import Lang
from knowledge.records.audit import append

_GIVEN = Path(__file__).with_name("replies.toml")
_KEY = re.compile(r"[a-z0-9_]{2,40}")


class TemplateRefused(Exception):
    """The name is none, or a language is missing."""


@dataclass(frozen=True, slots=True)
class ReplyTemplate:
    """One reply in both languages."""

    key: str
    texts: Mapping[Lang, str]
    is_given: bool
    """It came with the program and has not been edited."""


def templates(session: Session) -> list[ReplyTemplate]:
    """Those in use: the given ones in their order, each as edited, then those that staff added."""
    rows = {row.key: row for row in session.exec(select(ReplyTemplateRow))}
    given = [ReplyTemplate(key, texts, is_given=True) for key, texts in _given().texts.items()]
    found = [_edited(rows.pop(one.key)) if one.key in rows else one for one in given]
    found += [_edited(row) for row in sorted(rows.values(), key=lambda row: row.key)]
    return [one for one in found if one.texts]


def keep_template(
    session: Session, key: str, texts: Mapping[Lang, str], *, by: str, moment: datetime
) -> None:
    """
    Adds or edits a template; the caller commits.

    :raises TemplateRefused: if the name is none, or a language is missing.
    """
    if not _KEY.fullmatch(key) or not all(texts.get(lang, "").strip() for lang in Lang):
        raise TemplateRefused(key)
    row = _row(session, key, by, moment)
    row.text_zh, row.text_en = texts[Lang.ZH].strip(), texts[Lang.EN].strip()
    row.is_retired = False
    append(session, by, "reply_template.changed", f"reply_template:{key}")


def retire_template(session: Session, key: str, *, by: str, moment: datetime) -> None:
    """Takes a template out of use; the caller commits. One that is not known is let be."""
    if key not in {one.key for one in templates(session)}:
        return
    _row(session, key, by, moment).is_retired = True
    append(session, by, "reply_template.retired", f"reply_template:{key}")


def _row(session: Session, key: str, by: str, moment: datetime) -> ReplyTemplateRow:
    query = select(ReplyTemplateRow).where(ReplyTemplateRow.key == key)
    row = session.exec(query).first()
    if row is None:
        row = ReplyTemplateRow(key=key, text_zh="", text_en="", changed_by=by)
        session.add(row)
    row.changed_by, row.changed_at = by, moment
    return row


def _edited(row: ReplyTemplateRow) -> ReplyTemplate:
    texts = {} if row.is_retired else {Lang.ZH: row.text_zh, Lang.EN: row.text_en}
    return ReplyTemplate(row.key, texts, is_given=False)


@cache
def _given() -> Wording:
    return Wording.load(_GIVEN)

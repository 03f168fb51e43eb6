"""The search test: what a question would find, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, BeforeValidator, Field
from starlette.responses import Response

from bot.console.access import needs
from bot.console.titles import titles
from bot.console.visit import Visit
from index.manifest import SnapshotError
from index.retriever import Hit
from knowledge.answering.draft import Draft
from knowledge.language import Lang, detect
from knowledge.policies.document import Clause

router = APIRouter(prefix="/knowledge/search")


def _lang_or_none(typed: object) -> object:
    return None if typed == "" else typed


class Question(BaseModel):
    """What the form sends; without a language the question's own is taken."""

    q: str = Field("", max_length=500)
    lang: Annotated[Lang | None, BeforeValidator(_lang_or_none)] = None


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with its clause, and whether the answer rests on it."""

    hit: Hit
    clause: Clause | None
    carries: bool


@router.get("")
def search_page(
    visit: Annotated[Visit, needs("knowledge.read")], question: Annotated[Question, Query()]
) -> Response:
    """The question through the same steps as a seeker's, nothing of it recorded."""
    text = question.q.replace("\x00", "").strip()
    if not text:
        return visit.page("knowledge_search.html", q="", lang=question.lang, draft=None, found=[])
    workshop, title = visit.console.parts.workshop, titles(visit)
    lang = question.lang or detect(text, visit.lang)
    try:
        draft = workshop.ask(text, lang, workshop.today())
    except SnapshotError:
        return visit.page(
            "knowledge_search.html",
            status=409,
            q=text,
            lang=question.lang,
            draft=None,
            found=[],
            title=title,
            problem="knowledge_nothing_published",
        )
    return visit.page(
        "knowledge_search.html",
        q=text,
        lang=question.lang,
        draft=draft,
        found=_found(draft),
        title=title,
    )


def _found(draft: Draft) -> list[Found]:
    carrying = {clause.clause_id for clause in draft.clauses}
    return [
        Found(hit, draft.release.clause(hit.key, Lang(hit.lang)), hit.key in carrying)
        for hit in draft.hits
    ]

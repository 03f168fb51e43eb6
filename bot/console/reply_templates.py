"""The replies that staff use often, edited in both languages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel, Field
from starlette.responses import Response

from bot.console.access import needs
from bot.console.filters import Line, Words
from bot.console.visit import Visit
from knowledge.handoffs.templates import (
    TemplateRefused,
    keep_template,
    retire_template,
    templates,
)
from knowledge.language import Lang

router = APIRouter(prefix="/handoffs/replies")

Reader = Annotated[Visit, needs("handoffs.read")]
Editor = Annotated[Visit, needs("handoffs.replies")]


class TemplateForm(BaseModel):
    """A template as the form sends it."""

    key: Line
    text_zh: Words = ""
    text_en: Words = ""


class RetireForm(BaseModel):
    """Which one goes."""

    key: Line = Field(min_length=1)


@router.get("")
def replies_page(visit: Reader) -> Response:
    """Every template with a form to edit it."""
    return _page(visit)


@router.post("")
def on_keep(visit: Editor, form: Annotated[TemplateForm, Form()]) -> Response:
    """Adds or edits a template."""
    texts = {Lang.ZH: form.text_zh, Lang.EN: form.text_en}
    try:
        with visit.sessions() as session:
            moment = visit.console.clock()
            keep_template(session, form.key, texts, by=visit.who, moment=moment)
            session.commit()
    except TemplateRefused:
        return _page(visit, status=422, problem="replies_problem", form=form)
    return visit.go_on("/handoffs/replies", "replies_kept")


@router.post("/retire")
def on_retire(visit: Editor, form: Annotated[RetireForm, Form()]) -> Response:
    """Takes a template out of use."""
    with visit.sessions() as session:
        retire_template(session, form.key, by=visit.who, moment=visit.console.clock())
        session.commit()
    return visit.go_on("/handoffs/replies", "replies_retired")


def _page(
    visit: Visit, *, status: int = 200, problem: str = "", form: TemplateForm | None = None
) -> Response:
    with visit.sessions() as session:
        found = templates(session)
    form = form or TemplateForm(key="")
    return visit.page("replies.html", status=status, templates=found, problem=problem, form=form)

"""The list of steps: run in order, timed, ended where the answer is settled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import pytest

from knowledge.answering.answer import Answer, Status
from knowledge.answering.draft import Draft, Route
from knowledge.answering.steps import run_steps
from knowledge.language import Lang
from knowledge.policies.release import Release
from tests.builders import TODAY


@dataclass
class First:
    route: Route = Route.QUESTION

    def __call__(self, draft: Draft) -> None:
        draft.route = self.route


@dataclass
class Second:
    settles: bool = False

    def __call__(self, draft: Draft) -> None:
        draft.answer = Answer(Status.ANSWERED, "好") if self.settles else None


@dataclass
class Third:
    seen: list[str] = field(default_factory=list)

    def __call__(self, draft: Draft) -> None:
        self.seen.append(draft.text)


@pytest.fixture
def draft() -> Draft:
    return Draft("补贴？", Lang.ZH, TODAY, cast(Release, None))


def test_every_step_is_run_in_order_and_timed(draft: Draft) -> None:
    last = Third()
    assert run_steps(draft, (First(), Second(), last)) is draft
    assert last.seen == ["补贴？"]
    assert list(draft.milliseconds) == ["First", "Second", "Third"]
    assert all(took >= 0 for took in draft.milliseconds.values())


def test_a_settled_answer_ends_the_list(draft: Draft) -> None:
    last = Third()
    run_steps(draft, (First(), Second(settles=True), last))
    assert last.seen == []


def test_what_is_no_question_ends_the_list(draft: Draft) -> None:
    last = Third()
    run_steps(draft, (First(Route.HANDOFF), last))
    assert (draft.route, last.seen, draft.answer) == (Route.HANDOFF, [], None)

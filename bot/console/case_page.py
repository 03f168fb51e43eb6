"""The page of one case: packet, conversation, the reply that is being written."""

from __future__ import annotations

from starlette.responses import Response

from bot.console.visit import Visit
from bot.conversation.people_acted_for import PeopleActedFor
from bot.conversation.profile_text import ProfileText, with_birth
from index.manifest import SnapshotError
from knowledge.answering.draft import Route
from knowledge.handoffs.case import Case
from knowledge.handoffs.desk import notes_of
from knowledge.handoffs.offices import offices, places
from knowledge.handoffs.packet import Packet, packet_of
from knowledge.handoffs.states import TRANSITIONS, State, Step
from knowledge.handoffs.templates import templates
from knowledge.people.whom import SELF
from knowledge.records.audit import append

DRAFT = "draft"
_LINES_SHOWN = 8
"""Of the conversation; earlier ones stand folded."""


def case_page(
    visit: Visit,
    case: Case,
    *,
    use: str = "",
    status: int = 200,
    problem: str | None = None,
    written: str = "",
) -> Response:
    """The case as this person may see it; that it was looked at is logged."""
    packet = packet_of(visit.sessions, case)
    with visit.sessions() as session:
        given, notes = templates(session), notes_of(session, case)
        append(session, visit.who, "handoff.read", f"handoff:{case.case_id}")
        session.commit()
    is_mine = case.claimed_by == visit.who
    drafted = _drafted(visit, packet, case, use) if is_mine else ""
    texts = {one.key: one.texts[case.lang] for one in given} | {DRAFT: drafted or ""}
    return visit.page(
        "handoff.html",
        status=status,
        case=case,
        packet=packet,
        people=_people(visit, packet),
        notes=notes,
        templates=given,
        drafted=drafted,
        text=written or texts.get(use, ""),
        problem=problem,
        offices=offices(),
        steps={step for state, step in TRANSITIONS if state is case.state},
        is_mine=is_mine,
        Step=Step,
        shown_lines=_LINES_SHOWN,
    )


def last_words(case: Case, name: str) -> str:
    """The key of the word to somebody whose step came too late."""
    if case.state is State.WITH_PERSON and case.claimed_by != name:
        return "handoffs_problem_taken"
    if case.state in (State.RETURNED, State.CLOSED):
        return "handoffs_problem_ended"
    return "handoffs_problem_changed"


def _people(visit: Visit, packet: Packet) -> list[tuple[str, list[str]]]:
    """Facts in words, by the person that they are about."""
    words, acted_for = ProfileText(places()), PeopleActedFor(visit.sessions)
    return [
        (
            # The words for the seeker themself speak to them; here staff read.
            visit.console.pages.text("handoffs_self", visit.lang)
            if label == SELF
            else acted_for.name(label, visit.lang),
            [words.fact(fact.name, fact.value, visit.lang) for fact in with_birth(facts)],
        )
        for label, facts in packet.people.items()
    ]


def _drafted(visit: Visit, packet: Packet, case: Case, use: str) -> str | None:
    """
    What the answer steps say to the last question; empty where they have no answer.

    None where a chat model would have to write it and nobody has asked for it yet.
    """
    workshop = visit.console.parts.workshop
    if visit.console.parts.settings.chat_model is not None and use != DRAFT:
        return None
    if not packet.question:
        return ""
    try:
        draft = workshop.ask(packet.question, case.lang, workshop.today())
    except SnapshotError:
        return ""
    if draft.route is not Route.QUESTION or draft.answer is None or draft.answer.is_declined:
        return ""
    return draft.answer.text

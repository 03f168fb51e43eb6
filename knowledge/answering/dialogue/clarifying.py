"""Step: one question back, with choices, where a message can mean several things."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge.answering.answer import Answer, Status
from knowledge.answering.dialogue.candidates import (
    about_group,
    about_topic,
    of_clauses,
    sides_of_topic,
)
from knowledge.answering.dialogue.choice import Choice
from knowledge.answering.dialogue.topics import (
    Subject,
    Topic,
    asks_what_it_is,
    bare_subject,
    general_topic,
)
from knowledge.answering.draft import Draft
from knowledge.answering.reading.aspects import aspects
from knowledge.answering.reading.bare import asks, is_bare
from knowledge.answering.wording import Wording
from knowledge.glossary import Glossary

CLARIFYING_TEXTS = Path(__file__).with_name("clarifying_wording.toml")
MOST_CHOICES = 6
_MOST_BESIDE_OTHERS = 4
"""Under a group there is also the way to the eligibility check and to posts."""


@dataclass(frozen=True, slots=True)
class ClarifyAmbiguous:
    """Settles a message that names only what several programmes share; leaves any other alone."""

    glossary: Glossary
    wording: Wording

    def __call__(self, draft: Draft) -> None:
        """
        Fills `choices` and `answer` where there are several to choose from.

        Where nobody may be asked back, `chosen` is the likeliest.
        """
        if draft.continues or (draft.is_follow_up and not self._goes_on_from_bare(draft)):
            return
        subject = bare_subject(draft.asked, self.glossary)
        if subject is None:
            return
        key, choices = self._choices(draft, subject)
        if len(choices) < 2:
            return
        if not draft.may_clarify:
            draft.chosen = choices[0].key
            return
        draft.choices = choices
        draft.notes["clarified"] = key
        draft.answer = Answer(Status.CLARIFY, self._text(draft, key, subject.said))

    def _goes_on_from_bare(self, draft: Draft) -> bool:
        """Whether "and veterans?" follows a question that named but another group."""
        earlier = draft.leans_on
        subject = bare_subject(draft.asked, self.glossary)
        if earlier is None or subject is None or subject.group is None:
            return False
        before = bare_subject(earlier.question, self.glossary)
        return before is not None and before.group is not None

    def _choices(self, draft: Draft, subject: Subject) -> tuple[str, tuple[Choice, ...]]:
        if subject.group is not None:
            special = subject.topic is not None and not subject.topic.is_general
            if special or asks_what_it_is(draft.asked):
                return "", ()
            found = about_group(subject.group, subject.topic, draft.release, draft.today)
            return "which_group", found[:_MOST_BESIDE_OTHERS]
        if subject.topic is not None:
            return self._of_topic(draft, subject.topic)
        # "Really?" names no subject either, and asks for no side of one.
        if not aspects(draft.asked) or not is_bare(draft.asked):
            return "", ()
        shown = draft.earlier[-1].clause_ids if draft.earlier else ()
        found = of_clauses(shown, draft.release) or about_topic(
            general_topic(), draft.release, draft.today, self.glossary
        )
        return "which_any", found[:MOST_CHOICES]

    def _of_topic(self, draft: Draft, topic: Topic) -> tuple[str, tuple[Choice, ...]]:
        asks_for_side = asks(draft.asked.rstrip(" ?？"))
        if topic.only_bare and asks_for_side:
            return "", ()
        found = about_topic(topic, draft.release, draft.today, self.glossary)
        if len(found) > 1:
            most = MOST_CHOICES - 1 if topic.is_general else MOST_CHOICES
            return "which_topic", found[:most]
        if topic.has_sides and not asks_for_side:
            return "which_side", sides_of_topic(topic, draft.release)[:MOST_CHOICES]
        return "", ()

    def _text(self, draft: Draft, key: str, said: str) -> str:
        lines = [self.wording.text(key, draft.lang, said=said.strip())]
        labels = (choice.label(draft.lang) for choice in draft.choices)
        lines += [f"{number}. {label}" for number, label in enumerate(labels, start=1)]
        return "\n".join(lines)

"""A message as every part of the conversation reads it: parsed once a turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, TextRole
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.language.asked_language import language_asked
from knowledge.language.commands import Command, command_in
from knowledge.language.intent import FocusKind, Intent, IntentClassifier, Intents
from knowledge.language.reference import Reference, reference_in
from knowledge.language.refinements import Refinement, refinements_in
from knowledge.language.sentences import SentenceSpan, own_words, sentences_of
from knowledge.people.personal_data import without_masks
from knowledge.people.profile import Fact
from knowledge.people.spoken_trades import spoken_trades
from knowledge.people.understanding import Understood, read_facts
from knowledge.people.whom import SELF, whom
from knowledge.safety.alarm import Alarm, AlarmKind
from knowledge.safety.detecting import AlarmDetector
from knowledge.terms import Mention, TermKind

ANSWERED = (
    Intent.QUESTION, Intent.COMPLAINT, Intent.SCAM, Intent.FOLLOW_UP, Intent.OUTSIDE,
)  # fmt: skip
"""Intents that a clause settles, or an honest decline."""
_OF_THE_CHAT = (
    Intent.REFINE, Intent.POST_REF, Intent.CORRECTION, Intent.HANDOFF, Intent.HANDOFF_CANCEL,
    Intent.MY_DATA, Intent.FORGET, Intent.LANGUAGE, Intent.HELP, Intent.SMALL_TALK,
)  # fmt: skip
_SURELY_OF_THE_CHAT, _SURE_ALARM = 0.6, 0.8
"""A message that surely goes on with the chat must surely be an alarm to be one."""
_MOST_SENTENCES = 6
_TRADES = (TermKind.JOB_TITLE, TermKind.PWP_POST_TYPE)


@dataclass(frozen=True, slots=True)
class Said:
    """In what turn a message was said: the language of the chat, the day, and whose chat it is."""

    lang: Lang
    today: date
    acting_for: str = SELF
    """The label of the person spoken of before; see knowledge/people/whom.py."""
    focus: FocusKind = FocusKind.NONE


@dataclass(frozen=True)
class ParsedMessage:
    """One message with what it says and what it is for."""

    text: str
    masked: str
    """Without personal numbers; everything below was read from it."""
    said: Said
    mentions: tuple[Mention, ...]
    sentences: tuple[SentenceSpan, ...]
    intents: Intents
    command: Command | None
    reference: Reference | None
    refinements: tuple[Refinement, ...]
    parser: MessageParser

    @property
    def is_question(self) -> bool:
        """Whether an answer is wanted, whatever form the words have."""
        return self.intents.share(*ANSWERED, Intent.ELIGIBILITY) >= 0.5

    @cached_property
    def language_asked(self) -> Lang | None:
        """The language named as the one wanted."""
        return language_asked(self.masked)

    @cached_property
    def own_words(self) -> str:
        """The masked message without what is quoted or forwarded."""
        return own_words(self.masked)

    @cached_property
    def beneficiary(self) -> str | None:
        """The label of the person that the message turns to; None where it says nothing of it."""
        return whom(self.masked, self.said.acting_for)

    @cached_property
    def understood(self) -> Understood:
        """The facts that the person's own words state, and whether they look for work."""
        return read_facts(
            self.own_words,
            self.said.lang,
            today=self.said.today,
            glossary=self.parser.glossary,
            acting_for=self.said.acting_for,
        )

    @cached_property
    def alarm(self) -> Alarm | None:
        """What goes before everything else that the message may want, if anything does."""
        sentences = [one.text for one in self.sentences]
        text = without_masks(self.masked)
        alarm = self.parser.detector.detect(text, self.said.today, sentences)
        if alarm is None or alarm.probability >= _SURE_ALARM or alarm.kind is AlarmKind.MINOR:
            return alarm
        is_of_chat = self.intents.share(*_OF_THE_CHAT) >= _SURELY_OF_THE_CHAT
        return None if is_of_chat else alarm

    @property
    def facts(self) -> Sequence[Fact]:
        """At most one for each field of a profile."""
        return self.understood.facts

    @property
    def names_trade(self) -> bool:
        """Whether a trade is named."""
        return any(mention.of_kind(*_TRADES) is not None for mention in self.mentions)

    @cached_property
    def parts(self) -> tuple[ParsedMessage, ...]:
        """The own sentences, each parsed by itself; empty for a message of one sentence."""
        own = [one for one in self.sentences if not one.is_foreign]
        if not 1 < len(own) <= _MOST_SENTENCES:
            return ()
        return tuple(self.parser.parse(one.text, one.text, self.said) for one in own)


class MessageParser:
    """Parses messages; safe to use from several threads."""

    def __init__(
        self, glossary: Glossary, encoder: Encoder, classifier: IntentClassifier,
        detector: AlarmDetector,
    ) -> None:  # fmt: skip
        """
        Reads with these.

        :param encoder: the one that the classifier's weights were fitted on.
        """
        self.glossary, self._encoder, self._classifier = glossary, encoder, classifier
        self.detector = detector

    def parse(self, text: str, masked: str, said: Said) -> ParsedMessage:
        """The message parsed; never fails on any text."""
        mentions = terms_in(masked, self.glossary)
        # Numbers and names that somebody gives away say nothing of what is wanted.
        meant = without_masks(masked)
        return ParsedMessage(
            text=text,
            masked=masked,
            said=said,
            mentions=mentions,
            sentences=sentences_of(masked),
            intents=self._classifier.intents(self._vector(meant), meant, mentions, said.focus),
            command=command_in(masked),
            reference=reference_in(masked),
            refinements=refinements_in(masked),
            parser=self,
        )

    def _vector(self, text: str) -> NDArray[np.float32]:
        vectors = self._encoder.encode([text], TextRole.QUERY)
        return np.asarray(vectors[0], dtype=np.float32)


def terms_in(text: str, glossary: Glossary) -> tuple[Mention, ...]:
    """The glossary's terms and the trades as people call them, in reading order."""
    known = glossary.find(text)
    spoken = spoken_trades(text, known, glossary)
    kept = [
        term
        for term in known
        if not any(word.start <= term.start and term.end <= word.end for word in spoken)
    ]
    return tuple(sorted([*kept, *spoken], key=lambda mention: mention.start))

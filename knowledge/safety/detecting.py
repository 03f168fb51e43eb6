"""Whether a message is an alarm: the fitted classifier, and the rules that are exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from index.encoder import Encoder, TextRole
from knowledge.safety.ages import AgesFound
from knowledge.safety.alarm import Alarm, AlarmKind
from knowledge.safety.classifier import ORDINARY, AlarmClassifier, Floats, Message
from knowledge.safety.features import names_fair_pay, read_ages, says

_FEWEST_CHARACTERS, _MOST_SENTENCES = 4, 8
_MOST_CHARACTERS = 2_000
_CERTAIN, _SURE_OF_CHILD = 0.8, 0.5
_ALARM = 0.25
"""From which probability of an alarm a message is one; tools/safety/measure.py shows what is found
and how many ordinary messages, under 1 %, are taken for one."""
_DOUBT = 0.12
"""From here on a word of caution stands beside the usual reply."""
# With an age in the message little is enough, since no child may be missed.
_MINOR, _MINOR_AT_WORK, _MINOR_IN_LAW = 0.05, 0.003, 0.1
_PUPIL, _PUPIL_AT_WORK = 0.15, 0.05
_NO_WORKER = 0.3
"""A child too young to be meant, or children in general."""
_YOUNGEST_AT_WORK = 10
_OF_DANGER = (
    "unconscious", "injury", "illness", "disaster", "rescue", "hit", "sexual", "weapon", "kill",
    "die", "confined",
)  # fmt: skip
_BELOW_FAIR = ("low_pay", "unpaid", "negated")
_SENTENCE = 0.95
"""A sentence by itself lacks what the others say: it must be all but certain, and to life."""


@dataclass(frozen=True, slots=True)
class AlarmDetector:
    """Text in, an alarm or None out; safe to use from several threads."""

    first: Encoder
    """The bundled encoder, which every message has been through."""
    both: Encoder
    """The bundled encoder and the second one side by side (index/joint_encoder.py)."""
    classifier: AlarmClassifier

    @classmethod
    def load(cls, first: Encoder, both: Encoder) -> AlarmDetector:
        """The detector with the weights that come with the package."""
        return cls(first, both, AlarmClassifier.load())

    def detect(self, text: str, today: date, sentences: Sequence[str] = ()) -> Alarm | None:
        """
        The gravest alarm of the message or of one of its sentences; None for an ordinary message.

        An alarm that `is_doubtful` is none to act on: a word of caution beside the usual reply.
        """
        text = text[:_MOST_CHARACTERS]
        whole = self.likeliest(text, today)
        sure = self._sure_sentences(text, sentences, today)
        if whole is not None and _is_sure(whole):
            return max([whole, *sure], key=lambda alarm: (alarm.is_to_life, alarm.probability))
        if sure:
            return max(sure, key=lambda alarm: alarm.probability)
        if whole is not None and whole.probability >= _DOUBT:
            return replace(whole, is_doubtful=True)
        return None

    def _sure_sentences(self, text: str, sentences: Sequence[str], today: date) -> list[Alarm]:
        """The alarms to life of single sentences that name a danger, all but certain ones."""
        long = [one for one in sentences if len(one) >= _FEWEST_CHARACTERS][:_MOST_SENTENCES]
        if len(long) < 2:
            return []
        named = (one for one in long if any(says(one, name) for name in _OF_DANGER))
        found = (self.likeliest(one[:_MOST_CHARACTERS], today) for one in named)
        sure = [one for one in found if one and one.is_to_life and one.probability >= _SENTENCE]
        if says(text, "law_question"):
            # Who asks what an accident is worth tells first what happened.
            sure = [one for one in sure if one.kind is not AlarmKind.EMERGENCY]
        return sure

    def likeliest(self, text: str, today: date) -> Alarm | None:
        """The alarm that a text is likeliest to be; None where the gate sees none."""
        vector = self.first.encode([text], TextRole.QUERY)[0]
        message = Message.of(text, vector, lambda: self._second(text), today)
        ages = read_ages(text, today)
        if not ages.may_be_minor and not self.classifier.may_be_alarm(message):
            return None
        likely = self.classifier.probabilities(message)
        probability = 1.0 - likely.pop(ORDINARY)
        # No likeness makes a child of somebody: an age or a stage of school must be named. And who
        # wishes for work of their own beside a child is likelier to mean that.
        is_parent = message.says("child_beside_own_wish")
        if not ages.may_be_minor or (is_parent and likely[AlarmKind.MINOR] < _SURE_OF_CHILD):
            probability -= likely.pop(AlarmKind.MINOR)
        if names_fair_pay(text) and not any(message.says(one) for one in _BELOW_FAIR):
            # An employer who names a lawful wage and takes nothing from it asks for nothing wrong.
            probability -= likely.pop(AlarmKind.ILLEGAL_PAY)
        kind = AlarmKind(max(likely, key=lambda name: likely[name]))
        if likely.get(AlarmKind.MINOR, 0.0) >= _least_of_minor(ages, message):
            # With an age in the message no other kind is surer than that one, short of certainty.
            if kind is AlarmKind.MINOR or likely[kind] < _CERTAIN:
                return Alarm(AlarmKind.MINOR, probability)
        elif kind is AlarmKind.MINOR:
            return None
        return Alarm(kind, probability, likely[kind] / max(probability, 1e-9))

    def _second(self, text: str) -> Floats:
        both = self.both.encode([text], TextRole.QUERY)[0]
        # Each half of the joint vector is of length 1/sqrt(2).
        second: Floats = both[self.first.dimension :] * np.float32(np.sqrt(2))
        return second


def _least_of_minor(ages: AgesFound, message: Message) -> float:
    """From which probability somebody under 16 is to work, by what else the message says."""
    is_at_work, asks_law = message.says("wish"), message.says("law_question")
    if ages.is_below_working_age:
        if ages.youngest is not None and ages.youngest < _YOUNGEST_AT_WORK:
            return _NO_WORKER
        if is_at_work:
            return _MINOR if asks_law else _MINOR_AT_WORK
        return _MINOR_IN_LAW if asks_law else _MINOR
    if ages.is_at_school:
        return _PUPIL_AT_WORK if is_at_work else _PUPIL
    return _NO_WORKER


def _is_sure(alarm: Alarm) -> bool:
    # That of a minor has passed its own test.
    return alarm.kind is AlarmKind.MINOR or alarm.probability >= _ALARM

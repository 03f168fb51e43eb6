"""The person that posts are held against, on one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from knowledge.eligibility.finding import Truth
from knowledge.people.profile import Profile, Sex
from knowledge.places import Places
from knowledge.sentence import Sentence
from knowledge.vocabulary import Education, PersonStatus, PostKind

# Source: 渝人社发〔2016〕239号 and the 2023 package of employer relief: men of 50, women of 40.
_AGE_4050_MAN, _AGE_4050_WOMAN = 50, 40
_GRADUATE_YEARS = 2

SENSITIVE_STATUSES = frozenset(
    {PersonStatus.DISABLED, PersonStatus.RELEASED, PersonStatus.RECOVERED}
)
"""Never asked for one by one: the person may say that one of them applies, and not which."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A profile, the kinds of post asked for (none: any), the day, and the city's map."""

    profile: Profile
    today: date
    places: Places
    kinds: tuple[PostKind, ...] = ()
    english: Mapping[str, str] = field(default_factory=dict)
    """English names of certificates and trades by their official Chinese ones."""

    def certificate_names(self, names: Iterable[str]) -> Sentence:
        """The certificates as a list; in English with the Chinese name that stands on the paper."""
        names = list(names)
        english = (
            f"{self.english[name]} ({name})" if name in self.english else name for name in names
        )
        return Sentence("、".join(names), ", ".join(english))

    def trade_name(self, name: str) -> str:
        """The trade in English with its official Chinese name; only the latter if none is known."""
        return f"{self.english[name]} ({name})" if name in self.english else name

    @property
    def age(self) -> int | None:
        """Years of age, as far as the birth year tells."""
        return self.profile.age_on(self.today)

    @property
    def is_graduate(self) -> bool:
        """Whether the person said to be a college graduate of these years."""
        year = self.profile.graduation_year
        is_recent = year is not None and abs(self.today.year - year) <= _GRADUATE_YEARS
        return (
            is_recent
            or PersonStatus.GRADUATE_2Y in self.profile.statuses
            or "college_graduate" in self.profile.groups
        )

    def holds(self, status: PersonStatus) -> Truth:
        """Whether the person has the status; never guessed from anything but what was said."""
        if status is PersonStatus.AGE_4050 and self.profile.birth_year is not None:
            return self._is_4050()
        if status is PersonStatus.GRADUATE_2Y and self.profile.graduation_year is not None:
            return self._is_graduate_of_two_years()
        if status in self.profile.statuses:
            return Truth.MET
        denied = self.profile.no_status or (
            status in SENSITIVE_STATUSES and self.profile.sensitive_status is False
        )
        return Truth.NOT_MET if denied else Truth.NOT_KNOWN

    def _is_4050(self) -> Truth:
        age = self.age or 0
        if age >= _AGE_4050_MAN:
            return Truth.MET
        if age < _AGE_4050_WOMAN or self.profile.sex is Sex.MAN:
            return Truth.NOT_MET
        return Truth.MET if self.profile.sex is Sex.WOMAN else Truth.NOT_KNOWN

    def _is_graduate_of_two_years(self) -> Truth:
        years = self.today.year - (self.profile.graduation_year or 0)
        education = self.profile.education
        if education is not None and education.rank < Education.JUNIOR_COLLEGE.rank:
            return Truth.NOT_MET
        if years == _GRADUATE_YEARS and PersonStatus.GRADUATE_2Y not in self.profile.statuses:
            # The month of leaving school decides, and nobody has said it.
            return Truth.NOT_KNOWN
        return Truth.MET if 0 <= years <= _GRADUATE_YEARS else Truth.NOT_MET

"""The person that posts are held against, on one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from knowledge.eligibility.finding import Truth
from knowledge.people.profile import Profile, Sex
from knowledge.places import Places
from knowledge.rules.retirement import RetirementKind, retirement_table
from knowledge.rules.retirement.person import has_reached_age
from knowledge.sentence import Sentence
from knowledge.vocabulary import Education, PersonStatus, PostKind

# Source: 渝人社发〔2016〕239号 and the 2023 package of employer relief: men of 50, women of 40.
_AGE_4050_MAN, _AGE_4050_WOMAN = 50, 40
_GRADUATE_YEARS = 2
_MAN_MAY_RETIRE = retirement_table().kinds[RetirementKind.MAN].former_age

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
    def ages(self) -> tuple[int, int] | None:
        """The least and the most years of age today by what was said; None where nothing was."""
        return self.profile.ages_on(self.today)

    @property
    def age(self) -> str:
        """The age as it is shown, 45 or 44-45; empty where it is not known."""
        low, high = self.ages or (0, 0)
        return "" if not high else f"{low}" if low == high else f"{low}-{high}"

    @property
    def has_retired(self) -> bool | None:
        """Whether the statutory retirement age is reached; None where it is open."""
        return has_reached_age(self.profile, self.today)

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
        low, high = self.ages or (0, 0)
        if self.has_retired or high < _AGE_4050_WOMAN:
            return Truth.NOT_MET
        sexes = (Sex.WOMAN, Sex.MAN) if self.profile.sex is None else (self.profile.sex,)
        least = [_AGE_4050_WOMAN if sex is Sex.WOMAN else _AGE_4050_MAN for sex in sexes]
        if low >= max(least):
            # Up to the retirement age; the office knows to which kind of post a woman belongs.
            is_open = self.has_retired is None and self.profile.sex is not Sex.WOMAN
            return Truth.NOT_KNOWN if is_open and high >= _MAN_MAY_RETIRE else Truth.MET
        return Truth.NOT_MET if high < min(least) else Truth.NOT_KNOWN

    def _is_graduate_of_two_years(self) -> Truth:
        years = self.today.year - (self.profile.graduation_year or 0)
        education = self.profile.education
        if education is not None and education.rank < Education.JUNIOR_COLLEGE.rank:
            return Truth.NOT_MET
        if years == _GRADUATE_YEARS and PersonStatus.GRADUATE_2Y not in self.profile.statuses:
            # The month of leaving school decides, and nobody has said it.
            return Truth.NOT_KNOWN
        return Truth.MET if 0 <= years <= _GRADUATE_YEARS else Truth.NOT_MET

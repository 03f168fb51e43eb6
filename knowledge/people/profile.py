"""What a person said about themselves, or about the one they act for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from knowledge.people.birth import BirthSaid
from knowledge.vocabulary import BoardLodging, Education, PersonStatus, PostKind, TimeOfDay


class Residence(StrEnum):
    """Where the household register (户籍) is kept."""

    CHONGQING = "chongqing"
    SICHUAN = "sichuan"
    ELSEWHERE = "elsewhere"


class Sex(StrEnum):
    """Asked only where a rule of law needs it (the 4050 rule)."""

    WOMAN = "woman"
    MAN = "man"


@dataclass(frozen=True, slots=True)
class Profile:
    """
    The facts that rules and matching may use. None means that the person has not said;
    it never means no. An empty tuple of statuses with `no_status` True means "none of these".
    """

    wishes: tuple[str, ...] = ()
    """Work that is looked for, in the person's own words."""
    refused_work: tuple[str, ...] = ()
    """Trades that the person will not do, by their official Chinese names."""
    kinds: tuple[PostKind, ...] = ()
    districts: tuple[str, ...] = ()
    """Official Chinese names."""
    only_these_districts: bool | None = None
    stays_near: bool | None = None
    """True: close to home, back there after work; False: far away is fine too."""
    commute_minutes: int | None = None
    """The longest way to work, one way."""
    wage_min_month: float | None = None
    """Yuan a month; a stated minimum."""
    education: Education | None = None
    major: str | None = None
    certificates: tuple[str, ...] = ()
    no_certificates: tuple[str, ...] = ()
    """Certificates that the person says not to hold, or not yet."""
    skills: tuple[str, ...] = ()
    experience_years: float | None = None
    no_night_shift: bool | None = None
    board_lodging: BoardLodging | None = None
    """What the person says the post must provide."""
    part_time: bool | None = None
    weekends_off: bool | None = None
    hours_a_day: float | None = None
    """The most hours of work a day."""
    times_of_day: tuple[TimeOfDay, ...] = ()
    """When alone the person can work; empty where that was not said."""
    statuses: tuple[PersonStatus, ...] = ()
    no_status: bool | None = None
    birth_year: int | None = None
    """Said, or the year of the day on which an age was told less that age; see `birth`."""
    birth_month: int | None = None
    birth_day: int | None = None
    age_told_on: date | None = None
    """The day on which an age was told; None where the year of birth was."""
    sex: Sex | None = None
    formerly_retired_at: str | None = None
    """Of a woman: 50 or 55, the age at which posts of her kind retired before 2025."""
    residence: Residence | None = None
    home_district: str | None = None
    """Official Chinese name of the district in which the person lives."""
    registered_unemployed: bool | None = None
    unemployed_months: int | None = None
    employed: bool | None = None
    has_business: bool | None = None
    draws_pension: bool | None = None
    in_public_welfare_post: bool | None = None
    public_welfare_years: float | None = None
    """Years for which a public-welfare post has been, or was, held."""
    graduation_year: int | None = None
    groups: tuple[str, ...] = ()
    """
    Groups that are no status by themselves: migrant_worker, entrepreneur, rural_entrepreneur,
    online_merchant.
    """
    declined: tuple[str, ...] = ()
    """Facts that the person would rather not say; they are not asked again."""
    no_group: bool | None = None
    """None of the groups besides those named."""
    sensitive_status: bool | None = None
    """One of disabled, released, recovered applies; which one is never asked."""
    recognised_in_difficulty: bool | None = None
    """Recognised as a person with employment difficulty (就业困难人员认定)."""
    able_to_work: bool | None = None
    flexible_work: bool | None = None
    """Domestic service, employee of an individual business, street stall, ride-hailing."""
    pays_own_insurance: bool | None = None
    """Pays employee pension and medical insurance out of the own pocket."""
    own_insurance_month: float | None = None
    """Yuan a month paid for both."""
    left_involuntarily: bool | None = None
    """The last job ended not by the person's own will."""
    unemployment_insurance_months: int | None = None
    """Months for which unemployment insurance premiums were paid."""
    draws_unemployment_benefit: bool | None = None
    skill_level: str | None = None
    """Level of a skill certificate newly gained: elementary, intermediate, advanced."""
    shortage_trade: bool | None = None
    """The certificate is in a trade on the list of trades in short supply."""
    training_certificate: bool | None = None
    """Took vocational training and gained the certificate."""
    first_business: bool | None = None
    business_months: int | None = None
    """Months for which the own business has run."""
    business_hires: int | None = None
    """Other people employed in the own business with social insurance."""
    business_in_chongqing: bool | None = None
    """The business is, or is to be, registered in Chongqing."""
    partners: int | None = None
    """People who start the business together, the person included."""
    other_loans: bool | None = None
    """The person or the spouse owes loans other than those that the loan rule lets pass."""
    chongqing_school: bool | None = None
    student_hardship: bool | None = None
    """One of the hardship groups of the on-campus subsidy applies; which one is never asked."""
    manufacturing_in_12_counties: bool | None = None
    """Works for a manufacturing enterprise in one of the 12 counties."""
    works_away: str | None = None
    """Where the person works away from the home county: no, in_city, outside_city."""
    work_away_months: int | None = None
    ticket_yuan: float | None = None
    """Yuan on the real-name ticket of the journey to the place of work."""
    wages_owed: bool | None = None
    written_contract: bool | None = None
    months_in_job: int | None = None

    @property
    def birth(self) -> BirthSaid | None:
        """When the person was born, as exactly as they said."""
        if self.birth_year is None:
            return None
        return BirthSaid(self.birth_year, self.birth_month, self.birth_day, self.age_told_on)

    def ages_on(self, day: date) -> tuple[int, int] | None:
        """The least and the most years of age on the day by what was said; None if nothing."""
        return None if self.birth is None else self.birth.born.ages_on(day)

    def age_on(self, day: date) -> int | None:
        """Years of age on the day; None where what was said leaves it open."""
        ages = self.ages_on(day)
        return ages[0] if ages is not None and ages[0] == ages[1] else None

    def with_facts(self, facts: Iterable[Fact]) -> Profile:
        """This profile after the facts were learned; a later fact replaces an earlier one."""
        return replace(self, **{fact.name: fact.value for fact in facts})

    def known(self) -> dict[str, Any]:
        """The fields that the person has said something about, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value not in (None, ())}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing learned about a person: a field of Profile, its new value, where it was said."""

    name: str
    value: Any
    said: str = ""
    """The words from which it was understood."""


PROFILE_FIELDS = frozenset(field.name for field in fields(Profile))

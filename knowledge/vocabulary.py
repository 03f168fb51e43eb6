"""The closed lists of values that posts and people share."""

from __future__ import annotations

from enum import StrEnum


class PostKind(StrEnum):
    """Public-welfare posts and policy posts are two things; see the words in README."""

    PUBLIC_WELFARE = "public_welfare"
    ENTERPRISE = "enterprise"
    POLICY = "policy"


class Education(StrEnum):
    """Levels of schooling, lowest first; `rank` orders them."""

    NONE = "none"
    PRIMARY = "primary"
    JUNIOR_HIGH = "junior_high"
    SENIOR_HIGH = "senior_high"
    VOCATIONAL = "vocational"
    JUNIOR_COLLEGE = "junior_college"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTOR = "doctor"

    @property
    def rank(self) -> int:
        """Position from the lowest; senior high and vocational school stand side by side."""
        return _EDUCATION_RANKS[self]


_EDUCATION_RANKS = {
    Education.NONE: 0,
    Education.PRIMARY: 1,
    Education.JUNIOR_HIGH: 2,
    Education.SENIOR_HIGH: 3,
    Education.VOCATIONAL: 3,
    Education.JUNIOR_COLLEGE: 4,
    Education.BACHELOR: 5,
    Education.MASTER: 6,
    Education.DOCTOR: 7,
}


class BoardLodging(StrEnum):
    """What the employer provides to live on the spot."""

    NONE = "none"
    BOARD = "board"
    LODGING = "lodging"
    BOTH = "both"


class TimeOfDay(StrEnum):
    """When somebody has time to work."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    WEEKEND = "weekend"


class PersonStatus(StrEnum):
    """
    The statuses of which a public-welfare post asks one.

    Source: 渝人社发〔2016〕239号, the city's measures on public-welfare posts.
    """

    GRADUATE_2Y = "graduate_2y"
    AGE_4050 = "age_4050"
    LIFTED_OUT_OF_POVERTY = "lifted_out_of_poverty"
    MINIMUM_LIVING_ALLOWANCE = "minimum_living_allowance"
    ZERO_EMPLOYMENT_FAMILY = "zero_employment_family"
    DISABLED = "disabled"
    VETERAN = "veteran"
    RELEASED = "released"
    RECOVERED = "recovered"
    CAPACITY_CUT = "capacity_cut"
    WITHDRAWN_FISHERMAN = "withdrawn_fisherman"

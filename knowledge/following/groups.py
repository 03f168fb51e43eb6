"""The groups that the bureau keeps a ledger of, and which of them a person belongs to."""

from __future__ import annotations

from enum import StrEnum

from knowledge.people.profile import Profile
from knowledge.vocabulary import PersonStatus


class LedgerGroup(StrEnum):
    """A group whose placements are counted; one person may belong to several."""

    GRADUATES = "graduates"
    MIGRANT_WORKERS = "migrant_workers"
    WITHDRAWN_FISHERMEN = "withdrawn_fishermen"
    LIFTED_OUT_OF_POVERTY = "lifted_out_of_poverty"
    IN_DIFFICULTY = "in_difficulty"
    DISPLACED_WORKERS = "displaced_workers"


_BY_STATUS = {
    PersonStatus.GRADUATE_2Y: LedgerGroup.GRADUATES,
    PersonStatus.WITHDRAWN_FISHERMAN: LedgerGroup.WITHDRAWN_FISHERMEN,
    PersonStatus.LIFTED_OUT_OF_POVERTY: LedgerGroup.LIFTED_OUT_OF_POVERTY,
    PersonStatus.CAPACITY_CUT: LedgerGroup.DISPLACED_WORKERS,
    PersonStatus.AGE_4050: LedgerGroup.IN_DIFFICULTY,
    PersonStatus.MINIMUM_LIVING_ALLOWANCE: LedgerGroup.IN_DIFFICULTY,
    PersonStatus.ZERO_EMPLOYMENT_FAMILY: LedgerGroup.IN_DIFFICULTY,
    PersonStatus.DISABLED: LedgerGroup.IN_DIFFICULTY,
}
_BY_GROUP = {
    "college_graduate": LedgerGroup.GRADUATES,
    "migrant_worker": LedgerGroup.MIGRANT_WORKERS,
}


def groups_of(profile: Profile) -> tuple[LedgerGroup, ...]:
    """The groups that the person said to belong to; nothing is guessed."""
    found = {_BY_STATUS[status] for status in profile.statuses if status in _BY_STATUS}
    found |= {_BY_GROUP[group] for group in profile.groups if group in _BY_GROUP}
    if profile.recognised_in_difficulty:
        found.add(LedgerGroup.IN_DIFFICULTY)
    return tuple(group for group in LedgerGroup if group in found)

"""Why a decision on a held row cannot be taken."""

from __future__ import annotations

from knowledge.posts.feed import COLUMNS
from knowledge.posts.tables import QuarantinedRow


class NoSuchRow(Exception):
    """There is no held row of this number."""

    def __init__(self, row_id: int) -> None:
        super().__init__(f"no row {row_id} in the quarantine")
        self.row_id = row_id


class AlreadyDecided(Exception):
    """Somebody has decided on the row before."""

    def __init__(self, row: QuarantinedRow) -> None:
        super().__init__(f"row {row.id} was {row.state} by {row.decided_by} before")
        self.row_id = row.id


class NoReasonGiven(Exception):
    """A decision against the gate, or for good, was given without a reason."""

    def __init__(self, row_id: int) -> None:
        super().__init__(f"row {row_id}: a reason is needed (0 characters given)")
        self.row_id = row_id


class UnknownColumn(Exception):
    """A correction names a column that neither the form nor the row has."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no column {name!r}; the form has {', '.join(COLUMNS)}")
        self.name = name


class NoPostYet(Exception):
    """The row cannot be released because it is no post; its cells have to be corrected first."""

    def __init__(self, row_id: int, reasons: tuple[str, ...]) -> None:
        super().__init__(f"row {row_id} is no post yet, correct it first: {'; '.join(reasons)}")
        self.row_id = row_id

"""${message}"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import knowledge.database
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema one step forward."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Takes the step back."""
    ${downgrades if downgrades else "pass"}

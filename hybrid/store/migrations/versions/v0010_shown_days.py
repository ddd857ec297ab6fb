"""Days of impressions as columns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "shown_days",
        sa.Column("day", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("answers", sa.LargeBinary),
        sa.Column("slots", sa.LargeBinary),
        sa.PrimaryKeyConstraint("day", name="pk_shown_days"),
    )

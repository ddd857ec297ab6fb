"""The scenarios' documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "scenario_versions",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version_id", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", "version_id", name="pk_scenario_versions"),
    )
    op.create_table(
        "scenarios",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version_id", sa.Text),
        sa.Column("earlier", sa.Text, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_scenarios"),
    )

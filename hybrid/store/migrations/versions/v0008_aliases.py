"""Ids under which people were known before they were merged into an account."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the table."""
    key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "aliases",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("user_key", key, sa.ForeignKey("users.key", name="fk_aliases_user_key"), nullable=False),
        sa.Column("merged_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_aliases"),
    )
    op.create_index("ix_aliases_user_key", "aliases", ["user_key"])

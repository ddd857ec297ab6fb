"""What was shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables."""
    key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "impressions",
        sa.Column("key", key, nullable=False),
        sa.Column("recommendation_id", sa.Text, nullable=False),
        sa.Column("person", sa.LargeBinary(16), nullable=False),
        sa.Column("shown_at", sa.BigInteger, nullable=False),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("session_id", sa.Text),
        sa.Column("rerank", sa.Text, nullable=False),
        sa.Column("prompt", sa.Text, nullable=False),
        sa.Column("llm", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("experiment", sa.Text, nullable=False),
        sa.Column("arm", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_impressions"),
        sa.UniqueConstraint("recommendation_id", name="uq_impressions_recommendation_id"),
    )
    op.create_index("ix_impressions_person", "impressions", ["person"])
    op.create_index("ix_impressions_shown_at", "impressions", ["shown_at"])
    op.create_table(
        "impression_slots",
        sa.Column("impression", key, nullable=False),
        sa.Column("slot", sa.SmallInteger, nullable=False),
        sa.Column("item_key", key, nullable=False),
        sa.Column("sources", sa.Text, nullable=False),
        sa.Column("propensity", sa.Float),
        sa.PrimaryKeyConstraint("impression", "slot", name="pk_impression_slots"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erased_persons",
        sa.Column("person", sa.LargeBinary(16), nullable=False),
        sa.Column("erased_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_erased_persons"),
        sqlite_with_rowid=False,
    )

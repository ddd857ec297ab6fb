"""Items, users, events, embeddings, prompts and what is kept beside them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_key = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create everything."""
    _items()
    _users()
    _events()
    _prompts()
    op.create_table(
        "embeddings",
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_embeddings"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )


def downgrade() -> None:
    """Drop everything."""
    for table in (
        "prompt_labels",
        "prompt_versions",
        "meta",
        "embeddings",
        "erased_events",
        "events",
        "users",
        "items",
    ):
        op.drop_table(table)


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("key", _key, nullable=False, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("categories", sa.Text, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
        sa.Column("brand", sa.Text),
        sa.Column("price", sa.Float),
        sa.Column("currency", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("available", sa.Boolean, nullable=False),
        sa.Column("published_at", sa.BigInteger),
        sa.Column("image_url", sa.Text),
        sa.Column("variant_of", sa.Text),
        sa.Column("attributes", sa.Text, nullable=False),
        sa.Column("known", sa.Boolean, nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_items"),
        sa.UniqueConstraint("id", name="uq_items_id"),
        sqlite_autoincrement=True,
    )


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("key", _key, nullable=False, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("timezone", sa.Text),
        sa.Column("locale", sa.Text),
        sa.Column("preferences", sa.Text),
        sa.Column("likes", sa.Text, nullable=False),
        sa.Column("dislikes", sa.Text, nullable=False),
        sa.Column("attributes", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_users"),
        sa.UniqueConstraint("id", name="uq_users_id"),
        sqlite_autoincrement=True,
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("seq", _key, nullable=False, autoincrement=True),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("user_key", _key, nullable=False),
        sa.Column("item_key", _key, nullable=False),
        sa.Column("type", sa.SmallInteger, nullable=False),
        sa.Column("value", sa.Float),
        sa.Column("occurred_at", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("recommendation_id", sa.Text),
        sa.Column("session_id", sa.Text),
        sa.PrimaryKeyConstraint("seq", name="pk_events"),
        sa.UniqueConstraint("event_id", name="uq_events_event_id"),
        sa.ForeignKeyConstraint(["user_key"], ["users.key"], name="fk_events_user_key"),
        sa.ForeignKeyConstraint(["item_key"], ["items.key"], name="fk_events_item_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_user_occurred", "events", ["user_key", "occurred_at"])
    op.create_index("ix_events_user_received", "events", ["user_key", "received_at", "type"])
    op.create_index("ix_events_occurred", "events", ["occurred_at"])
    verdicts = sa.text("type IN (4, 7, 8, 9)")
    op.create_index(
        "ix_events_verdicts", "events", ["user_key", "item_key"], sqlite_where=verdicts, postgresql_where=verdicts
    )
    op.create_table(
        "erased_events",
        sa.Column("digest", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_erased_events"),
        sqlite_with_rowid=False,
    )


def _prompts() -> None:
    op.create_table(
        "prompt_versions",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version_id", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", "version_id", name="pk_prompt_versions"),
    )
    op.create_table(
        "prompt_labels",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("version_id", sa.Text, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", "label", name="pk_prompt_labels"),
        sa.ForeignKeyConstraint(
            ["name", "version_id"],
            ["prompt_versions.name", "prompt_versions.version_id"],
            name="fk_prompt_labels_name_version_id",
        ),
    )

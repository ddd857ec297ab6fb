"""When a change was stored and when it was told; names of what is no item."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the columns; what was told before has none of it."""
    op.add_column("changes", sa.Column("name", sa.Text))
    op.add_column("changes", sa.Column("stored_at", sa.BigInteger))
    op.add_column("changes", sa.Column("ready_at", sa.BigInteger))

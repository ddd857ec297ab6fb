"""Alembic's entry: migrates the connection that ``run.upgrade`` hands over."""

from __future__ import annotations

from alembic import context

from hybrid.store.tables import metadata

connection = context.config.attributes["connection"]
# SQLite has transactional DDL once BEGIN is sent explicitly, as database.py does.
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()

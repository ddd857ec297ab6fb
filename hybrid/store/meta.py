"""Small facts by name, as JSON."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from hybrid.domain import Json
from hybrid.store.database import Database
from hybrid.store.sql import dump, load, upsert
from hybrid.store.tables import meta

_GET = select(meta.c.value).where(meta.c.key == bindparam("key"))


class Meta:
    """What is neither an item nor an event, e.g. which embedder the index was made with."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> Json | None:
        """The value, or None."""
        with self._database.read() as connection:
            return get(connection, key)

    def put(self, key: str, value: Json) -> None:
        """Keep ``value`` (any JSON) under ``key``; durable on return."""
        self._database.write(lambda connection: put(connection, key, value))


def get(connection: Connection, key: str) -> Json | None:
    """The value inside a read or write."""
    text = connection.execute(_GET, {"key": key}).scalar()
    return None if text is None else load(text)


def put(connection: Connection, key: str, value: Json) -> None:
    """The same inside a write."""
    upsert(connection, meta, [{"key": key, "value": dump(value)}])

"""Small helpers that all tables share: JSON text, chunks for IN lists, and the one dialect-specific statement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import orjson
from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from hybrid.domain import Json

T = TypeVar("T")
CHUNK = 512
"""Values in one IN list: far below SQLite's limit of 32,766 variables."""


def dump(value: Json) -> str:
    """JSON text, readable (no escapes beyond what is needed). Raises ValueError for NaN."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def load(text: str) -> Json:
    """The value of JSON text; integers beyond 64 bits keep their value."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)


def strings(text: str) -> tuple[str, ...]:
    """A JSON array of strings as a tuple; most are empty, hence the short cut."""
    return () if text == "[]" else tuple(load(text))


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Lists of at most ``size`` distinct values, padded with the last one to a power of two.

    Equal lengths give equal SQL text, which the driver then finds in its cache of prepared statements.
    """
    distinct = list(dict.fromkeys(values))
    for start in range(0, len(distinct), size):
        chunk = distinct[start : start + size]
        wanted = 1 << (len(chunk) - 1).bit_length()
        yield chunk + [chunk[-1]] * (wanted - len(chunk))


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; a row whose primary key exists replaces the other columns. All rows name the same columns.

    Not for tables with AUTOINCREMENT: a conflict would burn a key each time.
    """
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    primary = [column.name for column in table.primary_key]
    others = {name: statement.excluded[name] for name in rows[0] if name not in primary}
    connection.execute(statement.on_conflict_do_update(index_elements=primary, set_=others), list(rows))


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; those whose primary key exists are left as they are."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))

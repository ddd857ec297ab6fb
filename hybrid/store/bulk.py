"""Many values in one statement, without SQLAlchemy's work on each of them: that costs ten times SQLite's own.

The SQL is SQLAlchemy's, made once for each dialect and length; values go to the driver and rows come from it as they
are, so these are for texts, numbers and bytes only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, insert

from hybrid.store.sql import chunks


class Listed:
    """A query that is asked for the values of a list: its one ``expanding`` parameter, of this name."""

    def __init__(self, query: Select[Any], name: str) -> None:
        self._query = query
        self._name = name
        self._made: dict[tuple[str, int], tuple[str, list[str], dict[str, Any]]] = {}

    def rows(self, connection: Connection, values: Iterable[Any], **others: Any) -> Iterator[Sequence[Any]]:  # noqa: ANN401 - what columns hold
        """The rows for all distinct values; ``others`` are the query's other parameters."""
        for chunk in chunks(values):
            text, places, given = self._text(connection, len(chunk), others)
            if not places:  # the driver wants names
                yield from connection.execute(self._query, {self._name: chunk, **others})
                continue
            known = {**given, **others, **_spread({self._name: chunk})}
            yield from connection.exec_driver_sql(text, tuple(known[place] for place in places))

    def _text(
        self, connection: Connection, length: int, others: Mapping[str, Any]
    ) -> tuple[str, list[str], dict[str, Any]]:
        """SQL for so many values, the names of its parameters in order, and those that the query has itself."""
        key = connection.dialect.name, length
        if key not in self._made:
            query = self._query.params({self._name: [0] * length, **others})
            made = query.compile(dialect=connection.dialect, compile_kwargs={"render_postcompile": True})
            own = query.compile(dialect=connection.dialect).params
            self._made[key] = str(made), made.positiontup or [], _spread(own)
        return self._made[key]


def _spread(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Each value of a list under a name of its own, as SQLAlchemy names them."""
    found: dict[str, Any] = {}
    for name, value in parameters.items():
        if isinstance(value, list):
            found.update((f"{name}_{n}", one) for n, one in enumerate(value, 1))
        else:
            found[name] = value
    return found


class Insertion:
    """Inserts rows of these columns, given in the table's order."""

    def __init__(self, table: Table, *columns: str) -> None:
        self._table = table
        self._columns = [column.name for column in table.columns if column.name in columns]
        self._made: dict[str, tuple[str, bool]] = {}

    def run(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """All of them in one statement."""
        if not rows:
            return
        dialect = connection.dialect
        if dialect.name not in self._made:
            made = insert(self._table).compile(dialect=dialect, column_keys=self._columns)
            self._made[dialect.name] = str(made), made.positiontup is not None
        text, positional = self._made[dialect.name]
        named = [] if positional else [dict(zip(self._columns, row, strict=True)) for row in rows]
        connection.exec_driver_sql(text, list(rows) if positional else named)

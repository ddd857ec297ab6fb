"""What the owner of the folder tells the processes that follow it: a log with a number on each entry.

Written once the owner has taken a change over, and before it is acknowledged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from hybrid.domain import Json
from hybrid.store.database import Database
from hybrid.store.sql import CHUNK
from hybrid.store.tables import changes, events

KEPT = 20_000
"""Entries that stay. Who has missed more reads everything anew, which is faster then, too."""


class Kind(StrEnum):
    """What has changed."""

    ALL = "all"
    """Perhaps everything: the owner has started."""
    ITEM = "item"
    COUNTS = "counts"
    """Somebody was erased, with all they had engaged with."""
    PEOPLE = "people"
    """Two ids proved to be one person, who counts once from now on."""
    MODEL = "model"
    SPACE = "space"
    """The vectors have another centre or embedder."""


@dataclass(frozen=True, slots=True)
class Change:
    """``item`` is None but for ``Kind.ITEM``."""

    seq: int
    kind: Kind
    item: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """How far the log and the events reach, 0 for empty."""

    change: int
    event: int


_PLACE = select(
    select(func.max(changes.c.seq)).scalar_subquery(),
    select(func.max(events.c.seq)).scalar_subquery(),
)
_AFTER = select(changes).where(changes.c.seq >= bindparam("seq")).order_by(changes.c.seq)


class Changes:
    """The log of one catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def place(self) -> Place:
        """Where log and events stand now: a few dozen microseconds."""
        with self._database.read() as connection:
            change, event = connection.execute(_PLACE).one()
        return Place(change or 0, event or 0)

    def after(self, seq: int) -> list[Change] | None:
        """All entries after ``seq``, which is one of the log's; None where some of them are no longer kept."""
        with self._database.read() as connection:
            rows = connection.execute(_AFTER, {"seq": seq}).all()
        if not rows or rows[0][0] != seq:
            return None
        return [Change(n, Kind(kind), item) for n, kind, item in rows[1:]]

    def tell(self, items: Iterable[int], *kinds: Kind) -> None:
        """Add an entry for each of these items and for each further kind; durable on return."""
        rows = [{"kind": Kind.ITEM.value, "item_key": item} for item in items]
        rows += [{"kind": kind.value, "item_key": None} for kind in kinds]
        if rows:
            self._database.write(lambda connection: _add(connection, rows))


def _add(connection: Connection, rows: Sequence[Mapping[str, Json]]) -> None:
    for start in range(0, len(rows), CHUNK):
        connection.execute(insert(changes), list(rows[start : start + CHUNK]))
    last = connection.execute(select(func.max(changes.c.seq))).scalar_one()
    connection.execute(delete(changes).where(changes.c.seq <= last - KEPT))

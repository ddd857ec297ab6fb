"""What is told to the processes that follow the owner of the folder, and to whoever listens: a numbered log.

Of items and models it is written once the owner has taken a change over, and before it is acknowledged; of what is
read from SQL at each request, together with the change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from hybrid.domain import Json
from hybrid.ports import Clock
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
    PROMPT = "prompt"
    RULES = "rules"
    """Another prompt is in production, another document of a scenario is live."""


@dataclass(frozen=True, slots=True)
class Change:
    """``item`` is None but for ``Kind.ITEM``; ``name`` is a model's version, a prompt's or a scenario's name.

    ``stored_at`` is when an item's change was durable, ``ready_at`` when all this held for the next request
    (microseconds); None where that was not noted.
    """

    seq: int
    kind: Kind
    item: int | None
    name: str | None = None
    stored_at: int | None = None
    ready_at: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """How far the log and the events reach, 0 for empty."""

    change: int
    event: int


_PLACE = select(
    select(func.max(changes.c.seq)).scalar_subquery(),
    select(func.max(events.c.seq)).scalar_subquery(),
)
_AFTER = select(changes).where(changes.c.seq >= bindparam("seq")).order_by(changes.c.seq).limit(bindparam("size"))
_LAST = select(func.max(changes.c.seq))


class Changes:
    """The log of one catalogue."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.watch: Callable[[float, int], None] | None = None
        """Is told how many seconds after they were stored so many items became recommendable here."""

    def place(self) -> Place:
        """Where log and events stand now: a few dozen microseconds."""
        with self._database.read() as connection:
            change, event = connection.execute(_PLACE).one()
        return Place(change or 0, event or 0)

    def after(self, seq: int, most: int = KEPT) -> list[Change] | None:
        """The ``most`` next entries after ``seq``, which is one of the log's; None where some are no longer kept."""
        with self._database.read() as connection:
            rows = connection.execute(_AFTER, {"seq": seq, "size": most + 1}).all()
        if not rows or rows[0][0] != seq:
            return None
        return [Change(n, Kind(kind), *rest) for n, kind, *rest in rows[1:]]

    def tell(self, items: Iterable[int], *kinds: Kind, name: str | None = None, stored_at: int | None = None) -> None:
        """Add an entry for each of these items, stored at that time, and for each further kind; durable on return."""
        now = self._clock()
        rows = [_row(Kind.ITEM, now, item=item, stored_at=stored_at) for item in items]
        rows += [_row(kind, now, name=name) for kind in kinds]
        if rows:
            self._database.write(lambda connection: _add(connection, rows))
        if self.watch is not None and stored_at is not None:
            self.watch((now - stored_at) / 1_000_000, sum(row["item_key"] is not None for row in rows))


def note(connection: Connection, kind: Kind, name: str, now: int) -> None:
    """Inside a write: add an entry for what is true once that is durable."""
    _add(connection, [_row(kind, now, name=name)])


def _row(
    kind: Kind, now: int, *, item: int | None = None, name: str | None = None, stored_at: int | None = None
) -> dict[str, Json]:
    return {"kind": kind.value, "item_key": item, "name": name, "stored_at": stored_at, "ready_at": now}


def _add(connection: Connection, rows: Sequence[Mapping[str, Json]]) -> None:
    for start in range(0, len(rows), CHUNK):
        connection.execute(insert(changes), list(rows[start : start + CHUNK]))
    last = connection.execute(_LAST).scalar_one()
    connection.execute(delete(changes).where(changes.c.seq <= last - KEPT))

"""Interactions: taken in once each, read back by person."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, exists, func, select, tuple_

from hybrid.domain import Event, EventType, ItemKey, UserKey
from hybrid.fading import Counted, Engaging
from hybrid.ports import Clock
from hybrid.records import EventRecord
from hybrid.store.bulk import Insertion, Listed
from hybrid.store.catalog import Catalog
from hybrid.store.database import Database
from hybrid.store.engagement import codes, counted, engaging
from hybrid.store.secret import Secret
from hybrid.store.sql import dump
from hybrid.store.tables import EVENT_TYPES, TYPE_CODES, erased_events, events, users
from hybrid.store.users import Users

PAGE = 1_000
ARRAY_PAGE = 20_000
STRONG = frozenset(EventType) - {EventType.IMPRESSION, EventType.VIEW}
"""A new one of these says enough to make a kept order stale."""

_COLUMNS = (
    events.c.seq, events.c.event_id, events.c.user_key, events.c.item_key, events.c.type, events.c.value,
    events.c.occurred_at, events.c.received_at, events.c.recommendation_id, events.c.session_id,
)  # fmt: skip
_OF_USER = (
    select(*_COLUMNS)
    .where(events.c.user_key == bindparam("user"))
    .order_by(events.c.occurred_at.desc(), events.c.seq.desc())
)
_SOME_OF_USER = _OF_USER.limit(bindparam("size"))
_NEXT_OF_USER = _SOME_OF_USER.where(
    tuple_(events.c.occurred_at, events.c.seq) < tuple_(bindparam("before"), bindparam("seq"))
)
_STRONG_SINCE = select(func.count()).where(
    events.c.user_key == bindparam("user"),
    events.c.received_at > bindparam("after"),
    events.c.type.in_(codes(STRONG)),
)
_ACTIVE = (
    select(users.c.id)
    .join(events, events.c.user_key == users.c.key)
    .where(events.c.occurred_at >= bindparam("since"))
    .group_by(users.c.key, users.c.id)
    .order_by(func.max(events.c.occurred_at).desc(), users.c.key)
)
_KEPT = Listed(select(events.c.event_id).where(events.c.event_id.in_(bindparam("ids", expanding=True))), "ids")
_ERASED = Listed(
    select(erased_events.c.digest).where(erased_events.c.digest.in_(bindparam("digests", expanding=True))), "digests"
)
_ANY_ERASED = select(exists().select_from(erased_events))
_LAST = select(func.max(events.c.seq))
_INSERT = Insertion(events, *(column.name for column in _COLUMNS[1:]))
_AFTER = (
    select(*_COLUMNS)
    .where(events.c.seq > bindparam("seq"), events.c.received_at >= bindparam("since"))
    .order_by(events.c.seq)
    .limit(bindparam("size"))
)
_ARRAYS = (
    select(events.c.seq, events.c.user_key, events.c.item_key, events.c.type, events.c.value, events.c.occurred_at)
    .where(events.c.seq > bindparam("after"))
    .order_by(events.c.seq)
    .limit(bindparam("size"))
)


@dataclass(frozen=True)
class Appended:
    """What an append did: the events that were new, in order, and how many were known already."""

    accepted: list[Event]
    duplicates: int


@dataclass(frozen=True)
class EventArrays:
    """All events as columns of one length, in order of ``seq``.

    ``type`` is the place in ``list(EventType)``; ``value`` is NaN where there is none; times in microseconds.
    """

    seq: NDArray[np.int64]
    user: NDArray[np.int32]
    item: NDArray[np.int32]
    type: NDArray[np.int8]
    value: NDArray[np.float32]
    occurred_at: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.seq)


class Events:
    """The events of one catalogue."""

    def __init__(self, database: Database, catalog: Catalog, users: Users, secret: Secret, clock: Clock) -> None:
        self._database = database
        self._catalog = catalog
        self._users = users
        self._secret = secret
        self._clock = clock

    def append(self, records: Sequence[EventRecord]) -> Appended:
        """Keep what is new, in one durable write: all of it or nothing.

        An event is known already if its ``event_id`` (or, without one, the same event) was kept before, stands
        earlier in the batch, or belonged to a person erased since. Users and items never met are created.
        """
        if not records:
            return Appended([], 0)
        return self._database.write(lambda connection: self._append(connection, records))

    def of_user(self, user: int, limit: int | None = None) -> list[Event]:
        """The person's events, newest first by ``(occurred_at, seq)``, at most ``limit``."""
        with self._database.read() as connection:
            if limit is None:
                rows = connection.execute(_OF_USER, {"user": int(user)}).all()
            else:
                rows = connection.execute(_SOME_OF_USER, {"user": int(user), "size": limit}).all()
        return [_event(row) for row in rows]

    def stream_of_user(self, user: int) -> Iterator[Event]:
        """The same without an end of memory: read page by page, each as new as its reading."""
        page = self.of_user(user, PAGE)
        while page:
            yield from page
            last = page[-1]
            place = {"user": int(user), "before": last.occurred_at, "seq": last.seq, "size": PAGE}
            with self._database.read() as connection:
                page = [_event(row) for row in connection.execute(_NEXT_OF_USER, place)]

    def after(self, seq: int, limit: int, since: int = 0) -> list[Event]:
        """Those that were appended after ``seq`` and received at ``since`` (microseconds) or later, in that order, at
        most ``limit``."""
        with self._database.read() as connection:
            rows = connection.execute(_AFTER, {"seq": seq, "size": limit, "since": since}).all()
        return [_event(row) for row in rows]

    def strong_since(self, user: int, received_after: int) -> int:
        """How many events that say more than a view came in after ``received_after`` (microseconds)."""
        with self._database.read() as connection:
            row = connection.execute(_STRONG_SINCE, {"user": int(user), "after": received_after})
            return int(row.scalar_one())

    def active(self, since: int) -> list[str]:
        """Ids of the people with an event that happened at ``since`` (microseconds) or later, the latest first."""
        with self._database.read() as connection:
            return list(connection.execute(_ACTIVE, {"since": since}).scalars())

    def arrays(self) -> EventArrays:
        """Everything, for training. About 29 bytes an event; read page by page."""
        pages, after = [_columns([])], 0
        while True:
            with self._database.read() as connection:
                rows = connection.execute(_ARRAYS, {"after": after, "size": ARRAY_PAGE}).all()
            if rows:
                pages.append(_columns(rows))
                after = rows[-1][0]
            if len(rows) < ARRAY_PAGE:
                return EventArrays(*map(np.concatenate, zip(*pages, strict=True)))

    def engagement(self, low: float, step: int | None = None) -> Counted:
        """Who engaged with what, as one moment saw it; those who count while they fade in ages of ``step``
        microseconds, read from the newest ``REACH`` of them alone.

        Impressions, dislikes and hides never speak for an item, a rating or review does unless its value is
        below ``low``.
        """
        with self._database.read() as connection:
            return counted(connection, low, step)

    def engaging(self, accepted: Sequence[Event], low: float) -> list[Engaging]:
        """What these events, just appended, add to ``engagement``; one entry for each person and item.

        Added up they keep the counts as a new count would give them.
        """
        with self._database.read() as connection:
            return engaging(connection, accepted, low)

    def newest_at(self) -> int | None:
        """When the newest event happened; None without events."""
        with self._database.read() as connection:
            return connection.execute(select(func.max(events.c.occurred_at))).scalar()

    def count(self) -> int:
        """How many events are kept."""
        with self._database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(events)).scalar_one())

    def _append(self, connection: Connection, records: Sequence[EventRecord]) -> Appended:
        now = self._clock()
        first: dict[str, tuple[EventRecord, int]] = {}
        for record in records:
            occurred_at = min(now if record.timestamp is None else record.timestamp, now)
            first.setdefault(record.event_id or _natural_id(record, now), (record, occurred_at))
        known = self._known(connection, list(first))
        new = {id: pair for id, pair in first.items() if id not in known}
        users = self._users.resolve(connection, [record.user_id for record, _ in new.values()])
        items = self._catalog.resolve(connection, [record.item_id for record, _ in new.values()])
        rows = [
            _row(id, record, users[record.user_id], items[record.item_id], occurred_at, now)
            for id, (record, occurred_at) in new.items()
        ]
        _INSERT.run(connection, rows)
        # Nobody else writes until this is committed, and none of ours came between them: the last numbers are ours.
        first_seq = connection.execute(_LAST).scalar_one() - len(rows) + 1 if rows else 0
        accepted = [_made(seq, *row) for seq, row in enumerate(rows, first_seq)]
        return Appended(accepted, len(records) - len(accepted))

    def _known(self, connection: Connection, ids: Sequence[str]) -> set[str]:
        """Those of ``ids`` that are kept, or were before their person was erased."""
        known = {row[0] for row in _KEPT.rows(connection, ids)}
        if connection.execute(_ANY_ERASED).scalar_one():
            digests = {self._secret.digest(id): id for id in ids}
            known.update(digests[row[0]] for row in _ERASED.rows(connection, digests))
        return known


def _natural_id(record: EventRecord, now: int) -> str:
    """The id of an event that came without one: the same event gives the same id. By the time that was sent, also one
    that lies ahead and is kept as ``now``: it is sent again later."""
    at = now if record.timestamp is None else record.timestamp
    fields = [record.user_id, record.item_id, record.type.value, record.value, at]
    return hashlib.blake2b(dump(fields).encode(), digest_size=16).hexdigest()


def _row(id: str, record: EventRecord, user: int, item: int, occurred_at: int, now: int) -> tuple[Any, ...]:
    """In the order of ``_COLUMNS``, without the first."""
    return (
        id, user, item, TYPE_CODES[record.type], record.value, occurred_at, now,
        record.recommendation_id, record.session_id,
    )  # fmt: skip


def _event(row: Sequence[Any]) -> Event:
    return _made(*row)


def _made(
    seq: int, event_id: str, user: int, item: int, type: int, value: float | None,
    occurred_at: int, received_at: int, recommendation_id: str | None, session_id: str | None,
) -> Event:  # fmt: skip
    return Event(
        seq, event_id, UserKey(user), ItemKey(item), EVENT_TYPES[type], value,
        occurred_at, received_at, recommendation_id, session_id,
    )  # fmt: skip


def _columns(rows: Sequence[Sequence[Any]]) -> tuple[NDArray[Any], ...]:
    """Columns in the order of ``EventArrays``; a missing value becomes NaN."""
    types = (np.int64, np.int32, np.int32, np.int8, np.float32, np.int64)
    columns = zip(*rows, strict=True) if rows else [()] * len(types)
    return tuple(np.array(column, dtype=type) for column, type in zip(columns, types, strict=True))

"""What was shown: one row an answer, one a slot.

A person is a keyed hash here, also one who has neither events nor settings: whoever asks once leaves no row among the
users, and yet erasing their id finds all that they were shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from hybrid.loop.impressions import Impression, Slot
from hybrid.store.bulk import Insertion
from hybrid.store.database import Database
from hybrid.store.secret import Secret
from hybrid.store.shown_days import DAY, changed, expire
from hybrid.store.sql import chunks, upsert
from hybrid.store.tables import erased_persons, impression_slots, impressions

PERSONS = "persons of the impressions"
"""What the folder's secret is used for here; another use gets another key."""
EXPIRED = 1_000
"""Impressions past their time that one write takes away."""
REMEMBERED = 3600 * 1_000_000
"""Microseconds after which no process still holds an impression of somebody who was erased."""

_COLUMNS = (
    impressions.c.recommendation_id, impressions.c.person, impressions.c.shown_at, impressions.c.scenario,
    impressions.c.session_id, impressions.c.rerank, impressions.c.prompt, impressions.c.llm, impressions.c.model,
    impressions.c.rules, impressions.c.experiment, impressions.c.arm,
)  # fmt: skip
_ONE = select(impressions.c.key, *_COLUMNS).where(impressions.c.recommendation_id == bindparam("id"))
_OF_PERSON = (
    select(impressions.c.key, *_COLUMNS)
    .where(impressions.c.person == bindparam("person"), impressions.c.key < bindparam("before"))
    .order_by(impressions.c.key.desc())
    .limit(bindparam("size"))
)
_SLOTS = (
    select(impression_slots)
    .where(impression_slots.c.impression.in_(bindparam("keys", expanding=True)))
    .order_by(impression_slots.c.impression, impression_slots.c.slot)
)
_LAST = select(func.coalesce(func.max(impressions.c.key), 0))
_EXPIRED = (
    select(impressions.c.key)
    .where(impressions.c.shown_at < bindparam("before"))
    .order_by(impressions.c.shown_at)
    .limit(EXPIRED)
)
_PERSONS_KEYS = select(impressions.c.key).where(impressions.c.person == bindparam("person"))
_PERSONS_DAYS = select(impressions.c.shown_at // DAY).where(impressions.c.person == bindparam("person")).distinct()
_ERASED = select(erased_persons).where(erased_persons.c.person.in_(bindparam("persons", expanding=True)))
PAGE = 500
_INSERT = Insertion(impressions, *(column.name for column in impressions.columns))
_INSERT_SLOTS = Insertion(impression_slots, *(column.name for column in impression_slots.columns))


class Impressions:
    """The impressions of one catalogue."""

    def __init__(self, database: Database, secret: Secret) -> None:
        self._database = database
        self._persons = Secret(secret.digest(PERSONS))

    def person(self, user_id: str) -> bytes:
        """Who this is among the impressions: a keyed hash of 16 bytes."""
        return self._persons.digest(user_id)

    def append(self, shown: Sequence[Impression], expired: int) -> None:
        """Keep what was shown, in one durable write, but for what people were shown who were erased since.

        Some of what was shown before ``expired`` (microseconds) goes.
        """
        self._database.write(lambda connection: _append(connection, shown, expired))

    def expire(self, expired: int) -> bool:
        """Some of what was shown before ``expired`` goes; is there more?"""
        return self._database.write(lambda connection: _expire(connection, expired)) == EXPIRED

    def get(self, recommendation_id: str) -> Impression | None:
        """The answer of that id, or None."""
        with self._database.read() as connection:
            found = _read(connection, connection.execute(_ONE, {"id": recommendation_id}).all())
        return found[0][1] if found else None

    def of_person(self, user_id: str) -> Iterator[Impression]:
        """All that was shown to a person, the last first; read page by page."""
        before, person = 1 << 62, self.person(user_id)
        while True:
            with self._database.read() as connection:
                asked = {"person": person, "before": before, "size": PAGE}
                found = _read(connection, connection.execute(_OF_PERSON, asked).all())
            yield from (impression for _, impression in found)
            if len(found) < PAGE:
                return
            before = found[-1][0]

    def move(self, connection: Connection, from_id: str, to_id: str) -> None:
        """Inside a write: what was shown to one person was shown to another (who turned out to be the same)."""
        changed(connection, connection.execute(_PERSONS_DAYS, {"person": self.person(from_id)}).scalars())
        moved = update(impressions).where(impressions.c.person == self.person(from_id))
        connection.execute(moved.values(person=self.person(to_id)))

    def forget(self, connection: Connection, user_id: str, now: int) -> bool:
        """Inside a write: delete what was shown to a person until ``now``; was there any?

        What other processes have yet to write of it is dropped when they do.
        """
        person = self.person(user_id)
        changed(connection, connection.execute(_PERSONS_DAYS, {"person": person}).scalars())
        keys = connection.execute(_PERSONS_KEYS, {"person": person}).scalars().all()
        _delete(connection, keys)
        connection.execute(delete(erased_persons).where(erased_persons.c.erased_at < now - REMEMBERED))
        upsert(connection, erased_persons, [{"person": person, "erased_at": now}])
        return bool(keys)

    def count(self) -> int:
        """How many answers are kept."""
        with self._database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(impressions)).scalar_one())


def _append(connection: Connection, shown: Sequence[Impression], expired: int) -> None:
    erased: dict[bytes, int] = {}
    for persons in chunks(one.person for one in shown):
        erased.update((row[0], row[1]) for row in connection.execute(_ERASED, {"persons": persons}))
    kept = [one for one in shown if one.shown_at > erased.get(one.person, -1)]
    # Nobody else writes until this is committed: the keys are ours.
    keys = count(connection.execute(_LAST).scalar_one() + 1)
    numbered = list(zip(keys, kept, strict=False))
    _INSERT.run(connection, [_row(key, one) for key, one in numbered])
    slots = [
        (key, place, slot.item, ",".join(slot.sources), slot.propensity)
        for key, one in numbered
        for place, slot in enumerate(one.slots, 1)
    ]
    _INSERT_SLOTS.run(connection, slots)
    changed(connection, {one.shown_at // DAY for one in kept})
    _expire(connection, expired)


def _expire(connection: Connection, expired: int) -> int:
    expire(connection, expired)
    keys = connection.execute(_EXPIRED, {"before": expired}).scalars().all()
    _delete(connection, keys)
    return len(keys)


def _delete(connection: Connection, keys: Sequence[int]) -> None:
    for chunk in chunks(keys):
        connection.execute(delete(impression_slots).where(impression_slots.c.impression.in_(chunk)))
        connection.execute(delete(impressions).where(impressions.c.key.in_(chunk)))


def _row(key: int, one: Impression) -> tuple[Any, ...]:
    """In the order of the table."""
    return (
        key, one.recommendation_id, one.person, one.shown_at, one.scenario, one.session_id, one.rerank, one.prompt,
        one.llm, one.model, one.rules, one.experiment, one.arm,
    )  # fmt: skip


def _read(connection: Connection, rows: Sequence[Sequence[Any]]) -> list[tuple[int, Impression]]:
    slots: dict[int, list[Slot]] = {}
    for keys in chunks(row[0] for row in rows):
        for key, _, item, sources, propensity in connection.execute(_SLOTS, {"keys": keys}):
            slots.setdefault(key, []).append(Slot(item, tuple(filter(None, sources.split(","))), propensity))
    names = [column.name for column in _COLUMNS]
    return [
        (key, Impression(slots=tuple(slots.get(key, ())), **dict(zip(names, fields, strict=True))))
        for key, *fields in rows
    ]

"""People: their settings, other ids they were known by (``merging.py``), and erasing them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from threading import Lock
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select, update

from hybrid.domain import Json, User, UserKey
from hybrid.errors import StoreError
from hybrid.ports import Clock
from hybrid.records import UserSettings
from hybrid.store.bulk import Listed
from hybrid.store.database import Database
from hybrid.store.impressions import Impressions
from hybrid.store.merging import Merged, merge
from hybrid.store.meta import Meta, get, put
from hybrid.store.secret import Secret
from hybrid.store.sql import CHUNK, dump, insert_new, load, strings
from hybrid.store.tables import aliases, erased_events, events, users

_KEY_OF = select(
    func.coalesce(
        select(users.c.key).where(users.c.id == bindparam("id")).scalar_subquery(),
        select(aliases.c.user_key).where(aliases.c.id == bindparam("id")).scalar_subquery(),
    )
)
_MERGED_AT = (
    select(func.coalesce(func.max(aliases.c.merged_at), 0)).where(aliases.c.user_key == users.c.key).scalar_subquery()
)
_BY_KEY = select(users, _MERGED_AT).where(users.c.key == bindparam("key"))
_BY_ID = select(users, _MERGED_AT).where(users.c.key == _KEY_OF.scalar_subquery())
_IDS_OF = (
    select(users.c.id, literal(0).label("at"))
    .where(users.c.key == bindparam("key"))
    .union_all(select(aliases.c.id, aliases.c.merged_at).where(aliases.c.user_key == bindparam("key")))
    .order_by("at")
)
_KEYS_OF = tuple(
    Listed(select(table.c.id, key).where(table.c.id.in_(bindparam("ids", expanding=True))), "ids")
    for table, key in ((users, users.c.key), (aliases, aliases.c.user_key))
)
_EVENT_IDS = select(events.c.event_id).where(events.c.user_key == bindparam("key"))
_EMPTY = {
    "timezone": None, "locale": None, "preferences": None, "likes": "[]", "dislikes": "[]", "attributes": "{}",
}  # fmt: skip
_TO_SCRUB = "erased_but_not_scrubbed"
_FINGERPRINT = "secret"


class Users:
    """The people of one catalogue. A key is given once; that of an erased person is never given again."""

    def __init__(self, database: Database, secret: Secret, impressions: Impressions, clock: Clock) -> None:
        self._database = database
        self._meta = Meta(database)
        self._secret = secret
        self._impressions = impressions
        self._clock = clock
        self._wiping = Lock()

    def get(self, id: str) -> User | None:
        """The person by external id, also one that was merged into theirs; or None."""
        with self._database.read() as connection:
            row = connection.execute(_BY_ID, {"id": id}).one_or_none()
        return None if row is None else _user(row)

    def count(self) -> int:
        """How many there are."""
        with self._database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(users)).scalar_one())

    def put(self, id: str, settings: UserSettings) -> User:
        """Replace a person's settings as a whole; creates the person."""
        row = {
            "timezone": settings.timezone,
            "locale": settings.locale,
            "preferences": settings.preferences,
            "likes": dump(settings.likes),
            "dislikes": dump(settings.dislikes),
            "attributes": dump(settings.attributes),
        }

        def work(connection: Connection) -> User:
            key = self.resolve(connection, [id])[id]
            connection.execute(update(users).where(users.c.key == key).values(row))
            return _user(connection.execute(_BY_KEY, {"key": key}).one())

        return self._database.write(work)

    def ids_of(self, id: str) -> list[str]:
        """Every id by which this person is known: the account's first, then those merged into it, by age; or none."""
        with self._database.read() as connection:
            key = connection.execute(_KEY_OF, {"id": id}).scalar()
            return list(connection.execute(_IDS_OF, {"key": key}).scalars())

    def merge(self, id: str, other: str, now: int) -> Merged:
        """Make ``other`` one more id of the person ``id``, with all that is held under it; once is enough.

        Settings of ``id`` win. Both are created where nobody was known. Raises ``CannotMerge`` where ``other`` was
        merged into somebody else before.
        """

        def work(connection: Connection) -> Merged:
            key = self.resolve(connection, [id])[id]
            merged = merge(connection, key, other, connection.execute(_KEY_OF, {"id": other}).scalar(), now)
            account = connection.execute(_BY_KEY, {"key": key}).one()
            if merged.changed:
                self._impressions.move(connection, other, account.id)
            return merged

        return self._database.write(work)

    def resolve(self, connection: Connection, ids: Sequence[str]) -> dict[str, UserKey]:
        """Keys of all ids, inside a write; an id never met becomes a person without settings."""
        keys = _keys_of(connection, ids)
        new = [id for id in dict.fromkeys(ids) if id not in keys]
        for start in range(0, len(new), CHUNK):
            connection.execute(insert(users), [{"id": id, **_EMPTY} for id in new[start : start + CHUNK]])
        return {**keys, **_keys_of(connection, new)} if new else keys

    def erase(self, id: str) -> bool:
        """Forget a person: settings, events, every id and what they were shown; False where there is nothing of them.

        Of the events only keyed hashes of their ids stay, so that a retry cannot bring them back. On return no
        file of the database holds the id or the event ids; if wiping them fails, ``StoreError`` is raised
        and the wiping is made up for at the next erase or start.
        """
        erased = self._database.write(lambda connection: self._erase(connection, id))
        self.finish_erasing()
        return erased

    def finish_erasing(self) -> None:
        """Wipe the files if an erase was cut off before it could (at start, after a kill)."""
        with self._wiping:  # those who waited here mostly find that the one before wiped for them too
            pending = self._meta.get(_TO_SCRUB)
            if pending:
                self._database.scrub()
                self._database.write(lambda connection: _scrubbed(connection, pending))

    def check_secret(self) -> None:
        """Refuse a folder whose secret was exchanged: its erased events could come back unnoticed."""
        known = self._meta.get(_FINGERPRINT)
        if known is None:
            self._meta.put(_FINGERPRINT, self._secret.fingerprint)
        elif known != self._secret.fingerprint:
            raise StoreError(
                "secret.key is not the one that this database was written with.",
                "Restore it from the backup that the database comes from.",
            )

    def _erase(self, connection: Connection, id: str) -> bool:
        key = connection.execute(_KEY_OF, {"id": id}).scalar()
        known = connection.execute(_IDS_OF, {"key": key}).scalars().all() or [id]
        shown = [self._impressions.forget(connection, one, self._clock()) for one in known]
        if key is not None:
            event_ids = connection.execute(_EVENT_IDS, {"key": key}).scalars().all()
            insert_new(connection, erased_events, [{"digest": self._secret.digest(event_id)} for event_id in event_ids])
            for table in (events, aliases):
                connection.execute(delete(table).where(table.c.user_key == key))
            connection.execute(delete(users).where(users.c.key == key))
        if key is None and not any(shown):
            return False
        put(connection, _TO_SCRUB, random.randint(1, 1 << 62))  # tells this erase from others
        return True


def has_fingerprint(database: Database) -> bool:
    """Was this database written with a secret already?"""
    return Meta(database).get(_FINGERPRINT) is not None


def _scrubbed(connection: Connection, pending: Json) -> None:
    """Clear the mark, unless another erase has set it anew meanwhile."""
    if get(connection, _TO_SCRUB) == pending:
        put(connection, _TO_SCRUB, None)


def _keys_of(connection: Connection, ids: Sequence[str]) -> dict[str, UserKey]:
    found: dict[str, UserKey] = {}
    for known in _KEYS_OF:
        missing = [id for id in ids if id not in found]
        found.update((id, UserKey(key)) for id, key in known.rows(connection, missing))
    return found


def _user(row: Sequence[Any]) -> User:
    key, id, timezone, locale, preferences, likes, dislikes, attributes, merged = row
    said = (timezone, locale, preferences, strings(likes), strings(dislikes), load(attributes))
    return User(UserKey(key), id, *said, merged)

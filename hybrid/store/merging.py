"""Merging one person into another, inside a write: a visitor who signs in becomes a part of their account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from hybrid.errors import CannotMerge
from hybrid.store.sql import dump, load
from hybrid.store.tables import aliases, events, users

_SAID = (
    users.c.timezone, users.c.locale, users.c.preferences, users.c.likes, users.c.dislikes, users.c.attributes,
)  # fmt: skip
_SETTINGS = select(*_SAID).where(users.c.key == bindparam("of_key"))
_IS_ALIAS = select(aliases.c.id).where(aliases.c.id == bindparam("alias"))
NOTHING = (None, "[]", "{}")
"""What stands in a column of settings where nothing was said."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The person's key, how many ``events`` came over, and whether anything ``changed``."""

    key: int
    events: int = 0
    changed: bool = False


def merge(connection: Connection, key: int, other: str, other_key: int | None, now: int) -> Merged:
    """Make the id ``other`` an alias of the person ``key``; ``other_key`` is whose id it is now, None for nobody's.

    Raises ``CannotMerge`` where it is an alias of somebody else.
    """
    if other_key == key:
        return Merged(key)
    if connection.execute(_IS_ALIAS, {"alias": other}).scalar() is not None:
        raise CannotMerge(
            f"{other!r} was merged into another account before.",
            "Give a visitor a new id when somebody signs out.",
        )
    moved = 0 if other_key is None else _move(connection, key, other_key)
    connection.execute(insert(aliases), {"id": other, "user_key": key, "merged_at": now})
    return Merged(key, moved, changed=True)


def _move(connection: Connection, key: int, other: int) -> int:
    """All that is held of the person ``other`` becomes the person ``key``'s; returns how many events did."""
    mine, theirs = (connection.execute(_SETTINGS, {"of_key": of}).mappings().one() for of in (key, other))
    connection.execute(update(users).where(users.c.key == key).values(_both(mine, theirs)))
    moved, _ = (
        connection.execute(update(table).where(table.c.user_key == other).values(user_key=key)).rowcount
        for table in (events, aliases)
    )
    connection.execute(delete(users).where(users.c.key == other))
    return moved


def _both(mine: RowMapping, theirs: RowMapping) -> dict[str, Any]:
    """Each setting of mine, or theirs where mine says nothing; of attributes by name."""
    both = {name: theirs[name] if value in NOTHING else value for name, value in mine.items()}
    return {**both, "attributes": dump({**load(theirs["attributes"]), **load(mine["attributes"])})}

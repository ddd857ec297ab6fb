"""Items: what may be recommended, what was deleted, and what only events have named so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, insert, select, update

from hybrid.attributes import merged
from hybrid.domain import Item, ItemKey
from hybrid.errors import NotFound
from hybrid.records import ItemRecord
from hybrid.store.bulk import Listed
from hybrid.store.database import Database
from hybrid.store.sql import CHUNK, chunks, dump, load, strings
from hybrid.store.tables import items

PAGE = 500
_FIELDS: Final = tuple(column.name for column in items.columns if column.name not in ("key", "id"))
_BY_KEYS = select(items).where(items.c.key.in_(bindparam("keys", expanding=True)))
_BY_ID = select(items).where(items.c.id == bindparam("id"))
_KEYS_OF = Listed(select(items.c.id, items.c.key).where(items.c.id.in_(bindparam("ids", expanding=True))), "ids")
_PAGE = select(items).where(items.c.key > bindparam("after")).order_by(items.c.key).limit(bindparam("size"))
_UPDATE = (
    update(items).where(items.c.key == bindparam("b_key")).values({name: bindparam(f"b_{name}") for name in _FIELDS})
)
_EMPTY: Final[Mapping[str, Any]] = {
    "title": "", "description": "", "categories": "[]", "tags": "[]", "brand": None, "price": None,
    "currency": None, "language": None, "available": True, "published_at": None, "image_url": None,
    "variant_of": None, "attributes": "{}", "known": False, "deleted": False,
}  # fmt: skip


class Catalog:
    """The items of one catalogue. Keys are given once, from 1, and never reused."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def upsert(self, records: Sequence[ItemRecord]) -> list[Item]:
        """Replace each item as a whole, or create it; returns them in order, durable.

        An item that only events had named becomes known, a deleted one comes back; both keep their key.
        Where a batch names an id twice, the later record wins for both.
        """
        last = {record.id: _row(record) for record in records}

        def work(connection: Connection) -> dict[str, ItemKey]:
            keys = _keys_of(connection, list(last))
            _insert(connection, [{"id": id, **row} for id, row in last.items() if id not in keys])
            changed = [_update_row(keys[id], row) for id, row in last.items() if id in keys]
            if changed:
                connection.execute(_UPDATE, changed)
            return keys if len(keys) == len(last) else _keys_of(connection, list(last))

        keys = self._database.write(work) if last else {}
        made = {id: _item(keys[id], id, row) for id, row in last.items()}
        return [made[record.id] for record in records]

    def patch(self, id: str, changes: Mapping[str, Any]) -> Item:
        """Replace the named fields (as ``ItemPatch.changes`` gives them); ``attributes`` are merged.

        Raises ``NotFound``, and pydantic's refusal where the merged attributes have grown too large.
        """

        def work(connection: Connection) -> Item:
            key, row = _living(connection, id)
            new = {name: value for name, value in changes.items() if name in _FIELDS}
            if "attributes" in new:
                new["attributes"] = merged(load(row["attributes"]), new["attributes"])
            row = {**row, **_encoded(new)}
            connection.execute(_UPDATE, [_update_row(key, row)])
            return _item(key, id, row)

        return self._database.write(work)

    def delete(self, id: str) -> Item:
        """Leave a tombstone: key, id and title stay for reasons already given. Raises ``NotFound``."""

        def work(connection: Connection) -> Item:
            key, row = _living(connection, id)
            row = {**_EMPTY, "title": row["title"], "known": True, "deleted": True, "available": False}
            connection.execute(_UPDATE, [_update_row(key, row)])
            return _item(key, id, row)

        return self._database.write(work)

    def get(self, id: str) -> Item | None:
        """The item, if it is described and not deleted."""
        with self._database.read() as connection:
            row = connection.execute(_BY_ID, {"id": id}).one_or_none()
        item = None if row is None else _from_row(row)
        return item if item is not None and item.known and not item.deleted else None

    def by_keys(self, keys: Iterable[int]) -> dict[int, Item]:
        """Items by key, also deleted and unknown ones; a key that was never given is left out."""
        found: dict[int, Item] = {}
        with self._database.read() as connection:
            for chunk in chunks(int(key) for key in keys):
                for row in connection.execute(_BY_KEYS, {"keys": chunk}):
                    found[row[0]] = _from_row(row)
        return found

    def keys_of(self, ids: Sequence[str]) -> dict[str, ItemKey]:
        """Keys of those ids that have one, be the item known, unknown or deleted."""
        with self._database.read() as connection:
            return _keys_of(connection, ids)

    def resolve(self, connection: Connection, ids: Sequence[str]) -> dict[str, ItemKey]:
        """Keys of all ids, inside a write: an id never met gets a placeholder (``known`` False)."""
        keys = _keys_of(connection, ids)
        new = [id for id in dict.fromkeys(ids) if id not in keys]
        _insert(connection, [{"id": id, **_EMPTY} for id in new])
        return {**keys, **_keys_of(connection, new)} if new else keys

    def all(self, after: int = 0) -> Iterator[Item]:
        """Every item with a key above ``after``, in key order, also deleted and unknown ones.

        Read page by page, so that a slow consumer holds up nothing; each page is as new as its reading.
        """
        while True:
            with self._database.read() as connection:
                rows = connection.execute(_PAGE, {"after": after, "size": PAGE}).all()
            yield from map(_from_row, rows)
            if len(rows) < PAGE:
                return
            after = rows[-1][0]

    def main_categories(self) -> dict[int, str]:
        """The first category of each item that has one, by key."""
        with self._database.read() as connection:
            rows = connection.execute(select(items.c.key, items.c.categories).where(items.c.categories != "[]")).all()
        return {key: strings(categories)[0] for key, categories in rows}

    def size(self) -> int:
        """The largest key given so far, 0 for none; arrays over items have this plus one rows."""
        with self._database.read() as connection:
            return connection.execute(select(func.max(items.c.key))).scalar() or 0


def _keys_of(connection: Connection, ids: Sequence[str]) -> dict[str, ItemKey]:
    return {id: ItemKey(key) for id, key in _KEYS_OF.rows(connection, ids)}


def _living(connection: Connection, id: str) -> tuple[ItemKey, dict[str, Any]]:
    row = connection.execute(_BY_ID, {"id": id}).mappings().one_or_none()
    if row is None or row["deleted"] or not row["known"]:
        raise NotFound(f"There is no item {id!r}.", "Send it with its title first.")
    return ItemKey(row["key"]), dict(row)


def _insert(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    for start in range(0, len(rows), CHUNK):
        connection.execute(insert(items), list(rows[start : start + CHUNK]))


def _row(record: ItemRecord) -> dict[str, Any]:
    fields = {name: getattr(record, name) for name in _FIELDS if name not in ("known", "deleted")}
    return {**_encoded(fields), "known": True, "deleted": False}


def _encoded(fields: Mapping[str, Any]) -> dict[str, Any]:
    json = ("categories", "tags", "attributes")
    return {name: dump(value) if name in json else value for name, value in fields.items()}


def _update_row(key: int, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"b_key": key, **{f"b_{name}": row[name] for name in _FIELDS}}


def _item(key: int, id: str, row: Mapping[str, Any]) -> Item:
    return _made(key, id, *(row[name] for name in _FIELDS))


def _from_row(row: Sequence[Any]) -> Item:
    return _made(*row)


def _made(
    key: int, id: str, title: str, description: str, categories: str, tags: str, brand: str | None,
    price: float | None, currency: str | None, language: str | None, available: bool, published_at: int | None,
    image_url: str | None, variant_of: str | None, attributes: str, known: bool, deleted: bool,
) -> Item:  # fmt: skip
    return Item(
        ItemKey(key), id, title, description, strings(categories), strings(tags), brand, price, currency, language,
        available, published_at, image_url, variant_of, load(attributes) if attributes != "{}" else {}, known, deleted,
    )  # fmt: skip

"""What has become recommendable, for whoever listens: the log of changes, as the world may see it.

Each process follows the log for its own listeners, and only while there are any.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Literal, TypeAlias

from api.threads import run
from hybrid.domain import Item, Json, iso
from hybrid.errors import BecauseError
from hybrid.store import Store
from hybrid.store.changes import Change, Kind

log = logging.getLogger(__name__)

LOOK = 0.2
"""Seconds between two looks at the log: a few dozen microseconds each."""
MOST = 32
"""Listeners of one process."""
PAGE = 500
"""Entries that are read at once."""
PUBLIC = frozenset({Kind.ITEM, Kind.MODEL, Kind.PROMPT, Kind.RULES})
"""The others are between the processes of one folder."""

State: TypeAlias = Literal["ready", "unavailable", "deleted"]


@dataclass(frozen=True)
class Published:
    """A change that holds for the next request on. ``id`` is an item's, a model's version, a prompt's or a scenario's
    name; an item's ``state`` is that of now, since another entry follows where it changed again."""

    seq: int
    kind: Kind
    id: str
    state: State
    stored_at: int | None
    ready_at: int | None

    def view(self) -> dict[str, Json]:
        """As it goes out."""
        told = None if self.ready_at is None else iso(self.ready_at)
        stored = None if self.stored_at is None else iso(self.stored_at)
        return {"id": self.id, "state": self.state, "stored_at": stored, "ready_at": told}


@dataclass(frozen=True)
class Page:
    """The next changes up to and with the entry ``until``; ``lost`` where those before are no longer kept."""

    changes: Sequence[Published]
    until: int
    lost: bool = False


def page_after(store: Store, seq: int, most: int = PAGE) -> Page:
    """What follows the entry ``seq``, ``most`` entries of the log. Blocks."""
    found = store.changes.after(seq, most)
    if found is None:
        last = store.changes.place().change
        return Page((), last, lost=last != seq)
    items = store.catalog.by_keys({change.item for change in found if change.item is not None})
    public = [change for change in found if change.kind in PUBLIC]
    return Page([_published(change, items) for change in public], found[-1].seq if found else seq)


def _published(change: Change, items: dict[int, Item]) -> Published:
    item = None if change.item is None else items.get(change.item)
    id = (change.name if item is None else item.id) or ""
    state: State = "ready" if change.item is None else _state(item)
    return Published(change.seq, change.kind, id, state, change.stored_at, change.ready_at)


def _state(item: Item | None) -> State:
    if item is None or item.deleted:
        return "deleted"
    return "ready" if item.recommendable else "unavailable"


class Feed:
    """For one event loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._place = 0
        self._followers = 0
        self._wanted = asyncio.Event()
        self._changed = asyncio.Condition()
        self.listeners = 0
        self.closed = False

    @property
    def full(self) -> bool:
        """Are there as many listeners as there may be?"""
        return self.listeners >= MOST

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Follow the log while the block runs; whoever listens then is let go."""
        following = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await following
            await self.close()

    async def close(self) -> None:
        """Let every listener go: the server stops."""
        async with self._changed:
            self.closed = True
            self._changed.notify_all()

    @contextmanager
    def following(self) -> Iterator[None]:
        """The log is followed while the block runs."""
        self._followers += 1
        self._wanted.set()
        try:
            yield
        finally:
            self._followers -= 1
            if not self._followers:
                self._wanted.clear()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """The same for somebody from outside, of whom there are not more than ``MOST``."""
        self.listeners += 1
        try:
            with self.following():
                yield
        finally:
            self.listeners -= 1

    async def place(self) -> int:
        """The log's last entry."""
        return (await run(self._store.changes.place)).change

    async def page(self, seq: int, most: int = PAGE) -> Page:
        """As ``page_after``."""
        return await run(page_after, self._store, seq, most)

    async def wait(self, seq: int, seconds: float) -> None:
        """Until there is more than the entry ``seq``, the server stops, or so many seconds have passed."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(lambda: self.closed or self._place > seq)

    async def _follow(self) -> None:
        while True:
            await self._wanted.wait()
            try:
                place = await self.place()
            except BecauseError as error:
                log.warning("the log of changes can't be read: %s", error)
            else:
                if place != self._place:
                    async with self._changed:
                        self._place = place
                        self._changed.notify_all()
            await asyncio.sleep(LOOK)

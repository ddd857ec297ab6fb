"""What was shown on a UTC day, read as columns: from the rows, or as they were kept once the day was over.

Kept columns say the same as the rows and are read a hundred times as fast. They are dropped by whatever changes their
day, in the same write: people who are erased or merged, answers that are written late, answers whose time is over. The
rows stay the truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, Select, bindparam, delete, func, select, update

from hybrid.loop.shown import (
    NOBODY,
    AnswerColumns,
    Ints,
    Kind,
    SlotColumns,
    answers_from,
    number_of,
    session_numbers,
    slots_from,
)
from hybrid.store.database import Database
from hybrid.store.sql import chunks, insert_new
from hybrid.store.tables import impression_slots, impressions, shown_days

DAY: Final = 86_400 * 1_000_000
PAGE: Final = 2_000
"""Rows that are turned into columns at once: others get their turn in between."""
OVER: Final = 600 * 1_000_000
"""Microseconds after its end until a day is kept: by then all answers of it are written."""

_ANSWERS = (
    select(
        impressions.c.key, impressions.c.person, impressions.c.shown_at, impressions.c.session_id,
        *(impressions.c[name] for name in Kind._fields),
    )
    .where(impressions.c.shown_at >= bindparam("since"), impressions.c.shown_at < bindparam("until"))
    .order_by(impressions.c.key)
)  # fmt: skip
# Keys follow time, so that those of a day are next to each other but for a few.
_SLOTS = (
    select(
        impression_slots.c.impression, impression_slots.c.item_key, impression_slots.c.sources,
        impression_slots.c.propensity,
    )
    .where(impression_slots.c.impression.between(bindparam("first"), bindparam("last")))
    .order_by(impression_slots.c.impression, impression_slots.c.slot)
)  # fmt: skip
_VERSION = select(shown_days.c.version).where(shown_days.c.day == bindparam("day"))
_BOUNDS = select(
    select(func.min(impressions.c.shown_at)).scalar_subquery(),
    select(func.max(impressions.c.shown_at)).scalar_subquery(),
)
"""One read of the index each, which both in one query are not."""
_KEPT = select(shown_days.c.day).where(shown_days.c.answers.is_not(None))


class ShownDays:
    """By the number of the UTC day since 1970. Reads block; each is as one moment saw the day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def between(self, first: int, until: int) -> range:
        """The days from ``first`` until before ``until`` between the first and the last that something was shown on."""
        with self._database.read() as connection:
            shown = connection.execute(_BOUNDS).one()
        if shown[0] is None:
            return range(0)
        return range(max(first, shown[0] // DAY), min(until, shown[1] // DAY + 1))

    def whole(self, day: int) -> tuple[AnswerColumns, SlotColumns]:
        """The day's answers and their slots."""
        query = select(shown_days.c.answers, shown_days.c.slots).where(shown_days.c.day == day)
        with self._database.read() as connection:
            packed = connection.execute(query).one_or_none()
            if packed is not None and packed[0] is not None:
                return answers_from(packed[0]), slots_from(packed[1])
            return _answers(connection, day)

    def due(self, expired: int, now: int) -> list[int]:
        """Days that may be kept and are not, the last first: over by ``now``, and after ``expired`` (microseconds)."""
        with self._database.read() as connection:
            kept = set(connection.execute(_KEPT).scalars())
        return [day for day in reversed(self.between(expired // DAY + 1, (now - OVER) // DAY)) if day not in kept]

    def keep(self, day: int) -> bool:
        """Keep a day that is over; False where it was changed meanwhile."""
        # The row is there before the answers are read, so that whatever changes them finds it and counts on.
        self._database.write(lambda connection: insert_new(connection, shown_days, [{"day": day, "version": 0}]))
        with self._database.read() as connection:
            version = connection.execute(_VERSION, {"day": day}).scalar()
            answers, slots = _answers(connection, day)
        packed = {"answers": answers.to_bytes(), "slots": slots.to_bytes()}
        unchanged = update(shown_days).where(shown_days.c.day == day, shown_days.c.version == version).values(packed)
        return bool(self._database.write(lambda connection: connection.execute(unchanged).rowcount))


def changed(connection: Connection, days: Iterable[int]) -> None:
    """Inside a write: what was shown on these days is no longer as it was kept."""
    for chunk in chunks(days):
        dropped = {"version": shown_days.c.version + 1, "answers": None, "slots": None}
        connection.execute(update(shown_days).where(shown_days.c.day.in_(chunk)).values(dropped))


def expire(connection: Connection, expired: int) -> None:
    """Inside a write: answers from before ``expired`` (microseconds) go, a part of its day among them."""
    connection.execute(delete(shown_days).where(shown_days.c.day <= expired // DAY))


def _answers(connection: Connection, day: int) -> tuple[AnswerColumns, SlotColumns]:
    """From the rows."""
    pages: list[list[Any]] = [[], [], [], [], []]
    kinds: dict[Kind, int] = {}
    for key, person, at, session, *told in _rows(connection, _ANSWERS, {"since": day * DAY, "until": (day + 1) * DAY}):
        kind = kinds.setdefault(Kind(*told), len(kinds))
        row = (key, number_of(person), at, session, kind)
        for column, value in zip(pages, row, strict=True):
            column.append(value)
    keys, persons, moments, sessions, of_kind = pages
    key = np.array(keys, np.int64)
    of, slots = _slots(connection, key)
    answers = AnswerColumns(
        key=key,
        person=np.array(persons, np.uint64),
        at=np.array(moments, np.int64),
        session=np.where([id is not None for id in sessions], session_numbers(id or "" for id in sessions), NOBODY),
        kind=np.array(of_kind, np.int32),
        size=np.bincount(of, minlength=key.size).astype(np.int32),
        kinds=tuple(kinds),
    )
    return answers, slots


def _slots(connection: Connection, keys: Ints) -> tuple[Ints, SlotColumns]:
    """Which of the ascending ``keys`` each slot belongs to, and the slots of these alone."""
    sources: dict[str, int] = {}
    first_of: dict[str, int] = {}
    pages = [(np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.int16), np.empty(0, np.bool_))]
    span = {"first": int(keys[0]), "last": int(keys[-1])} if keys.size else {"first": 1, "last": 0}
    for page in _pages(connection, _SLOTS, span):
        answer, item, told, propensity = zip(*page, strict=True)
        for text in set(told) - first_of.keys():
            first_of[text] = sources.setdefault(text.partition(",")[0], len(sources))
        source = np.array([first_of[text] for text in told], np.int16)
        explored = np.array([one is not None for one in propensity], np.bool_)
        pages.append((np.array(answer, np.int64), np.array(item, np.int32), source, explored))
    answers, shown, brought, drawn = (np.concatenate(column) for column in zip(*pages, strict=True))
    mine = np.isin(answers, keys)
    slots = SlotColumns(item=shown[mine], source=brought[mine], explored=drawn[mine], sources=tuple(sources))
    return np.searchsorted(keys, answers[mine]), slots


def _rows(connection: Connection, query: Select[Any], asked: dict[str, int]) -> Iterator[Sequence[Any]]:
    for page in _pages(connection, query, asked):
        yield from page


def _pages(connection: Connection, query: Select[Any], asked: dict[str, int]) -> Iterator[Sequence[Sequence[Any]]]:
    yield from connection.execution_options(stream_results=True).execute(query, asked).partitions(PAGE)

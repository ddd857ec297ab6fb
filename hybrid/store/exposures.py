"""Reads of what was shown and done that need no columns of whole days (``shown_days.py``)."""

from __future__ import annotations

from typing import Final

import numpy as np
from sqlalchemy import func, select

from hybrid.loop.shown import Ints, Numbers, session_numbers
from hybrid.store.database import Database
from hybrid.store.tables import events, impressions

PAGE: Final = 2_000


class Exposures:
    """What was shown in a catalogue. Moments are UTC microseconds, ``until`` is not part of a span."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, since: int, until: int) -> int:
        """How many answers."""
        within = (impressions.c.shown_at >= since, impressions.c.shown_at < until)
        with self._database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(impressions).where(*within)).scalar_one())

    def deeds(self, since: int, until: int) -> tuple[Numbers, Ints]:
        """Of each session that events of the span name: its number, its last event; shape (n,)."""
        query = (
            select(events.c.session_id, func.max(events.c.occurred_at))
            .where(events.c.occurred_at >= since, events.c.occurred_at < until, events.c.session_id.is_not(None))
            .group_by(events.c.session_id)
        )
        pages = [(np.empty(0, np.uint64), np.empty(0, np.int64))]
        with self._database.read() as connection:
            for page in connection.execution_options(stream_results=True).execute(query).partitions(PAGE):
                ids, last = zip(*page, strict=True)
                pages.append((session_numbers(ids), np.array(last, np.int64)))
        sessions, moments = (np.concatenate(column) for column in zip(*pages, strict=True))
        return sessions, moments

"""Reads of what was shown and done that need no columns of whole days (``shown_days.py``)."""

from __future__ import annotations

import numpy as np
from sqlalchemy import func, select

from hybrid.loop.shown import Ints, Numbers, session_number
from hybrid.store.database import Database
from hybrid.store.tables import events, impressions


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
        sessions, last = [], []
        with self._database.read() as connection:
            for session, at in connection.execution_options(stream_results=True).execute(query):
                sessions.append(session_number(session))
                last.append(at)
        return np.array(sessions, np.uint64), np.array(last, np.int64)

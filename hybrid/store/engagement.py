"""Counting who engaged with what: which events speak for an item, and the queries that count them.

One person counts once for an item, however often they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from sqlalchemy import Connection, and_, bindparam, func, or_, select

from hybrid.domain import Event, EventType, ItemKey
from hybrid.fading import REACH, Counted, Engaging
from hybrid.store.bulk import Listed
from hybrid.store.tables import TYPE_CODES, events

RATED = (EventType.RATING, EventType.REVIEW)
NEGATIVE = (EventType.IMPRESSION, EventType.DISLIKE, EventType.HIDE)
"""Never a sign of liking."""


def codes(types: Iterable[EventType]) -> list[int]:
    """As they are stored, ascending."""
    return sorted(TYPE_CODES[type] for type in types)


_SPEAKS_FOR = and_(
    events.c.type.not_in(codes(NEGATIVE)),
    or_(events.c.type.not_in(codes(RATED)), events.c.value.is_(None), events.c.value >= bindparam("low")),
)
_PEOPLE = (
    select(events.c.item_key, func.count(events.c.user_key.distinct())).where(_SPEAKS_FOR).group_by(events.c.item_key)
)
_BEFORE = Listed(
    select(events.c.user_key, events.c.item_key, func.max(events.c.occurred_at))
    .where(
        _SPEAKS_FOR,
        events.c.user_key.in_(bindparam("users", expanding=True)),
        events.c.seq < bindparam("before"),
    )
    .group_by(events.c.user_key, events.c.item_key),
    "users",
)
# Adding 0 keeps SQLite from walking through all events in order of people only to group them more easily.
_LATELY = (
    select(events.c.item_key, func.max(events.c.occurred_at).label("at"))
    .where(_SPEAKS_FOR, events.c.occurred_at >= bindparam("since"))
    .group_by(events.c.user_key + 0, events.c.item_key)
    .subquery()
)
_STEP = ((_LATELY.c.at - bindparam("since")) // bindparam("step")).label("step_number")
FADING = select(_LATELY.c.item_key, _STEP, func.count()).group_by(_LATELY.c.item_key, _STEP)
_LAST = select(func.max(events.c.occurred_at), func.max(events.c.seq))


def people(connection: Connection, low: float) -> dict[int, float]:
    """Item key → number of distinct people with an event that speaks for it."""
    return {key: float(n) for key, n in connection.execute(_PEOPLE, {"low": low})}


def counted(connection: Connection, low: float, step: int | None) -> Counted:
    """Everything as the connection sees it. What fades is read from the last ``REACH`` steps (of so many
    microseconds) alone; nothing does without a ``step``."""
    newest, last = connection.execute(_LAST).one()
    rows: Sequence[Sequence[int]] = []
    if step is not None and newest is not None:
        since = (newest // step - REACH) * step
        rows = connection.execute(FADING, {"low": low, "since": since, "step": step}).all()
    items, steps, amounts = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, 3).T
    return Counted(people(connection, low), (items, REACH - steps, amounts.astype(np.float64)), newest, last or 0)


def engaging(connection: Connection, accepted: Sequence[Event], low: float) -> list[Engaging]:
    """What these events, just appended, say for items: one for each person and item, with what was there before."""
    speaking = [event for event in accepted if speaks_for(event, low)]
    at: dict[tuple[int, int], int] = {}
    for event in speaking:
        pair = (int(event.user), int(event.item))
        at[pair] = max(event.occurred_at, at.get(pair, event.occurred_at))
    before = min((event.seq for event in accepted), default=0)
    earlier: dict[tuple[int, int], int] = {}
    rows = _BEFORE.rows(connection, {user for user, _ in at}, before=before, low=low)
    earlier.update(((user, item), when) for user, item, when in rows if (user, item) in at)
    return [Engaging(ItemKey(item), when, earlier.get((user, item))) for (user, item), when in at.items()]


def speaks_for(event: Event, low: float) -> bool:
    """The same as ``_SPEAKS_FOR``, of an event at hand."""
    rated_low = event.type in RATED and event.value is not None and event.value < low
    return event.type not in NEGATIVE and not rated_low

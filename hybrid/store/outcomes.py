"""Reads of what came of what was shown, worked out from the rows as they are: no event is counted ahead."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, literal, select

from hybrid.domain import Event, EventType
from hybrid.loop.attribution import CLICKS, CONVERSIONS, SKEW, Unattributed, Windows, unattributed, unheard_of
from hybrid.loop.touches import Touches
from hybrid.store.bulk import Listed
from hybrid.store.database import Database
from hybrid.store.engagement import codes
from hybrid.store.shown_days import ShownDays
from hybrid.store.tables import TYPE_CODES, events, impression_slots, impressions, items

PAGE = 2_000
"""Rows that are turned into columns at once: others get their turn in between."""
_COLUMNS = (np.int8, np.float64, np.int64, np.int64, np.float64, np.int16, np.int64, np.int64)
"""Of ``Touches``; None becomes NaN."""

_TOUCH = events.alias("touch")
_SEEN, _PLACE = impressions.alias("seen"), impression_slots.alias("place")


def _last_touch(*conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    """A purchase without an id goes to where the person last came from to the item: by a click of an answer that had
    it."""
    return (
        select(_TOUCH.c.recommendation_id)
        .join_from(_TOUCH, _SEEN, _SEEN.c.recommendation_id == _TOUCH.c.recommendation_id)
        .join(_PLACE, and_(_PLACE.c.impression == _SEEN.c.key, _PLACE.c.item_key == _TOUCH.c.item_key))
        .where(
            _TOUCH.c.user_key == events.c.user_key,
            _TOUCH.c.item_key == events.c.item_key,
            _TOUCH.c.occurred_at <= events.c.occurred_at,
            _TOUCH.c.type.in_(codes(CLICKS)),
            *conditions,
        )
        .order_by(_TOUCH.c.occurred_at.desc(), _TOUCH.c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )


# What was long ago is left out, lest the purchases of a long history are looked up in all of it while a caller waits.
_RECENT = _TOUCH.c.occurred_at >= events.c.occurred_at - bindparam("reach")
_OF_ANSWER = (
    impressions.c.key, impressions.c.shown_at, impressions.c.scenario, impressions.c.experiment, impressions.c.arm,
)  # fmt: skip
_ANSWERS = Listed(
    select(impressions.c.recommendation_id, *_OF_ANSWER).where(
        impressions.c.recommendation_id.in_(bindparam("ids", expanding=True))
    ),
    "ids",
)
_LAST_ANSWERS = Listed(
    select(events.c.seq, *_OF_ANSWER)
    .join_from(events, impressions, impressions.c.recommendation_id == _last_touch(_RECENT))
    .where(events.c.seq.in_(bindparam("seqs", expanding=True))),
    "seqs",
)
_PLACES = Listed(
    select(impression_slots.c.impression, impression_slots.c.item_key, impression_slots.c.slot).where(
        impression_slots.c.impression.in_(bindparam("keys", expanding=True))
    ),
    "keys",
)


class Answer(NamedTuple):
    """An answer that an event may count for: its key, its moment, and what monitoring tells apart."""

    key: int
    shown_at: int
    scenario: str
    experiment: str
    arm: str


@dataclass(frozen=True, slots=True)
class Claim:
    """An event, the answer that it names or comes from (None: there is none), and where its item stands in it."""

    event: Event
    answer: Answer | None
    slot: int | None

    def refused(self, windows: Windows) -> Unattributed | None:
        """Why it does not count, None where it does."""
        shown_at = None if self.answer is None else self.answer.shown_at
        return unattributed(self.event.type, self.event.occurred_at, shown_at, self.slot, windows)

    def told(self, windows: Windows, now: int) -> Unattributed | None:
        """The same of an event that names an answer, as far as it can be said ``now``."""
        why, id = self.refused(windows), self.event.recommendation_id
        return None if id is None or (why is Unattributed.UNKNOWN and not unheard_of(id, now)) else why


def _touches(recommendation_id: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            events.c.type, events.c.value, events.c.occurred_at, events.c.item_key, items.c.price, items.c.currency,
            impressions.c.key, impressions.c.shown_at,
        )
        .join_from(events, items, items.c.key == events.c.item_key)
        .join(impressions, impressions.c.recommendation_id == recommendation_id)
        .where(
            *conditions,
            events.c.occurred_at >= bindparam("since") - SKEW,
            events.c.occurred_at < bindparam("until") + bindparam("reach"),
            impressions.c.shown_at >= bindparam("since"),
            impressions.c.shown_at < bindparam("until"),
        )
    )  # fmt: skip


_NAMED = _touches(events.c.recommendation_id, events.c.recommendation_id.is_not(None))
_BOUGHT = _touches(_last_touch(), events.c.recommendation_id.is_(None), events.c.type.in_(codes(CONVERSIONS)))


class Outcomes:
    """What came of the impressions of one catalogue. Moments are UTC microseconds, ``until`` is not part of a span."""

    def __init__(self, database: Database, days: ShownDays) -> None:
        self._database = database
        self.days = days

    def touches(self, since: int, until: int, reach: int) -> Touches:
        """The events that may count for answers shown in the span, up to ``reach`` after it, in any order; whether
        their items were in the answers is for the caller to see."""
        span, currencies = {"since": since, "until": until, "reach": reach}, {"": 0}
        pages: list[list[NDArray[Any]]] = [[np.empty(0, type) for type in _COLUMNS]]
        for query in (_NAMED, _BOUGHT):
            with self._database.read() as connection:
                for page in connection.execution_options(stream_results=True).execute(query, span).partitions(PAGE):
                    type, value, at, item, price, currency, *answer = zip(*page, strict=True)
                    codes_of = [currencies.setdefault(code or "", len(currencies)) for code in currency]
                    told = (type, value, at, item, price, codes_of, *answer)
                    pages.append([np.array(column, type) for column, type in zip(told, _COLUMNS, strict=True)])
        kinds, values, moments, shown, prices, paid_in, answers, shown_at = map(
            np.concatenate, zip(*pages, strict=True)
        )
        return Touches(kinds, values, moments, shown, prices, paid_in, answers, shown_at, tuple(currencies))

    def refused_between(self, since: int, until: int, windows: Windows) -> dict[str, int]:
        """How many events of the span name an answer for which they do not count, by ``Unattributed``."""
        with self._database.read() as connection:
            rows = connection.execute(_refused(windows), {"since": since, "until": until}).all()
        found = {row[0]: row[1] for row in rows}
        return {why.value: found[why.value] for why in Unattributed if why.value in found}

    def claims(self, events: Sequence[Event], windows: Windows) -> list[Claim]:
        """What those of ``events`` name that name an answer, and what conversions come from that name none."""
        reach = windows.longest + SKEW
        naming = [event for event in events if event.recommendation_id is not None]
        bought = [event for event in events if event.recommendation_id is None and event.type in CONVERSIONS]
        if not naming and not bought:
            return []
        with self._database.read() as connection:
            named = _ANSWERS.rows(connection, (event.recommendation_id for event in naming))
            answers = {id: Answer(*told) for id, *told in named}
            last = _LAST_ANSWERS.rows(connection, (event.seq for event in bought), reach=reach)
            came_from = {seq: Answer(*told) for seq, *told in last}
            found = [(event, answers.get(event.recommendation_id)) for event in naming]
            found += [(event, came_from.get(event.seq)) for event in bought if event.seq in came_from]
            wanted = {(answer.key, int(event.item)) for event, answer in found if answer is not None}
            places = _places(connection, wanted)
        return [
            Claim(event, answer, None if answer is None else places.get((answer.key, int(event.item))))
            for event, answer in found
        ]


def _refused(windows: Windows) -> Select[Any]:
    """``unattributed`` in SQL, over all events of a span."""
    at, shown_at = events.c.occurred_at, impressions.c.shown_at
    window = case({TYPE_CODES[type]: windows.of(type) for type in EventType}, value=events.c.type)
    why = case(
        (shown_at.is_(None), literal(Unattributed.UNKNOWN.value)),
        (impression_slots.c.slot.is_(None), literal(Unattributed.OTHER_ITEM.value)),
        (at < shown_at - SKEW, literal(Unattributed.EARLY.value)),
        (at > shown_at + window, literal(Unattributed.LATE.value)),
    ).label("why")
    in_answer = and_(
        impression_slots.c.impression == impressions.c.key, impression_slots.c.item_key == events.c.item_key
    )
    return (
        select(why, func.count())
        .join_from(events, impressions, impressions.c.recommendation_id == events.c.recommendation_id, isouter=True)
        .outerjoin(impression_slots, in_answer)
        .where(events.c.recommendation_id.is_not(None), at >= bindparam("since"), at < bindparam("until"))
        .group_by(why)
    )


def _places(connection: Connection, wanted: Set[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Slots by answer and item, of those ``wanted`` that there are."""
    rows = _PLACES.rows(connection, (key for key, _ in wanted))
    return {(key, item): slot for key, item, slot in rows if (key, item) in wanted}

"""Reads of what came of what was shown, worked out from the rows as they are: nothing is added up ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, select

from hybrid.domain import Event, EventType
from hybrid.loop.attribution import CONVERSIONS, SKEW, Unattributed, Windows, unattributed, unheard_of
from hybrid.store.bulk import Listed
from hybrid.store.database import Database
from hybrid.store.engagement import codes
from hybrid.store.tables import EVENT_TYPES, events, impression_slots, impressions, items

PAGE = 10_000

_TOUCH = events.alias("touch")
# A purchase without an id goes to where the person last came from to the item.
_LAST_TOUCH = (
    select(_TOUCH.c.recommendation_id)
    .where(
        _TOUCH.c.user_key == events.c.user_key,
        _TOUCH.c.item_key == events.c.item_key,
        _TOUCH.c.occurred_at <= events.c.occurred_at,
        _TOUCH.c.recommendation_id.is_not(None),
    )
    .order_by(_TOUCH.c.occurred_at.desc(), _TOUCH.c.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_ANSWERS = Listed(
    select(impressions.c.recommendation_id, impressions.c.key, impressions.c.shown_at).where(
        impressions.c.recommendation_id.in_(bindparam("ids", expanding=True))
    ),
    "ids",
)
_PLACES = Listed(
    select(impression_slots.c.impression, impression_slots.c.item_key, impression_slots.c.slot).where(
        impression_slots.c.impression.in_(bindparam("keys", expanding=True))
    ),
    "keys",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What an event names: when that answer was shown (None: there is none), and where its item stands in it."""

    event: Event
    shown_at: int | None
    slot: int | None


@dataclass(frozen=True, slots=True)
class Touch:
    """An event and the slot that it may count for. ``price`` is what the item costs; ``answer`` is the key of the
    impression, which with ``slot`` is one place on one page; ``sources`` as in ``Slot``."""

    type: EventType
    value: float | None
    occurred_at: int
    price: float | None
    currency: str | None
    item: int
    answer: int
    shown_at: int
    person: bytes
    slot: int | None
    sources: str | None
    propensity: float | None
    scenario: str
    rerank: str
    prompt: str
    llm: str
    model: str
    rules: str
    experiment: str
    arm: str


_DIMENSIONS = (
    impressions.c.scenario, impressions.c.rerank, impressions.c.prompt, impressions.c.llm, impressions.c.model,
    impressions.c.rules, impressions.c.experiment, impressions.c.arm,
)  # fmt: skip


def _touches(recommendation_id: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Select[Any]:
    in_answer = and_(
        impression_slots.c.impression == impressions.c.key, impression_slots.c.item_key == events.c.item_key
    )
    return (
        select(
            events.c.type, events.c.value, events.c.occurred_at, items.c.price, items.c.currency, events.c.item_key,
            impressions.c.key, impressions.c.shown_at, impressions.c.person,
            impression_slots.c.slot, impression_slots.c.sources, impression_slots.c.propensity, *_DIMENSIONS,
        )
        .join_from(events, items, items.c.key == events.c.item_key)
        .join(impressions, impressions.c.recommendation_id == recommendation_id)
        .outerjoin(impression_slots, in_answer)
        .where(
            *conditions,
            events.c.occurred_at >= bindparam("since") - SKEW,
            events.c.occurred_at < bindparam("until") + bindparam("reach"),
            impressions.c.shown_at >= bindparam("since"),
            impressions.c.shown_at < bindparam("until"),
        )
    )  # fmt: skip


_NAMED = _touches(events.c.recommendation_id, events.c.recommendation_id.is_not(None))
_BOUGHT = _touches(_LAST_TOUCH, events.c.recommendation_id.is_(None), events.c.type.in_(codes(CONVERSIONS)))


_ANY = (
    select(events.c.type, events.c.occurred_at, impressions.c.shown_at, impression_slots.c.slot)
    .join_from(events, impressions, impressions.c.recommendation_id == events.c.recommendation_id, isouter=True)
    .outerjoin(
        impression_slots,
        and_(impression_slots.c.impression == impressions.c.key, impression_slots.c.item_key == events.c.item_key),
    )
    .where(
        events.c.recommendation_id.is_not(None),
        events.c.occurred_at >= bindparam("since"),
        events.c.occurred_at < bindparam("until"),
    )
)


class Outcomes:
    """What came of the impressions of one catalogue. Moments are UTC microseconds, ``until`` is not part of a span."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def touches(self, since: int, until: int, reach: int, experiment: str | None = None) -> Iterator[Touch]:
        """The events that may count for answers shown in the span, up to ``reach`` after it, in any order.

        ``experiment`` keeps to the answers of one.
        """
        span = {"since": since, "until": until, "reach": reach}
        for query in (_NAMED, _BOUGHT):
            asked = query if experiment is None else query.where(impressions.c.experiment == experiment)
            with self._database.read() as connection:
                for page in connection.execution_options(stream_results=True).execute(asked, span).partitions(PAGE):
                    for row in page:
                        yield Touch(EVENT_TYPES[row[0]], *row[1:])

    def named(self, since: int, until: int) -> Iterator[tuple[EventType, int, int | None, int | None]]:
        """Each event of the span that names an answer: type, moment, when the answer was shown, the item's slot."""
        span = {"since": since, "until": until}
        with self._database.read() as connection:
            for page in connection.execution_options(stream_results=True).execute(_ANY, span).partitions(PAGE):
                for type, at, shown_at, slot in page:
                    yield EVENT_TYPES[type], at, shown_at, slot

    def refused(self, events: Sequence[Event], windows: Windows, now: int) -> list[Unattributed]:
        """Why some of these events count for no answer although they name one; each as far as it can be said now."""
        found = []
        for claim in self.claims(events):
            event = claim.event
            why = unattributed(event.type, event.occurred_at, claim.shown_at, claim.slot, windows)
            if why is Unattributed.UNKNOWN and not unheard_of(event.recommendation_id or "", now):
                continue
            if why is not None:
                found.append(why)
        return found

    def claims(self, events: Sequence[Event]) -> list[Claim]:
        """What those of ``events`` name that name an answer."""
        naming = [event for event in events if event.recommendation_id is not None]
        if not naming:
            return []
        with self._database.read() as connection:
            answers = _answers(connection, naming)
            named = [(event, *answers.get(event.recommendation_id, (0, None))) for event in naming]
            places = _places(connection, {(key, int(event.item)) for event, key, at in named if at is not None})
        return [Claim(event, at, places.get((key, int(event.item)))) for event, key, at in named]

    def shown_to_people(self, since: int, until: int, experiment: str) -> list[Sequence[Any]]:
        """Of an experiment's answers in the span: arm, person, moment, number of slots; one row an answer."""
        query = (
            select(impressions.c.arm, impressions.c.person, impressions.c.shown_at, func.count(impression_slots.c.slot))
            .outerjoin(impression_slots, impression_slots.c.impression == impressions.c.key)
            .where(
                impressions.c.experiment == experiment,
                impressions.c.shown_at >= since,
                impressions.c.shown_at < until,
            )
            .group_by(impressions.c.key)
        )
        with self._database.read() as connection:
            return list(connection.execute(query).all())


def _answers(connection: Connection, naming: Sequence[Event]) -> dict[str | None, tuple[int, int]]:
    """Key and moment of the answers that these events name, by id."""
    rows = _ANSWERS.rows(connection, (event.recommendation_id for event in naming))
    return {id: (key, at) for id, key, at in rows}


def _places(connection: Connection, wanted: Set[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Slots by answer and item, of those ``wanted`` that there are."""
    rows = _PLACES.rows(connection, (key for key, _ in wanted))
    return {(key, item): slot for key, item, slot in rows if (key, item) in wanted}

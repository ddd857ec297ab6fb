"""Reads of what came of what was shown, worked out from the rows as they are: nothing is added up ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select

from hybrid.domain import EventType
from hybrid.loop.attribution import CONVERSIONS, SKEW
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

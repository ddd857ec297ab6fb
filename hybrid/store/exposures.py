"""Reads of what was shown, counted by what it is told apart by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select

from hybrid.store.database import Database
from hybrid.store.tables import events, impression_slots, impressions

DAY: Final = 86_400 * 1_000_000
PAGE: Final = 10_000
NO_ARM: Final = "/"

ANSWERS: Final[Mapping[str, ColumnElement[Any]]] = {
    "day": impressions.c.shown_at // DAY,
    "scenario": impressions.c.scenario,
    "rerank": impressions.c.rerank,
    "prompt": impressions.c.prompt,
    "llm": impressions.c.llm,
    "model": impressions.c.model,
    "rules": impressions.c.rules,
    "arm": impressions.c.experiment + NO_ARM + impressions.c.arm,
}
"""What whole answers are told apart by; ``day`` is the number of the UTC day since 1970."""
SLOTS: Final[Mapping[str, ColumnElement[Any]]] = {
    "slot": impression_slots.c.slot,
    "source": impression_slots.c.sources,
    "category": impression_slots.c.item_key,
}
"""What slots are told apart by besides; the source and the category are worked out of what is selected here."""


class Exposures:
    """What was shown in a catalogue. Moments are UTC microseconds, ``until`` is not part of a span."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def slots(self, since: int, until: int, by: Sequence[str]) -> Iterator[Sequence[Any]]:
        """By each name of ``ANSWERS`` and ``SLOTS``, and by item: those columns, item key, slots, explored slots."""
        columns = [ANSWERS[name] if name in ANSWERS else SLOTS[name] for name in by]
        query = (
            select(*columns, impression_slots.c.item_key, func.count(), func.count(impression_slots.c.propensity))
            .join_from(impressions, impression_slots, impression_slots.c.impression == impressions.c.key)
            .where(*_within(since, until))
            .group_by(*columns, impression_slots.c.item_key)
        )
        return self._pages(query)

    def answers(self, since: int, until: int, by: Sequence[str]) -> Iterator[Sequence[Any]]:
        """By each name of ``ANSWERS``: those columns, and how many answers."""
        columns = [ANSWERS[name] for name in by]
        query = select(*columns, func.count()).select_from(impressions).where(*_within(since, until))
        return self._pages(query.group_by(*columns) if columns else query)

    def people(self, since: int, until: int, by: Sequence[str]) -> Iterator[Sequence[Any]]:
        """Who was shown something on which day: the columns, person, day."""
        columns = [ANSWERS[name] for name in by]
        return self._pages(
            select(*columns, impressions.c.person, ANSWERS["day"]).where(*_within(since, until)).distinct()
        )

    def visits(self, since: int, until: int, by: Sequence[str]) -> Iterator[Sequence[Any]]:
        """Answers that name a session, the first first: the columns, session, moment."""
        columns = [ANSWERS[name] for name in by]
        return self._pages(
            select(*columns, impressions.c.session_id, impressions.c.shown_at)
            .where(*_within(since, until), impressions.c.session_id.is_not(None))
            .order_by(impressions.c.shown_at)
        )

    def deeds(self, since: int, until: int) -> Iterator[Sequence[Any]]:
        """Of each session that events of the span name: session, its last event."""
        return self._pages(
            select(events.c.session_id, func.max(events.c.occurred_at))
            .where(events.c.occurred_at >= since, events.c.occurred_at < until, events.c.session_id.is_not(None))
            .group_by(events.c.session_id)
        )

    def lists(self, since: int, until: int, by: Sequence[str], step: int) -> Iterator[Sequence[Any]]:
        """Each ``step``-th answer: the columns, its key, an item; one row a slot, in order of the answers' keys."""
        columns = [ANSWERS[name] for name in by]
        return self._pages(
            select(*columns, impressions.c.key, impression_slots.c.item_key)
            .join_from(impressions, impression_slots, impression_slots.c.impression == impressions.c.key)
            .where(*_within(since, until), impressions.c.key % step == 0)
            .order_by(impressions.c.key)
        )

    def of_model(self, since: int, until: int, version: str) -> Iterator[Sequence[Any]]:
        """The answers of a model outside of experiments: person, moment."""
        of_it = (impressions.c.model == version, impressions.c.experiment == "")
        query = select(impressions.c.person, impressions.c.shown_at)
        return self._pages(query.where(*_within(since, until), *of_it))

    def _pages(self, query: Select[Any]) -> Iterator[Sequence[Any]]:
        with self._database.read() as connection:
            for page in connection.execution_options(stream_results=True).execute(query).partitions(PAGE):
                yield from page


def _within(since: int, until: int) -> tuple[ColumnElement[bool], ...]:
    return impressions.c.shown_at >= since, impressions.c.shown_at < until

"""What operators can ask of what was shown and what came of it: figures by day, weekly reports, and what is kept of
the last seven days for gauges and the doctor."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from api.threads import run_in_turn
from api.wiring import Application
from hybrid.domain import Json, iso, to_datetime
from hybrid.loop.attribution import DAY
from hybrid.loop.measure import Measure
from hybrid.loop.span import Span
from hybrid.loop.tally import Shelf
from hybrid.loop.weekly import last_week, rolling, told, week_of, weekly
from hybrid.ports import Clock
from hybrid.store import Store

log = logging.getLogger(__name__)

META: Final = "loop"
"""Under which the last seven days are kept."""
FIRST: Final = 60.0
"""Seconds after the start until they are measured: not while the first requests wait."""
EVERY: Final = 3600.0
PAUSE: Final = 1.0
"""Seconds between two steps, of which there are many only at first."""
KEPT: Final = ("coverage", "diversity", "novelty", "popularity")
RATES: Final = ("ctr", "answer_ctr", "conversion_rate", "return_7d")
ALARMS: Final = ("coverage", "diversity")


@dataclass(frozen=True)
class Measuring:
    """The operators' side of one open application at ``now`` (UTC microseconds). Everything blocks."""

    application: Application
    now: int

    @property
    def today(self) -> date:
        """The UTC day."""
        return to_datetime(self.now).date()

    def figures(self, span: Span, by: Sequence[str], daily: bool) -> dict[str, Json]:
        """Rows of the span told apart ``by`` these names, each day for itself where ``daily``."""
        measure, names = self.measure, [*(["day"] if daily else []), *by]
        return {
            "from": span.first.isoformat(),
            "to": span.last.isoformat(),
            "by": names,
            "rows": measure.rows(span, names),
            "unattributed": measure.refused(span),
        }

    def weekly(self, week: str | None) -> dict[str, Json]:
        """The report of a week as 2026-W48, None for the last whole one. Raises ``BecauseError`` for no week."""
        span = last_week(self.today) if week is None else week_of(week)
        return weekly(self.measure, span, self.application.settings.loop.alarm_fall)

    def keep(self) -> None:
        """Measure the last seven days and keep what is found."""
        row, found = rolling(self.today, self.measure, self.application.settings.loop.alarm_fall)
        kept = {"at": self.now, "figures": row, "alarms": [told(alarm) for alarm in found]}
        self.application.engine.store.meta.put(META, kept)
        for alarm in found:
            log.warning("of the last seven days: %s", alarm)

    @property
    def expired(self) -> int:
        """What was shown before this moment (UTC microseconds) need not be kept."""
        return self.now - round(self.application.settings.loop.retention_days * DAY)

    def due(self) -> list[int]:
        """Days that are over and that figures still read row by row, by number, the last first."""
        return self.application.engine.store.shown_days.due(self.expired, self.now)

    def keep_days(self) -> None:
        """Keep all of them."""
        for day in self.due():
            self.application.engine.store.shown_days.keep(day)

    @property
    def measure(self) -> Measure:
        """Over the catalogue as it is now."""
        engine, settings = self.application.engine, self.application.settings
        snapshot = engine.snapshot
        columns, people = snapshot.columns, engine.store.users.count()
        size = columns.size
        shelf = Shelf(columns.recommendable[:size], columns.engagement[:size].astype(np.float64), people)
        return Measure(engine.store, settings.loop.windows.windows, shelf, snapshot.space.vectors, self.now)


def default_span(today: date, first: date | None, last: date | None) -> Span:
    """The seven days up to ``last``, which is today, from ``first`` on."""
    last = last or max(today, first or today)
    return Span(first or last - timedelta(days=6), last)


def gauges(kept: Json) -> dict[str, float]:
    """What stands under ``META`` as gauges; nothing before the first time, or where nothing was shown."""
    if not kept or kept["figures"] is None:
        return {}
    row, alarmed = kept["figures"], {alarm["figure"] for alarm in kept["alarms"]}
    rates = {name: row[name]["value"] for name in RATES if row[name] is not None}
    plain = {name: float(row[name]) for name in KEPT if row[name] is not None}
    return {**plain, **rates, **{f"{name}_alarm": float(name in alarmed) for name in ALARMS}}


def said(kept: Json) -> tuple[str, Sequence[str]]:
    """The same for the doctor: a sentence, and the alarms."""
    if not kept:
        return "not measured yet: the server does so every hour", ()
    if kept["figures"] is None:
        return "nothing was shown in the last seven days", ()
    row: Mapping[str, Json] = kept["figures"]
    ctr = row["ctr"]
    at = iso(kept["at"] // 1_000_000 * 1_000_000)
    message = (
        f"{row['answers']:,} answers in the seven days until {at}, {ctr['value']:.2%} of their places clicked "
        f"({ctr['low']:.2%} to {ctr['high']:.2%})"
    )
    return message, [alarm["text"] for alarm in kept["alarms"]]


@asynccontextmanager
async def measured(application: Application, clock: Clock) -> AsyncIterator[None]:
    """While the block runs, every hour: what is too old goes, days that are over are kept, the last seven measured."""
    measuring = asyncio.create_task(_keep_measuring(application, clock))
    try:
        yield
    finally:
        measuring.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await measuring


async def _keep_measuring(application: Application, clock: Clock) -> None:
    await asyncio.sleep(FIRST)
    while True:
        try:
            await _keep(Measuring(application, clock()), application.engine.store)
        except Exception:
            log.exception("the last seven days could not be measured")
        await asyncio.sleep(EVERY)


async def _keep(measuring: Measuring, store: Store) -> None:
    """In steps, so that writes of others need not wait long."""
    more = await run_in_turn(store.impressions.expire, measuring.expired)
    while more:
        await asyncio.sleep(PAUSE)
        more = await run_in_turn(store.impressions.expire, measuring.expired)
    for day in await run_in_turn(measuring.due):
        await run_in_turn(store.shown_days.keep, day)
        await asyncio.sleep(PAUSE)
    await run_in_turn(measuring.keep)

"""The re-rank of the day: look, and where there is nothing good, compute it once for all who ask."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from hybrid.ports import Clock
from rerank.calls import Calls
from rerank.day import DayKey
from rerank.daycache import HOUR, KEEP_FAILURE, DayCache, DayEntry
from rerank.errors import NOT_ASKED, Why
from rerank.ports import Outcome
from rerank.singleflight import SingleFlight
from rerank.task import RerankTask

log = logging.getLogger(__name__)

STAND_IN = round(20 * HOUR * 1_000_000)
"""Microseconds that an order outlives its day: until the next evening."""


class State(StrEnum):
    """What the cache has for a key."""

    FRESH = "fresh"
    STALE = "stale"
    FAILED = "failed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Peek:
    """``entry`` is there where fresh or stale. ``why`` names a failure of the last two minutes, after which
    nothing should be asked again yet (``due`` is False)."""

    state: State
    entry: DayEntry | None = None
    why: str | None = None

    @property
    def due(self) -> bool:
        """Should the model be asked?"""
        return self.state is not State.FRESH and self.why is None


def _never(_entry: DayEntry) -> bool:
    return False


class DayReranker:
    """Day cache, single flight and a model's calls. ``peek`` and ``forget`` are for any thread, the rest is for
    one event loop."""

    def __init__(self, cache: DayCache, calls: Calls, clock: Clock) -> None:
        self._cache = cache
        self._calls = calls
        self._clock = clock
        self._flights: SingleFlight[DayEntry] = SingleFlight()
        self._forgotten: dict[str, int] = {}
        self._keeping = threading.Lock()

    @property
    def model(self) -> str:
        """The name of the model, as keys want it."""
        return self._calls.model

    def peek(self, key: DayKey, outdated: Callable[[DayEntry], bool] = _never) -> Peek:
        """What there is for ``key`` now, without asking the model.

        ``outdated`` says whether a valid entry has been overtaken: by strong events, or a promoted model.
        Yesterday's entry stands in for today's as stale.
        """
        now = self._clock()
        entry = self._cache.get(key)
        if entry is not None and now < entry.valid_until and not outdated(entry):
            return Peek(State.FRESH, entry)
        failed = self._cache.failure(key)
        why = failed.why if failed is not None and now < failed.valid_until else None
        stand_in = entry or self._cache.get(key.day_before())
        if stand_in is not None and now < stand_in.valid_until + STAND_IN:
            return Peek(State.STALE, stand_in, why)
        return Peek(State.FAILED if why else State.MISSING, None, why)

    def refuses(self, waits: bool) -> Why | None:
        """Why the model would not be asked now, for somebody who ``waits`` or behind an answer; None: it would."""
        return self._calls.refuses(waits)

    async def compute(self, key: DayKey, task: RerankTask, ask: Ask, patience: float | None = None) -> DayEntry:
        """Ask the model, once for all who ask at the same time, and keep its answer or its failure.

        A caller may stop waiting, or waits ``patience`` seconds: the computation goes on, as long as there is room
        for it, and is kept for the next one. Never raises on the model's account: a failure is an entry with ``why``.
        """
        with self._calls.turns.awaited(key.text):
            try:
                async with asyncio.timeout(patience):
                    return await self._flights.run(key.text, lambda: self._compute(key, task, ask))
            except TimeoutError:
                why = Why.BUSY if self._calls.turns.queued(key.text) else Why.TIMEOUT
                return self._entry(Outcome((), False, why, self.model, task.prompt.reference), ask)

    def start(self, key: DayKey, task: RerankTask, ask: Ask) -> None:
        """The same in the background, where there is room; else nothing is kept and it may be asked for again."""
        _ = self._flights.start(key.text, lambda: self._compute(key, task, ask))

    def forget(self, person: str) -> None:
        """Erase a person; an answer under way is not kept either. Blocks."""
        with self._keeping:
            self._forgotten[person] = self._clock()
            self._cache.forget(person)

    async def aclose(self) -> None:
        """Stop what is under way."""
        await self._flights.aclose()

    async def _compute(self, key: DayKey, task: RerankTask, ask: Ask) -> DayEntry:
        meanwhile = await asyncio.to_thread(self._meanwhile, key, ask.peek)
        if meanwhile is not None:
            return meanwhile
        begun = self._clock()
        outcome = await self._calls.rerank(key.text, task, ask.deadline)
        entry = self._entry(outcome, ask)
        if outcome.why not in NOT_ASKED:
            await asyncio.to_thread(self._keep, key, entry, begun)
        return entry

    def _meanwhile(self, key: DayKey, seen: Peek) -> DayEntry | None:
        """What came in between the caller's look and now: another's answer, or another's failure."""
        kept = self._cache.get(key)
        if kept is not None and kept != seen.entry:
            return kept
        failed = self._cache.failure(key)
        return failed if failed is not None and seen.due and self._clock() < failed.valid_until else None

    def _keep(self, key: DayKey, entry: DayEntry, begun: int) -> None:
        with self._keeping:
            if self._forgotten.get(key.person, -1) < begun:
                self._cache.put(key, entry)

    def _entry(self, outcome: Outcome, ask: Ask) -> DayEntry:
        now = self._clock()
        failed = not outcome.usable
        if failed and outcome.why not in NOT_ASKED:
            log.info("no usable order from %s: %s", outcome.model, outcome.why)
        return DayEntry(
            order=() if failed else outcome.order,
            words={} if failed else dict(outcome.words),
            computed_at=now,
            valid_until=now + round(KEEP_FAILURE * 1_000_000) if failed else ask.valid_until,
            events_until=ask.events_until,
            said=ask.said,
            model=outcome.model,
            prompt=outcome.prompt,
            artifact=ask.artifact,
            tokens=outcome.tokens,
            cost_usd=outcome.cost_usd,
            why=(outcome.why or Why.UNUSABLE).value if failed else None,
        )


@dataclass(frozen=True, slots=True)
class Ask:
    """The terms of one computation: seconds for the model, and as many for its turn; the end of the person's day;
    what was known.

    ``peek`` is what the caller saw: what has come in since then is taken instead of asking again.
    ``events_until``, ``said`` and ``artifact`` are kept with the answer, see ``DayEntry``.
    """

    deadline: float
    valid_until: int
    peek: Peek
    events_until: int = 0
    said: str = ""
    artifact: str | None = None

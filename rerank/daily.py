"""The re-rank of the day: look, and where there is nothing good, compute it once for all who ask.

Once in this process (``SingleFlight``) and once among all that share the cache (``Leases``).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from enum import StrEnum
from typing import ParamSpec, TypeVar

from hybrid.errors import StoreError
from hybrid.ports import Clock
from rerank.calls import Calls
from rerank.day import DayKey
from rerank.daycache import HOUR, KEEP_FAILURE, DayCache, DayEntry
from rerank.errors import NOT_ASKED, Why
from rerank.leases import Lease, Leases, steady_clock
from rerank.ports import NOBODY, Asker, Outcome
from rerank.singleflight import SingleFlight
from rerank.task import RerankTask

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)

STAND_IN = round(20 * HOUR * 1_000_000)
"""Microseconds that an order outlives its day: until the next evening."""
MARGIN = 5.0
"""Seconds that a lease lasts beyond the longest wait for a turn and the call's deadline."""
LOOK_FIRST, LOOK_LAST = 0.05, 0.5
"""Seconds between two looks at what another process is computing: more and more."""


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


async def _in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """``work`` in a thread; who is cancelled meanwhile goes only once it has ended, so that nothing comes after."""
    running = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise


class DayReranker:
    """Day cache, single flight and a model's calls. ``peek`` is for any thread, the rest is for one event loop."""

    def __init__(self, cache: DayCache, calls: Calls, clock: Clock, steady: Clock = steady_clock) -> None:
        self._cache = cache
        self._calls = calls
        self._clock = clock
        self._flights: SingleFlight[DayEntry] = SingleFlight()
        self.leases = Leases(cache.rows, steady)

    @property
    def model(self) -> str:
        """The name of the model, as keys want it."""
        return self._calls.model

    def peek(self, key: DayKey, outdated: Callable[[DayEntry], bool] = _never) -> Peek:
        """What there is for ``key`` now, without asking the model.

        ``outdated`` says whether a valid entry has been overtaken: by strong events, or a promoted model. Where
        the day has none, the last answer to the same question stands in as stale: yesterday's, or one of another
        prompt or model.
        """
        now = self._clock()
        entry = self._cache.get(key)
        if entry is not None and now < entry.valid_until and not outdated(entry):
            return Peek(State.FRESH, entry)
        failed = self._failure(key)
        why = None if failed is None else failed.why
        stand_in = entry or self._cache.latest(key)
        if stand_in is not None and now < stand_in.valid_until + STAND_IN:
            return Peek(State.STALE, stand_in, why)
        return Peek(State.FAILED if why else State.MISSING, None, why)

    def refuses(self, waits: bool, asker: Asker = NOBODY) -> Why | None:
        """Why the model would not be asked now, for somebody who ``waits`` or behind an answer; None: it would."""
        return self._calls.refuses(waits, asker)

    async def compute(
        self, key: DayKey, task: RerankTask, ask: Ask, patience: float | None = None, urgent: bool = True
    ) -> DayEntry:
        """Ask the model, once for all who ask at the same time, and keep its answer or its failure.

        A caller may stop waiting, or waits ``patience`` seconds: the computation goes on, as long as there is room
        for it, and is kept for the next one. Never raises on the model's account: a failure is an entry with ``why``.
        What is not ``urgent`` has its turn like what is asked for in the background.
        """
        with self._calls.turns.awaited(key.text) if urgent else nullcontext():
            try:
                async with asyncio.timeout(patience):
                    return await self._flights.run(key.text, lambda: self._compute(key, task, ask))
            except TimeoutError:
                why = Why.BUSY if self._calls.turns.queued(key.text) else Why.TIMEOUT
                return self._entry(Outcome((), False, why, self.model, task.prompt.reference), ask)

    def start(self, key: DayKey, task: RerankTask, ask: Ask) -> None:
        """The same in the background, where there is room; else nothing is kept and it may be asked for again."""
        _ = self._flights.start(key.text, lambda: self._compute(key, task, ask))

    async def aclose(self) -> None:
        """Stop what is under way."""
        await self._flights.aclose()

    async def _compute(self, key: DayKey, task: RerankTask, ask: Ask) -> DayEntry:
        lease = Lease(key.text)
        try:
            meanwhile = await self._turn(key, ask, lease)
            if meanwhile is not None:
                return meanwhile
            outcome = await self._calls.rerank(key.text, task, ask.deadline)
            entry = self._entry(outcome, ask)
            if outcome.why not in NOT_ASKED:
                await _in_thread(self._keep, key, entry, lease)
            return entry
        finally:
            await _in_thread(self._release, lease)

    async def _turn(self, key: DayKey, ask: Ask, lease: Lease) -> DayEntry | None:
        """Waits for the lease, or for what its holder finds. None once the lease is held."""
        pause = LOOK_FIRST
        while True:
            meanwhile, mine = await _in_thread(self._look, key, ask, lease)
            if mine or meanwhile is not None:
                return meanwhile
            self.leases.counts["waited"] += pause == LOOK_FIRST
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, LOOK_LAST)

    def _look(self, key: DayKey, ask: Ask, lease: Lease) -> tuple[DayEntry | None, bool]:
        """What came in between the caller's look and now; and whether the lease is held."""
        meanwhile = self._meanwhile(key, ask.peek)
        if meanwhile is not None:
            return meanwhile, False
        try:
            mine = self.leases.take(lease, 2 * ask.deadline + MARGIN, key.person)
        except StoreError as error:
            log.warning("asking without a lease: %s", error)
            mine = True
        # Once more: who held the lease until now kept an answer just before giving it back.
        return self._meanwhile(key, ask.peek) if mine else None, mine

    def _keep(self, key: DayKey, entry: DayEntry, lease: Lease) -> None:
        try:
            self.leases.finish(lease, lambda rows: self._cache.put_within(rows, key, entry))
        except StoreError as error:
            log.warning("an answer is not kept: %s", error)

    def _release(self, lease: Lease) -> None:
        try:
            self.leases.release(lease)
        except StoreError as error:
            log.warning("a lease ends by itself: %s", error)

    def _meanwhile(self, key: DayKey, seen: Peek) -> DayEntry | None:
        """Another's answer, or another's failure."""
        kept = self._cache.get(key)
        if kept is not None and kept != seen.entry:
            return kept
        return self._failure(key) if seen.due else None

    def _failure(self, key: DayKey) -> DayEntry | None:
        """The last two minutes' failure; one that lies ahead is from before the clock was put back."""
        failed = self._cache.failure(key)
        return failed if failed is not None and failed.computed_at <= self._clock() < failed.valid_until else None

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
            found=() if failed else outcome.found,
            steps=outcome.steps,
            repairs=outcome.repairs,
            shortened=outcome.shortened,
            refused=dict(outcome.refused),
            agreement=outcome.agreement,
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

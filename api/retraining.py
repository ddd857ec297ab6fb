"""Trains anew while the server serves: when it is due, in a process of its own that gives way to every other.

That process is ``because train``: it takes the one turn to train, compares the new model with the one that serves,
and has the server promote it. Here is only when it runs and what became of it, which is kept in SQL.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from api.metrics import Metrics
from api.schedule import Last, Schedule
from api.threads import run
from api.trainer import COMMAND, forget, left, train, under_way
from hybrid.domain import Json
from hybrid.engine import Engine
from hybrid.loop.attribution import Windows
from hybrid.loop.standing import standing
from hybrid.ports import Clock

log = logging.getLogger(__name__)

META = "retraining"
LOOK = 5.0
"""Seconds between two looks at whether it is due."""

HOUR = 3600 * 1_000_000
JUDGED = 7 * 24 * HOUR
"""Microseconds after which a model that took over has proved itself."""

Outcome: TypeAlias = Literal["running", "promoted", "refused", "failed", "stopped", "rolled_back"]


@dataclass(frozen=True)
class Training:
    """The last one: when it began, the newest event's number then, and what became of it.

    ``refused`` is a model worse than the one that serves; ``stopped`` ended with the server, and is made up for;
    ``rolled_back`` served until people clicked much less than with the one ``before`` it. There is no outcome before
    the first.
    """

    at: int
    event: int
    outcome: Outcome | None = None
    reason: str = ""
    why: str = ""
    version: str | None = None
    seconds: float = 0.0
    before: str | None = None

    @property
    def ended_at(self) -> int:
        """UTC microseconds."""
        return self.at + round(self.seconds * 1_000_000)

    @classmethod
    def of(cls, kept: Json) -> Training | None:
        """What was kept under ``META``; None before the first."""
        return None if kept is None else cls(**kept)


def cut_off(running: Training, folder: Path) -> Training:
    """What became of a training whose server was killed meanwhile and did not hear of it. Blocks."""
    found = left(folder)
    if found is None:
        return replace(running, outcome="failed", why="It was cut off: the server was killed meanwhile.")
    return replace(running, **asdict(found))


@dataclass(frozen=True)
class Plan:
    """When to train, at which priority (19 is the lowest), and by which share of the earlier rate fewer clicked
    answers mean that the model before serves again; ``windows`` say what is clicked."""

    schedule: Schedule
    nice: int = 19
    drop: float = 0.2
    windows: Windows = Windows()


class Retrainer:
    """Of the process that owns the folder. ``command`` trains the folder and writes what it made to ``--json FILE``."""

    def __init__(
        self, engine: Engine, plan: Plan, clock: Clock, metrics: Metrics, command: Sequence[str] = COMMAND
    ) -> None:
        self._engine = engine
        self._plan = plan
        self._clock = clock
        self._metrics = metrics
        self._command = command
        self._judged = 0

    @asynccontextmanager
    async def running(self, every: float = LOOK) -> AsyncIterator[None]:
        """While the block runs; a training under way ends with it."""
        looking = asyncio.create_task(self._keep_looking(every))
        try:
            yield
        finally:
            looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await looking

    async def look(self) -> Training | None:
        """Train if it is due; what became of it."""
        last = await run(self._last)
        if last.outcome == "running":  # begun by a server that is no more
            if await run(under_way, self._engine.folder):
                return None
            last = await run(cut_off, last, self._engine.folder)
            await self._keep(last)
        if last.outcome == "promoted" and self._clock() >= self._judged + HOUR:
            self._judged = self._clock()
            last = await self._judge(last)
        event = (await run(self._engine.store.changes.place)).event
        reason = self._plan.schedule.due(Last(last.at, last.event), self._clock(), event)
        return None if reason is None else await self._train(last, event, reason)

    def _last(self) -> Training:
        """The last one; before the first, from when on time and events are counted. Blocks."""
        store = self._engine.store
        last = Training.of(store.meta.get(META))
        if last is None:
            known = 0 if self._engine.artifacts.current() is None else store.changes.place().event
            last = Training(self._clock(), known)
            store.meta.put(META, asdict(last))
        return last

    async def _keep_looking(self, every: float) -> None:
        while True:
            try:
                await self.look()
            except Exception:
                log.exception("whether to train anew could not be seen; trying again in %g s", every)
            await asyncio.sleep(every)

    async def _train(self, last: Training, event: int, reason: str) -> Training:
        # Kept before it begins: one that takes the whole machine down must not begin again with every start.
        before = await run(self._engine.artifacts.current)
        await run(forget, self._engine.folder)
        begun = Training(self._clock(), event, "running", reason, before=before)
        await self._keep(begun)
        log.info("training anew: %s", reason)
        try:
            made = await train(self._command, self._engine.folder, self._environment(), self._plan.nice)
        except asyncio.CancelledError:
            await asyncio.shield(self._stopped(last, begun))
            raise
        seconds = (self._clock() - begun.at) / 1_000_000
        done = replace(begun, outcome=made.outcome, why=made.why, version=made.version, seconds=seconds)
        await self._keep(done)
        told = log.warning if done.outcome == "failed" else log.info
        told("training anew %s after %.0f s: %s", done.outcome, seconds, done.why or done.version)
        return done

    async def _stopped(self, last: Training, begun: Training) -> None:
        """It is made up for at the next start, unless it had just come to a result."""
        found = await run(left, self._engine.folder)
        stopped = replace(last, outcome="stopped", reason=begun.reason, why="The server stopped.")
        await self._keep(stopped if found is None else replace(begun, **asdict(found)))

    async def _judge(self, last: Training) -> Training:
        """Take a model back that people click much less with than with the one before it."""
        worse = await run(self._worse, last)
        if worse is None:
            return last
        back = await run(self._engine.rollback)
        log.warning("model %s is taken back, %s serves again: %s", last.version, back.version, worse)
        last = replace(last, outcome="rolled_back", why=worse)
        await self._keep(last)
        return last

    def _worse(self, last: Training) -> str | None:
        """Why the model of this training is worse, None where that is not certain. Blocks."""
        now, plan, engine = self._clock(), self._plan, self._engine
        served = last.version is not None and last.version == engine.artifacts.current()
        if last.version is None or last.before is None or not served or now > last.ended_at + JUDGED:
            return None
        models = (last.version, last.before)
        found = standing(engine.store, plan.windows, *models, last.ended_at, now, plan.drop)
        return str(found) if found.worse else None

    async def _keep(self, training: Training) -> None:
        await run(self._engine.store.meta.put, META, asdict(training))
        self._metrics.retrained(training.outcome or "", training.at, training.seconds)

    def _environment(self) -> dict[str, str]:
        """This process' own, and the folder, which a caller may have named otherwise."""
        given = os.environ  # noqa: TID251 - handed on, not read
        return {**given, "BECAUSE_DATA_DIR": str(self._engine.folder.resolve())}

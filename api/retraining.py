"""Trains anew while the server serves: when it is due, in a process of its own that gives way to every other.

That process is ``because train``: it takes the one turn to train, compares the new model with the one that serves,
and has the server promote it. Here is only when it runs and what became of it, which is kept in SQL.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

import orjson

from api.metrics import Metrics
from api.schedule import Last, Schedule
from api.threads import run
from hybrid.domain import Json
from hybrid.engine import Engine
from hybrid.loop.attribution import Windows
from hybrid.loop.standing import standing
from hybrid.ports import Clock

log = logging.getLogger(__name__)

META = "retraining"
LOOK = 5.0
"""Seconds between two looks at whether it is due."""
END = 5.0
"""Seconds that a training has to end when the server stops."""
TRAIN = (sys.executable, "-m", "api.cli", "train")

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
        self, engine: Engine, plan: Plan, clock: Clock, metrics: Metrics, command: Sequence[str] = TRAIN
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
        if last.outcome == "running":  # in a process that is no more
            last = replace(last, outcome="failed", why="It was cut off: the server was killed meanwhile.")
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
        begun = Training(self._clock(), event, "running", reason, before=before)
        await self._keep(begun)
        log.info("training anew: %s", reason)
        try:
            outcome, why, version = await self._run()
        except asyncio.CancelledError:
            stopped = replace(last, outcome="stopped", reason=reason, why="The server stopped.")
            await asyncio.shield(self._keep(stopped))
            raise
        seconds = (self._clock() - begun.at) / 1_000_000
        done = replace(begun, outcome=outcome, why=why, version=version, seconds=seconds)
        await self._keep(done)
        told = log.warning if outcome == "failed" else log.info
        told("training anew %s after %.0f s: %s", outcome, seconds, why or version)
        return done

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

    async def _run(self) -> tuple[Outcome, str, str | None]:
        with tempfile.TemporaryDirectory(prefix="because-") as beside:
            file = Path(beside) / "made.json"
            process = await asyncio.create_subprocess_exec(
                *self._command, "--json", str(file), stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, env=self._environment()
            )
            _give_way(process.pid, self._plan.nice)
            try:
                _, said = await process.communicate()
            except asyncio.CancelledError:
                await asyncio.shield(_end(process))
                raise
            version = orjson.loads(file.read_bytes())["version"] if file.exists() else None
        if process.returncode == 0:
            return "promoted", "", version
        return ("failed" if version is None else "refused"), _last_line(said, process.returncode), version

    def _environment(self) -> dict[str, str]:
        """This process' own, and the folder, which a caller may have named otherwise."""
        given = os.environ  # noqa: TID251 - handed on, not read
        return {**given, "BECAUSE_DATA_DIR": str(self._engine.folder.resolve())}


def _give_way(pid: int, nice: int) -> None:
    """Let every other process go first, while it has one thread yet: those that follow inherit it."""
    with contextlib.suppress(ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, pid, nice)


async def _end(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
        try:
            await asyncio.wait_for(process.communicate(), END)
        except TimeoutError:
            process.kill()
            await process.communicate()


def _last_line(said: bytes, code: int | None) -> str:
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    return lines[-1].strip().removeprefix("because: ")[:1000] if lines else f"It ended with {code} and no word."

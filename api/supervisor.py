"""Keeps the processes of ``because serve --workers N`` running and ends them in order.

uvicorn's own supervisor keeps equal processes only and starts a dying one again without a pause; here one of them is
the owner of the data folder, whom the others need. Processes are spawned, never forked: threads do not survive that.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeAlias

from hybrid.errors import BecauseError

log = logging.getLogger(__name__)

Target: TypeAlias = Callable[..., None]
"""What a process runs: takes its arguments, and the connection on which to tell how it went (``Told``)."""

STEADY = 10.0
"""Seconds after which a process that ends was well: it is started again at once."""
PAUSES = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before the first start after an early end, the second, …"""
PATIENCE = 15.0
"""Seconds that processes have to end; somewhat more than requests have to finish."""


def pause_after(lived: float, early: int) -> tuple[int, float]:
    """How many early ends in a row there are now, after ``early`` of them, and the seconds to wait."""
    early = 0 if lived > STEADY else early + 1
    return early, PAUSES[min(early, len(PAUSES) - 1)]


class StartFailed(BecauseError):
    """A process could not begin its work."""


class Told:
    """A process' word to its supervisor."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ready(self) -> None:
        """It does its work from now on."""
        self._connection.send_bytes(b"[]")

    def failed(self, error: BecauseError) -> None:
        """It can't."""
        self._connection.send_bytes(json.dumps([str(error.args[0] if error.args else error), error.remedy]).encode())


class Kept:
    """One process, started again whenever it ends."""

    def __init__(self, name: str, target: Target, *arguments: Any) -> None:  # noqa: ANN401 - whatever it takes
        self.name = name
        self._target = target
        self._arguments = arguments
        self._early = 0
        self._begun = 0.0
        self.due = 0.0
        self.process: BaseProcess | None = None
        self._told: Connection | None = None
        self._works = False

    def start(self) -> None:
        """Spawn it. Ctrl-C goes to all processes of a terminal; only the supervisor is to act on it."""
        context = multiprocessing.get_context("spawn")
        self._told, theirs = context.Pipe(duplex=False)
        self._works = False
        self.process = context.Process(target=_run, args=(self._target, self._arguments, theirs), name=self.name)
        self._begun = time.monotonic()
        resource_tracker.ensure_running()  # lets signals through again when it starts, so it has to be before
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            theirs.close()

    def await_ready(self) -> None:
        """Until it says that it works. Raises ``StartFailed`` with its reason where it can't."""
        failure = self._heard(None)
        if failure is not None:
            raise failure
        self._works = True

    def ended(self) -> None:
        """Note its end, and when to start it again."""
        process = self.process
        if process is None:
            return
        process.join()
        self._early, pause = pause_after(time.monotonic() - self._begun, self._early)
        self.due = time.monotonic() + pause
        log.error("%s (process %s) ended with %s; started again in %g s", self.name, process.pid, self._reason(), pause)
        process.close()
        self.process = None

    def send(self, sign: signal.Signals) -> None:
        """Send it a signal, if it runs."""
        if self.process is not None and self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, sign)

    def _reason(self) -> str:
        code = None if self.process is None else self.process.exitcode
        failure = None if self._works else self._heard(0.0)
        return str(code) if failure is None else f"{code}: {failure}"

    def _heard(self, patience: float | None) -> StartFailed | None:
        """What it has told: None for ready or nothing. Waits for its word or end, or so many seconds."""
        if self._told is None or not self._told.poll(patience):
            return None
        try:
            said = json.loads(self._told.recv_bytes())
        except EOFError:
            return StartFailed(f"The {self.name} ended before it was ready.", "See its log above.")
        return StartFailed(*said) if said else None


def keep(owner: Kept, workers: Sequence[Kept], ready: Callable[[], None]) -> None:
    """Run all until SIGTERM or Ctrl-C; ``ready`` is called once every one works.

    The owner begins first and ends last. Raises ``StartFailed`` where one of them can't begin.
    """
    # Also of Ctrl-C, as uvicorn does: what a shell starts in the background begins with it ignored.
    before = {sign: signal.signal(sign, _interrupt) for sign in (signal.SIGTERM, signal.SIGINT)}
    try:
        owner.start()
        owner.await_ready()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.await_ready()
        ready()
        _watch([owner, *workers])
    except KeyboardInterrupt:
        return
    finally:
        _end(workers)
        _end([owner])
        for sign, handler in before.items():
            signal.signal(sign, handler)


def _watch(all_kept: Sequence[Kept]) -> None:
    while True:
        running = {kept.process.sentinel: kept for kept in all_kept if kept.process is not None}
        resting = [kept for kept in all_kept if kept.process is None]
        pause = max(0.0, min(kept.due for kept in resting) - time.monotonic()) if resting else None
        for sentinel in wait(list(running), pause):
            running[sentinel].ended()  # type: ignore[index]  # only sentinels were given
        for kept in resting:
            if kept.due <= time.monotonic():
                kept.start()


def _end(all_kept: Iterable[Kept]) -> None:
    """Ask them to end, and see that they do."""
    running = [kept for kept in all_kept if kept.process is not None]
    for kept in running:
        kept.send(signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    for kept in running:
        if kept.process is not None:
            kept.process.join(max(0.0, until - time.monotonic()))
            kept.send(signal.SIGKILL)
            kept.process.join()


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


# -- in the process itself -----------------------------------------------------------------------------


def _run(target: Target, arguments: Sequence[Any], connection: Connection) -> None:
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    told = Told(connection)
    try:
        target(*arguments, told)
    except BecauseError as error:
        told.failed(error)
        raise SystemExit(1) from None


def _end_with_parent() -> None:
    """No process outlives its supervisor, however that ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(PATIENCE)
        os._exit(1)

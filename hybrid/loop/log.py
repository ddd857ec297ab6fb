"""Keeps impressions out of the answers' way: they wait in memory and are written together, by a thread of its own.

At most the last second of them is lost when the process is killed; none when it is closed.
"""

from __future__ import annotations

import logging
import threading
from collections import deque

from hybrid.errors import BecauseError
from hybrid.loop.by_arm import ByArm
from hybrid.loop.impressions import Impression
from hybrid.ports import Clock
from hybrid.store.impressions import Impressions

log = logging.getLogger(__name__)

EVERY = 0.5
"""Seconds between two writes: half of what may be lost, since a write takes its time, too."""
MOST = 20_000
"""Impressions that may wait. More come only where the database does not take them, and the newest are dropped then."""
TOGETHER = 500
"""Impressions in one write, so that events that come in meanwhile need not wait long."""
DAY = 86_400 * 1_000_000


class ImpressionLog:
    """Thread-safe. ``retention`` is how long impressions stay, in days."""

    def __init__(
        self, store: Impressions, clock: Clock, retention: float, every: float = EVERY, most: int = MOST
    ) -> None:
        self._store = store
        self._clock = clock
        self._retention = round(retention * DAY)
        self._every = every
        self._most = most
        self._waiting: deque[Impression] = deque()
        self._changed = threading.Condition()
        self._writing = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._logged = self._lost = 0
        self.shown = ByArm()
        """The logged ones, as ``ByArm``."""

    @property
    def counts(self) -> dict[str, int]:
        """How many were ``logged`` so far, and how many ``lost`` since the database did not take them."""
        return {"logged": self._logged, "lost": self._lost}

    def add(self, impression: Impression) -> None:
        """Have it written soon. Does not wait for the database."""
        with self._changed:
            if self._closed or len(self._waiting) >= self._most:
                self._lost += 1
                return
            self._waiting.append(impression)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="impressions", daemon=True)
                self._thread.start()
            if len(self._waiting) == 1:
                self._changed.notify()

    def flush(self) -> None:
        """Write all that waits now; what the database does not take goes on waiting."""
        with self._writing:
            while some := self._take():
                try:
                    self._store.append(some, self._clock() - self._retention)
                except BecauseError as error:
                    log.warning("%d impressions could not be written and wait: %s", len(some), error)
                    with self._changed:
                        self._waiting.extendleft(reversed(some))
                    return
                except Exception:
                    log.exception("%d impressions are lost", len(some))
                    self._lost += len(some)
                    continue
                self._logged += len(some)
                for one in some:
                    self.shown.add(one.scenario, one.experiment, one.arm)

    def close(self) -> None:
        """Write what waits; what is added afterwards is lost."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()
        self.flush()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._waiting)
                self._changed.wait_for(lambda: self._closed, self._every)
                if self._closed:
                    return
            self.flush()

    def _take(self) -> list[Impression]:
        with self._changed:
            return [self._waiting.popleft() for _ in range(min(TOGETHER, len(self._waiting)))]

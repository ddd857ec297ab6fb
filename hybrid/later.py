"""Work that is due some seconds after it was first asked for, once for all who asked meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Later:
    """Runs ``work`` in a thread of its own. Thread-safe; nothing begins after ``close``."""

    def __init__(self, work: Callable[[], None], seconds: float) -> None:
        self._work = work
        self._seconds = seconds
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._closed = False

    def soon(self) -> None:
        """Have it done, unless that is due already."""
        with self._lock:
            if self._timer is None and not self._closed:
                self._timer = threading.Timer(self._seconds, self._run)
                self._timer.daemon = True
                self._timer.start()

    def close(self) -> None:
        """Forget what is due, and wait for what runs."""
        with self._lock:
            self._closed = True
            timer = self._timer
        if timer is not None:
            timer.cancel()
            timer.join()

    def _run(self) -> None:
        with self._lock:
            self._timer = None if not self._closed else self._timer
        self._work()

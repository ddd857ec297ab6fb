"""One computation at a time per key in this process, shared by all who ask for it meanwhile.

Whoever waits may give up without stopping it for the others. Among processes a lease does the same
(``rerank/leases.py``): asked for inside ``make``, so that each process asks once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class SingleFlight(Generic[Result]):
    """Belongs to one event loop."""

    def __init__(self) -> None:
        self._running: dict[str, asyncio.Task[Result]] = {}

    def __len__(self) -> int:
        """How many computations are under way."""
        return len(self._running)

    def start(self, key: str, make: Callable[[], Awaitable[Result]]) -> asyncio.Task[Result]:
        """The computation under way for ``key``, or a new one; not waited for."""
        task = self._running.get(key)
        if task is None:
            task = asyncio.create_task(_call(make), name=f"singleflight {key[:16]}")
            self._running[key] = task
            task.add_done_callback(lambda done: self._ended(key, done))
        return task

    async def run(self, key: str, make: Callable[[], Awaitable[Result]]) -> Result:
        """Its result, or its exception. Cancelling or timing out this call leaves the computation running."""
        return await asyncio.shield(self.start(key, make))

    async def aclose(self) -> None:
        """Cancel what is under way and wait for its end."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, key: str, task: asyncio.Task[Result]) -> None:
        if self._running.get(key) is task:
            del self._running[key]
        if not task.cancelled():
            # Seen here once, so that nobody is told of an exception that nobody waited for.
            task.exception()


async def _call(make: Callable[[], Awaitable[Result]]) -> Result:
    return await make()

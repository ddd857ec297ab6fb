"""The bounded pool of threads for everything that blocks: SQL, numpy, the index."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

P = ParamSpec("P")
T = TypeVar("T")
_turns: RunVar[CapacityLimiter] = RunVar("turns")
"""Of the running event loop."""


async def run(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call ``work`` in a thread of the event loop's pool and wait for it; its exceptions are raised here.

    A cancelled caller still waits: a write that was begun is finished.
    """
    return await to_thread.run_sync(partial(work, *args, **kwargs))


async def run_in_turn(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The same for what takes seconds: one at a time, in a thread that is none of the pool's.

    So however many reports are asked for at once, threads for answers are left, and one core at most is busy.
    """
    try:
        limiter = _turns.get()
    except LookupError:
        limiter = CapacityLimiter(1)
        _turns.set(limiter)
    return await to_thread.run_sync(partial(work, *args, **kwargs), limiter=limiter)


def limit_threads(threads: int) -> None:
    """At most ``threads`` calls of ``run`` at once in the running event loop; the others queue."""
    to_thread.current_default_thread_limiter().total_tokens = threads

"""The bounded pool of threads for everything that blocks: SQL, numpy, the index."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import to_thread

P = ParamSpec("P")
T = TypeVar("T")


async def run(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call ``work`` in a thread of the event loop's pool and wait for it; its exceptions are raised here.

    A cancelled caller still waits: a write that was begun is finished.
    """
    return await to_thread.run_sync(partial(work, *args, **kwargs))


def limit_threads(threads: int) -> None:
    """At most ``threads`` calls of ``run`` at once in the running event loop; the others queue."""
    to_thread.current_default_thread_limiter().total_tokens = threads

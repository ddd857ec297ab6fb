"""A process that asks about one person's day; run by test_two_processes.py.

Arguments: folder of the cache, address of the model. Says "asks" when it begins, then the order it got.
"""

from __future__ import annotations

import asyncio
import json
import sys
import urllib.request
from datetime import date
from pathlib import Path

from rerank.calls import Calls, Limits
from rerank.daily import Ask, DayReranker, Peek, State
from rerank.day import DayKey
from rerank.daycache import DayCache, wall_clock
from rerank.errors import Why
from rerank.ports import Outcome
from rerank.task import RerankTask
from tests.rerank.builders import task

KEY = DayKey("person-1", date(2026, 3, 1), "homepage", "", "rerank@1", "stub", "r1")


class PlainReranker:
    """Asks the model over HTTP without the library that takes seconds to load."""

    model = "stub"

    def __init__(self, api_base: str) -> None:
        self._api_base = api_base

    async def rerank(self, task: RerankTask, deadline: float) -> Outcome:
        keys = {str(n): int(one.item.key) for n, one in enumerate(task.candidates)}
        try:
            handles = await asyncio.to_thread(self._ask, list(keys), deadline)
        except (OSError, ValueError):
            return Outcome((), False, Why.SERVER_ERROR, self.model, "p")
        return Outcome(tuple(keys[handle] for handle in handles), True, None, self.model, "p")

    def _ask(self, handles: list[str], deadline: float) -> list[str]:
        schema = {"properties": {"ranking": {"items": {"type": "string", "enum": handles}}}}
        body = json.dumps({"response_format": {"json_schema": {"schema": schema}}}).encode()
        with urllib.request.urlopen(f"{self._api_base}/chat/completions", body, deadline) as answer:  # noqa: S310 - loopback
            found: list[str] = json.loads(json.load(answer)["choices"][0]["message"]["content"])["ranking"]
        return found


def calls(api_base: str) -> Calls:
    """Of a process of its own."""
    return Calls(PlainReranker(api_base), Limits(), lambda _: None)


def terms() -> Ask:
    """Worked out now."""
    now = wall_clock()
    return Ask(30.0, now + 3_600_000_000, Peek(State.MISSING), events_until=now)


async def ask(folder: Path, api_base: str) -> None:
    day = DayReranker(DayCache(folder), calls(api_base), wall_clock)
    sys.stdout.write("asks\n")
    sys.stdout.flush()
    entry = await day.compute(KEY, task(), terms())
    sys.stdout.write(" ".join(map(str, entry.order)))
    await day.aclose()


if __name__ == "__main__":
    asyncio.run(ask(Path(sys.argv[1]), sys.argv[2]))

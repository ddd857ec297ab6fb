"""Two processes, one file, one model over real HTTP: who asks, who waits, and what a crash costs."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rerank.daily import MARGIN, DayReranker, Peek, State
from rerank.daycache import DayCache, wall_clock
from rerank.leases import steady_clock
from tests.rerank.asking_child import KEY, calls, terms
from tests.rerank.builders import task
from tests.servers.model_server import ModelServer, model_server

ORDER = (14, 13, 12, 11)
ROOT = Path(__file__).resolve().parents[2]


class Steady:
    """The machine's clock, ahead by what a test does not want to wait for."""

    ahead = 0

    def __call__(self) -> int:
        return steady_clock() + self.ahead


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server(mode="gated") as found:
        yield found


@pytest.fixture
def steady() -> Steady:
    return Steady()


@pytest.fixture
def cache(tmp_path: Path) -> DayCache:
    return DayCache(tmp_path / "day")


@pytest.fixture
async def day(cache: DayCache, server: ModelServer, steady: Steady) -> AsyncIterator[DayReranker]:
    found = DayReranker(cache, calls(server.api_base), wall_clock, steady)
    yield found
    await found.aclose()


@contextmanager
def another(tmp_path: Path, server: ModelServer) -> Iterator[subprocess.Popen[str]]:
    """Another process that asks for the same day; its call has reached the model."""
    command = [sys.executable, "-m", "tests.rerank.asking_child", str(tmp_path / "day"), server.api_base]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "asks\n"
            assert server.arrived.wait(60)
            yield process
        finally:
            process.kill()


async def waits(day: DayReranker) -> None:
    """Until somebody here waits for the other process."""

    def look() -> None:
        end = time.monotonic() + 60
        while not day.leases.counts["waited"]:
            assert time.monotonic() < end
            time.sleep(0.01)

    await asyncio.to_thread(look)


async def test_two_hundred_askers_in_two_processes_are_one_call(day: DayReranker, server: ModelServer, tmp_path: Path):
    with another(tmp_path, server) as other:
        asked = [asyncio.create_task(day.compute(KEY, task(), terms())) for _ in range(199)]
        await waits(day)
        server.gate.set()
        entries = await asyncio.gather(*asked)
        told, _ = await asyncio.to_thread(other.communicate, timeout=60)
    assert {entry.order for entry in entries} == {ORDER}
    assert told.split() == [str(key) for key in ORDER]
    assert server.calls == 1
    assert +day.leases.counts == {"waited": 1}


async def test_a_failure_is_everybodys(day: DayReranker, server: ModelServer, tmp_path: Path):
    with another(tmp_path, server):
        asked = asyncio.create_task(day.compute(KEY, task(), terms()))
        await waits(day)
        server.answer = lambda _: "no order"
        server.gate.set()
        assert (await asked).why == "server_error"
    assert (day.peek(KEY).state, server.calls) == (State.FAILED, 1)


async def test_a_killed_holder_costs_its_lease_and_no_more(
    day: DayReranker, server: ModelServer, steady: Steady, tmp_path: Path
):
    with another(tmp_path, server) as other:
        impatient = await day.compute(KEY, task(), terms(), patience=0.2)
        assert impatient.why == "timeout"
        asked = asyncio.create_task(day.compute(KEY, task(), terms()))
        other.kill()
        await asyncio.to_thread(other.wait, 60)
        assert (server.calls, day.peek(KEY)) == (1, Peek(State.MISSING))
        steady.ahead = round((2 * terms().deadline + MARGIN) * 1_000_000)
        server.gate.set()
        assert (await asked).order == ORDER
    assert (server.calls, day.peek(KEY).state) == (2, State.FRESH)
    assert +day.leases.counts == {"waited": 1, "taken": 1, "expired": 1}


async def test_who_was_taken_over_does_not_overwrite_what_is_newer(
    day: DayReranker, server: ModelServer, steady: Steady, tmp_path: Path
):
    with another(tmp_path, server) as other:
        steady.ahead = round((2 * terms().deadline + MARGIN) * 1_000_000)
        server.mode = "ok"
        newer = await day.compute(KEY, task(), terms())
        server.gate.set()
        told, _ = await asyncio.to_thread(other.communicate, timeout=60)
    assert told.split() == [str(key) for key in ORDER]
    assert (server.calls, day.peek(KEY)) == (2, Peek(State.FRESH, newer))


async def test_an_answer_under_way_elsewhere_is_not_kept_of_an_erased_person(
    day: DayReranker, cache: DayCache, server: ModelServer, tmp_path: Path
):
    with another(tmp_path, server) as other:
        cache.forget(KEY.person)
        server.gate.set()
        told, _ = await asyncio.to_thread(other.communicate, timeout=60)
    assert told.split() == [str(key) for key in ORDER]
    assert day.peek(KEY) == Peek(State.MISSING)

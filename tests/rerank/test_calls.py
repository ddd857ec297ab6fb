import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest

from rerank.calls import Calls, Limits, Turns
from rerank.errors import Why
from rerank.listwise import ListwiseReranker
from rerank.ports import NOBODY
from tests.clocks import Clock
from tests.rerank.asking import asking
from tests.rerank.builders import task
from tests.servers.model_server import ModelServer, model_server

PATIENCE = 30.0


@dataclass
class Calling:
    """Callers of one ``Turns``: who had a turn so far, in that order, and who was sent away."""

    turns: Turns
    had: list[str] = field(default_factory=list)
    sent_away: list[str] = field(default_factory=list)
    tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    over: dict[str, asyncio.Event] = field(default_factory=dict)

    async def come(self, *names: str, patience: float = PATIENCE) -> None:
        for name in names:
            self.over[name] = asyncio.Event()
            self.tasks[name] = asyncio.create_task(self._call(name, patience))
        await settle()

    async def go(self, name: str) -> None:
        self.over[name].set()
        await settle()

    async def _call(self, name: str, patience: float) -> None:
        async with self.turns.turn(name, patience) as mine:
            (self.had if mine else self.sent_away).append(name)
            if mine:
                await self.over[name].wait()


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_those_behind_leave_a_third_to_those_who_are_waited_for() -> None:
    found = Calling(Turns(concurrency=3, queue=10))
    await found.come("a", "b", "c", "d")
    assert found.had == ["a", "b"]
    with found.turns.awaited("e"), found.turns.awaited("f"):
        await found.come("e", "f")
        assert found.had == ["a", "b", "e"]
        await found.go("a")
        assert found.had == ["a", "b", "e", "f"]
        await found.go("b")
        assert found.had == ["a", "b", "e", "f", "c"]
    assert not found.turns.queued("c")
    assert found.turns.queued("d")


async def test_one_at_a_time_is_for_everybody() -> None:
    found = Calling(Turns(concurrency=1, queue=10))
    await found.come("a", "b")
    with found.turns.awaited("c"):
        await found.come("c")
        await found.go("a")
        await found.go("c")
    assert found.had == ["a", "c", "b"]


async def test_too_many_behind_are_sent_away() -> None:
    found = Calling(Turns(concurrency=1, queue=2))
    full = []
    for names in ("ab", "c", "de"):
        await found.come(*names)
        full.append(found.turns.full)
    assert full == [False, True, True]
    assert found.sent_away == ["d", "e"]
    with found.turns.awaited("f"):
        await found.come("f")
        assert found.sent_away == ["d", "e"]
    await settle()
    assert found.sent_away == ["d", "e", "f"]
    await found.go("a")
    assert not found.turns.full
    assert found.had == ["a", "b"]


async def test_without_a_queue_there_is_a_turn_at_once_or_none() -> None:
    found = Calling(Turns(concurrency=3, queue=0))
    assert not found.turns.full
    await found.come("a", "b", "c")
    assert (found.had, found.sent_away, found.turns.full) == (["a", "b"], ["c"], True)


async def test_whoever_is_waited_for_after_all_goes_first() -> None:
    found = Calling(Turns(concurrency=3, queue=10))
    await found.come("a", "b", "c", "d")
    with found.turns.awaited("d"):
        await settle()
        assert found.had == ["a", "b", "d"]


async def test_calls_that_nobody_waits_for_any_more_count_as_behind() -> None:
    found = Calling(Turns(concurrency=3, queue=10))
    with found.turns.awaited("a"), found.turns.awaited("b"):
        await found.come("a", "b")
    await found.come("c")
    assert found.had == ["a", "b"]
    with found.turns.awaited("d"):
        await found.come("d")
    assert found.had == ["a", "b", "d"]


async def test_patience_ends_and_nothing_is_left_behind() -> None:
    found = Calling(Turns(concurrency=1, queue=10))
    await found.come("a")
    await found.come("b", patience=0.0)
    await found.tasks["b"]
    assert found.sent_away == ["b"]
    await found.come("c", "d")
    found.tasks["c"].cancel()
    await settle()
    found.tasks["a"].cancel()
    await settle()
    assert found.had == ["a", "d"]
    await found.go("d")
    await found.come("e")
    assert found.had == ["a", "d", "e"]


# -- with a model --------------------------------------------------------------------------------


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as found:
        yield found


@pytest.fixture
def spared() -> list[Why]:
    return []


@pytest.fixture
async def calls(server: ModelServer, clock: Clock, spared: list[Why]) -> AsyncIterator[Calls]:
    with asking(clock, server) as found:
        limits = Limits(concurrency=1, queue=1)
        yield Calls(ListwiseReranker(found.models), limits, found.models.refuses, spared.append)
        await found.aclose()


async def arrived(server: ModelServer) -> None:
    assert await asyncio.to_thread(server.arrived.wait, PATIENCE)


async def test_whoever_has_no_turn_in_time_hears_that_it_is_busy(
    calls: Calls, server: ModelServer, spared: list[Why]
) -> None:
    server.mode = "gated"
    first = asyncio.create_task(calls.rerank("a", task(), PATIENCE))
    await arrived(server)
    outcome = await calls.rerank("b", task(), 0.05)
    assert (outcome.usable, outcome.why, outcome.order) == (False, Why.BUSY, ())
    assert outcome.prompt == task().prompt.reference
    server.gate.set()
    assert (await first).usable
    assert (server.calls, spared) == (1, [Why.BUSY])


async def test_time_in_the_queue_is_not_taken_from_the_models(calls: Calls, server: ModelServer) -> None:
    server.mode = "gated"
    waiting = [asyncio.create_task(calls.rerank(name, task(), PATIENCE)) for name in "ab"]
    await arrived(server)
    server.gate.set()
    assert all([(await one).usable for one in waiting])


async def test_a_model_that_is_down_is_left_alone_for_a_while(
    calls: Calls, server: ModelServer, clock: Clock, spared: list[Why]
) -> None:
    server.mode = "500"

    async def ask() -> Why | None:
        return (await calls.rerank("a", task(), PATIENCE)).why

    assert [await ask() for _ in range(4)] == [Why.SERVER_ERROR] * 2 + [Why.UNAVAILABLE] * 2
    assert (server.calls, spared) == (2, [Why.UNAVAILABLE] * 2)
    assert calls.refuses(True, NOBODY) is calls.refuses(False, NOBODY) is Why.UNAVAILABLE
    clock.now += 10_000_000
    assert calls.refuses(False, NOBODY) is None
    assert [await ask(), await ask()] == [Why.SERVER_ERROR, Why.UNAVAILABLE]
    clock.now += 10_000_000
    server.mode = "ok"
    assert [await ask(), await ask()] == [None, None]


async def test_those_in_the_queue_are_not_asked_about_either_once_it_is_down(calls: Calls, server: ModelServer) -> None:
    server.mode = "500"
    await calls.rerank("a", task(), PATIENCE)
    server.mode, server.fails = "hang", []
    first = asyncio.create_task(calls.rerank("b", task(), PATIENCE))
    await asyncio.sleep(0)
    second = asyncio.create_task(calls.rerank("c", task(), PATIENCE))
    await asyncio.sleep(0)
    assert calls.refuses(False, NOBODY) is Why.BUSY
    assert calls.refuses(True, NOBODY) is None
    server.gate.set()
    assert [(await one).why for one in (first, second)] == [Why.UNREACHABLE, Why.UNAVAILABLE]
    assert server.calls == 2


async def test_a_call_that_is_cancelled_holds_nothing(calls: Calls, server: ModelServer, clock: Clock) -> None:
    server.fails = [500, 500]
    for _ in range(2):
        await calls.rerank("a", task(), PATIENCE)
    clock.now += 10_000_000
    server.arrived.clear()
    server.mode = "hang"
    trying = asyncio.create_task(calls.rerank("a", task(), PATIENCE))
    await arrived(server)
    trying.cancel()
    await asyncio.gather(trying, return_exceptions=True)
    server.mode = "ok"
    assert (await calls.rerank("a", task(), PATIENCE)).usable

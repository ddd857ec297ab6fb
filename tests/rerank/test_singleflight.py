import asyncio

import pytest

from rerank.singleflight import SingleFlight


async def test_all_who_ask_meanwhile_share_one_computation() -> None:
    flights: SingleFlight[int] = SingleFlight()
    calls, gate = 0, asyncio.Event()

    async def make() -> int:
        nonlocal calls
        calls += 1
        await gate.wait()
        return calls

    waiting = [asyncio.create_task(flights.run("k", make)) for _ in range(100)]
    other = asyncio.create_task(flights.run("other", make))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gate.set()
    assert set(await asyncio.gather(*waiting)) == {await other}
    assert calls == 2
    assert len(flights) == 0
    assert await flights.run("k", make) == 3


async def test_a_waiter_may_give_up_without_stopping_it() -> None:
    flights: SingleFlight[str] = SingleFlight()
    gate = asyncio.Event()

    async def make() -> str:
        await gate.wait()
        return "done"

    impatient = asyncio.create_task(flights.run("k", make))
    patient = asyncio.create_task(flights.run("k", make))
    await asyncio.sleep(0)
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await flights.run("k", make)
    gate.set()
    assert await patient == "done"


async def test_an_exception_is_shared_and_not_kept() -> None:
    flights: SingleFlight[int] = SingleFlight()
    gate = asyncio.Event()

    async def fail() -> int:
        await gate.wait()
        raise ValueError("no")

    async def work() -> int:
        return 1

    waiting = [asyncio.create_task(flights.run("k", fail)) for _ in range(3)]
    await asyncio.sleep(0)
    gate.set()
    found = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(f) for f in found] == [ValueError] * 3
    assert await flights.run("k", work) == 1


async def test_closing_stops_what_is_under_way() -> None:
    flights: SingleFlight[None] = SingleFlight()
    ended = asyncio.Event()

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    task = flights.start("k", forever)
    await asyncio.sleep(0)
    await flights.aclose()
    assert ended.is_set()
    assert task.cancelled()
    assert len(flights) == 0

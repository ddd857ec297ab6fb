import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rerank.calls import Calls, Limits
from rerank.daily import Ask, DayReranker, Peek, State
from rerank.day import DayKey
from rerank.daycache import DayCache
from rerank.errors import Why
from rerank.listwise import ListwiseReranker
from tests.clocks import Clock
from tests.rerank.asking import asking
from tests.rerank.builders import task
from tests.servers.model_server import ModelServer, model_server

HOUR = 3_600_000_000
MIDNIGHT = 24 * HOUR
KEY = DayKey("person-1", date(2026, 3, 1), "homepage", "", "rerank@1", "openai/stub", "r1")
MISSING = Peek(State.MISSING)


@pytest.fixture
def clock() -> Clock:
    return Clock(9 * HOUR)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as found:
        yield found


@pytest.fixture
def cache(tmp_path: Path, clock: Clock) -> DayCache:
    return DayCache(tmp_path / "day", clock=clock)


@pytest.fixture
async def day(cache: DayCache, server: ModelServer, clock: Clock) -> AsyncIterator[DayReranker]:
    with asking(clock, server) as asked:
        calls = Calls(ListwiseReranker(asked.models), Limits(concurrency=1, queue=1), asked.models.refuses)
        found = DayReranker(cache, calls, clock)
        yield found
        await found.aclose()
        await asked.aclose()


def terms(peek: Peek, deadline: float = 30.0) -> Ask:
    return Ask(deadline, valid_until=MIDNIGHT, peek=peek, events_until=7, said="h", artifact="v1")


async def test_two_hundred_at_once_make_one_call_and_the_day_keeps_it(day: DayReranker, server: ModelServer) -> None:
    peek = day.peek(KEY)
    assert (peek.state, peek.due) == (State.MISSING, True)
    found = await asyncio.gather(*(day.compute(KEY, task(), terms(peek)) for _ in range(200)))
    assert server.calls == 1
    assert len({entry.order for entry in found}) == 1
    later = day.peek(KEY)
    assert (later.state, later.due) == (State.FRESH, False)
    assert later.entry == found[0]
    assert found[0].order == (14, 13, 12, 11)
    assert (found[0].events_until, found[0].said, found[0].artifact) == (7, "h", "v1")


async def test_who_looked_before_it_came_does_not_ask_again(day: DayReranker, server: ModelServer) -> None:
    early = day.peek(KEY)
    await day.compute(KEY, task(), terms(early))
    await day.compute(KEY, task(), terms(early))
    assert server.calls == 1


async def test_who_looked_before_it_failed_does_not_ask_again(day: DayReranker, server: ModelServer) -> None:
    server.mode = "500"
    early = day.peek(KEY)
    first = await day.compute(KEY, task(), terms(early))
    second = await day.compute(KEY, task(), terms(early))
    assert (first.why, second.why, server.calls) == ("server_error", "server_error", 1)


async def test_a_failure_is_kept_for_two_minutes(day: DayReranker, server: ModelServer, clock: Clock) -> None:
    server.mode = "500"
    await day.compute(KEY, task(), terms(MISSING))
    peek = day.peek(KEY)
    assert (peek.state, peek.why, peek.due, peek.entry) == (State.FAILED, "server_error", False, None)
    clock.now += 121_000_000
    assert day.peek(KEY) == MISSING
    server.mode = "ok"
    await day.compute(KEY, task(), terms(day.peek(KEY)))
    assert day.peek(KEY).state is State.FRESH


async def test_overtaken_answers_are_stale_and_refreshed_once(
    day: DayReranker, server: ModelServer, clock: Clock
) -> None:
    old = await day.compute(KEY, task(), terms(MISSING))
    clock.now += HOUR
    stale = day.peek(KEY, lambda entry: entry.events_until < 8)
    assert (stale.state, stale.entry, stale.due) == (State.STALE, old, True)
    fresh = await asyncio.gather(*(day.compute(KEY, task(), replace(terms(stale), events_until=9)) for _ in range(5)))
    assert server.calls == 2
    assert day.peek(KEY, lambda entry: entry.events_until < 8) == Peek(State.FRESH, fresh[0])


async def test_a_failed_refresh_leaves_the_old_order_in_place(day: DayReranker, server: ModelServer) -> None:
    old = await day.compute(KEY, task(), terms(MISSING))
    server.mode = "500"
    await day.compute(KEY, task(), terms(day.peek(KEY, lambda _: True)))
    assert day.peek(KEY, lambda _: True) == Peek(State.STALE, old, "server_error")
    assert day.peek(KEY).state is State.FRESH


async def test_yesterdays_order_stands_in_until_the_evening(day: DayReranker, clock: Clock) -> None:
    kept = await day.compute(KEY, task(), terms(MISSING))
    today = replace(KEY, day=date(2026, 3, 2))
    clock.now = MIDNIGHT + 8 * HOUR
    assert day.peek(today) == Peek(State.STALE, kept)
    assert day.peek(KEY).state is State.STALE
    clock.now = MIDNIGHT + 21 * HOUR
    assert day.peek(today) == MISSING
    assert day.peek(replace(KEY, day=date(2026, 3, 3))) == MISSING


async def test_after_a_publish_the_order_before_stands_in_and_a_rollback_finds_it_fresh(
    day: DayReranker, clock: Clock
) -> None:
    kept = await day.compute(KEY, task(), terms(MISSING))
    published = replace(KEY, prompt="rerank@2")
    assert day.peek(published) == Peek(State.STALE, kept)
    assert day.peek(replace(KEY, model="openai/other")) == Peek(State.STALE, kept)
    assert day.peek(replace(KEY, arm="b")) == MISSING
    clock.now += 1
    fresh = await day.compute(published, task(), terms(day.peek(published)))
    assert day.peek(published) == Peek(State.FRESH, fresh)
    assert day.peek(KEY) == Peek(State.FRESH, kept)
    # Tomorrow the last one counts, whichever prompt is in force then.
    assert day.peek(replace(KEY, day=date(2026, 3, 2))) == Peek(State.STALE, fresh)


async def test_a_failure_that_lies_ahead_holds_nobody_up(day: DayReranker, server: ModelServer, clock: Clock) -> None:
    server.mode = "500"
    await day.compute(KEY, task(), terms(MISSING))
    clock.now -= HOUR
    assert day.peek(KEY) == MISSING


async def test_an_answer_outlives_a_clock_that_is_put_back(day: DayReranker, clock: Clock) -> None:
    kept = await day.compute(KEY, task(), terms(MISSING))
    clock.now -= HOUR
    assert day.peek(KEY) == Peek(State.FRESH, kept)


async def test_a_waiter_gives_up_and_the_answer_is_there_the_next_time(day: DayReranker, server: ModelServer) -> None:
    server.mode = "gated"
    waiting = asyncio.create_task(day.compute(KEY, task(), terms(MISSING)))
    await asyncio.to_thread(server.arrived.wait, 20)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert day.peek(KEY) == MISSING
    joined = asyncio.create_task(day.compute(KEY, task(), terms(MISSING)))
    server.gate.set()
    await joined
    assert server.calls == 1
    assert day.peek(KEY).state is State.FRESH


async def test_started_in_the_background_it_is_there_later(day: DayReranker, server: ModelServer) -> None:
    day.start(KEY, task(), terms(MISSING))
    day.start(KEY, task(), terms(MISSING))
    await day.compute(KEY, task(), terms(MISSING))
    assert (day.peek(KEY).state, server.calls) == (State.FRESH, 1)


async def test_an_answer_under_way_is_not_kept_of_an_erased_person(
    day: DayReranker, cache: DayCache, server: ModelServer, clock: Clock
) -> None:
    server.mode = "gated"
    before = replace(terms(MISSING), events_until=clock.now)
    waiting = asyncio.create_task(day.compute(KEY, task(), before))
    await asyncio.to_thread(server.arrived.wait, 20)
    clock.now += 1
    await asyncio.to_thread(cache.forget, KEY.person)
    server.gate.set()
    await waiting
    assert day.peek(KEY) == MISSING
    clock.now += 1
    server.mode = "ok"
    await day.compute(KEY, task(), before)  # worked out before, asked after
    assert day.peek(KEY) == MISSING
    await day.compute(KEY, task(), replace(before, events_until=clock.now))
    assert day.peek(KEY).state is State.FRESH


async def test_the_deadline_of_the_model_is_a_failure_with_a_name(day: DayReranker, server: ModelServer) -> None:
    server.mode = "hang"
    entry = await day.compute(KEY, task(), terms(MISSING, deadline=0.2))
    assert (entry.why, entry.order) == ("timeout", ())
    assert day.peek(KEY).state is State.FAILED


# -- when there is too much to ask ----------------------------------------------------------------


def of(person: str) -> DayKey:
    return replace(KEY, person=person)


async def busy(day: DayReranker, server: ModelServer) -> None:
    """A call under way that ends when the gate is opened."""
    server.mode = "gated"
    day.start(of("first"), task(), terms(MISSING))
    assert await asyncio.to_thread(server.arrived.wait, 20)


async def test_who_loses_patience_in_the_line_hears_that_and_still_has_an_order_later(
    day: DayReranker, server: ModelServer
) -> None:
    await busy(day, server)
    entry = await day.compute(KEY, task(), terms(MISSING), patience=0.2)
    assert (entry.why, entry.order) == ("busy", ())
    assert day.peek(KEY) == MISSING
    server.gate.set()
    assert (await day.compute(KEY, task(), terms(MISSING))).why is None
    assert server.calls == 2


async def test_who_loses_patience_with_the_model_hears_that(day: DayReranker, server: ModelServer) -> None:
    server.mode = "gated"
    entry = await day.compute(KEY, task(), terms(MISSING), patience=0.2)
    assert (entry.why, day.peek(KEY)) == ("timeout", MISSING)
    server.gate.set()
    await day.compute(KEY, task(), terms(MISSING))
    assert (day.peek(KEY).state, server.calls) == (State.FRESH, 1)


async def test_of_too_many_in_the_background_some_are_asked_about_another_time(
    day: DayReranker, server: ModelServer
) -> None:
    await busy(day, server)
    people = [of(f"p{n}") for n in range(5)]
    assert day.refuses(waits=False) is None
    for key in people:
        day.start(key, task(), terms(MISSING))
    await day.compute(of("waits"), task(), terms(MISSING), patience=0.2)
    assert day.refuses(waits=False) is Why.BUSY
    assert day.refuses(waits=True) is None
    assert [day.peek(key) for key in people] == [MISSING] * 5
    server.gate.set()
    for key in people:
        await day.compute(key, task(), terms(MISSING))
        assert day.peek(key).state is State.FRESH


async def test_a_model_that_is_left_alone_is_nobodys_failure(
    day: DayReranker, server: ModelServer, clock: Clock
) -> None:
    server.mode = "500"
    for person in ("a", "b"):
        await day.compute(of(person), task(), terms(MISSING))
    assert day.refuses(waits=True) is Why.UNAVAILABLE
    assert (await day.compute(KEY, task(), terms(MISSING))).why == "unavailable"
    assert (day.peek(KEY), server.calls) == (MISSING, 2)
    clock.now += 10_000_000
    server.mode = "ok"
    assert (await day.compute(KEY, task(), terms(MISSING))).why is None

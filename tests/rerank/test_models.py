"""Several models in order: who is asked, for how long, and who is passed over."""

import asyncio
import json
import math
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from rerank.errors import ModelFailed, Why
from rerank.listwise import ListwiseReranker, schema
from rerank.models import _share
from rerank.ports import NOBODY, Completion, Message, Prompt
from tests.clocks import Clock
from tests.rerank.asking import Asking, asking
from tests.rerank.builders import task
from tests.servers.model_server import ModelServer, model_server

PROMPT = Prompt((Message("user", "1. A\n2. B"),), max_tokens=100)
SCHEMA = schema(2, words=False)
PATIENCE = 30.0
SECOND = 1_000_000


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def servers() -> Iterator[tuple[ModelServer, ModelServer, ModelServer]]:
    with model_server() as first, model_server() as second, model_server() as third:
        yield first, second, third


@pytest.fixture
async def found(clock: Clock, servers: tuple[ModelServer, ...]) -> AsyncIterator[Asking]:
    with asking(clock, *servers) as asked:
        yield asked
        await asked.aclose()


async def ask(found: Asking, deadline: float = PATIENCE, patience: float = math.inf) -> Completion:
    return await found.models.complete(replace(PROMPT, patience=patience), SCHEMA, deadline)


async def failure(found: Asking) -> Why:
    with pytest.raises(ModelFailed) as caught:
        await ask(found)
    return caught.value.why


def calls(servers: tuple[ModelServer, ...]) -> list[int]:
    return [server.calls for server in servers]


@pytest.mark.parametrize("mode", ["400", "401", "404", "429", "500", "503", "close", "html", "null", "overflow"])
async def test_what_one_cannot_do_the_next_is_asked(found: Asking, servers: tuple[ModelServer, ...], mode: str) -> None:
    servers[0].mode = mode
    completion = await ask(found)
    assert json.loads(completion.text) == {"ranking": ["2", "1"]}
    assert completion.model == "openai/stub-1"
    assert calls(servers) == [1, 1, 0]


async def test_the_first_that_is_well_is_the_only_one_asked(found: Asking, servers: tuple[ModelServer, ...]) -> None:
    assert (await ask(found)).model == found.models.name == "openai/stub-0"
    assert calls(servers) == [1, 0, 0]


async def test_where_all_fail_the_first_ones_failure_is_told(found: Asking, servers: tuple[ModelServer, ...]) -> None:
    for server, mode in zip(servers, ("503", "401", "null"), strict=True):
        server.mode = mode
    assert await failure(found) is Why.SERVER_ERROR
    assert calls(servers) == [1, 1, 1]
    assert found.told == [
        ("openai/stub-0", Why.SERVER_ERROR),
        ("openai/stub-1", Why.AUTH),
        ("openai/stub-2", Why.EMPTY),
    ]


async def test_one_that_hangs_leaves_time_for_the_next(found: Asking, servers: tuple[ModelServer, ...]) -> None:
    servers[0].mode = "hang"
    assert (await ask(found, PATIENCE, patience=2.0)).model == "openai/stub-1"
    assert found.told == [("openai/stub-0", Why.TIMEOUT), ("openai/stub-1", None)]


@pytest.mark.parametrize(
    ("left", "wanted", "share"),
    [
        (20.0, math.inf, 10.0),
        (20.0, 4.0, 2.0),
        (3.0, 20.0, 1.5),
        (20.0, 0.1, 1.0),
        (0.4, math.inf, 0.4),
        (20.0, -1.0, 10.0),
    ],
)
def test_a_share_is_half_of_what_is_left_and_a_second_at_least(left: float, wanted: float, share: float) -> None:
    assert _share(left, wanted) == share


async def test_one_that_is_left_alone_is_passed_over_until_the_pause_ends(
    found: Asking, servers: tuple[ModelServer, ...], clock: Clock
) -> None:
    servers[0].mode = "500"
    assert [(await ask(found)).model for _ in range(4)] == ["openai/stub-1"] * 4
    assert calls(servers) == [2, 4, 0]
    servers[0].mode = "ok"
    clock.now += 10 * SECOND
    assert (await ask(found)).model == "openai/stub-0"


async def test_where_all_are_left_alone_nothing_is_asked(
    found: Asking, servers: tuple[ModelServer, ...], clock: Clock
) -> None:
    for server in servers:
        server.mode = "500"
    assert [await failure(found) for _ in range(3)] == [Why.SERVER_ERROR, Why.SERVER_ERROR, Why.UNAVAILABLE]
    assert calls(servers) == [2, 2, 2]
    assert found.models.refuses(NOBODY) is Why.UNAVAILABLE
    clock.now += 10 * SECOND
    assert found.models.refuses(NOBODY) is None


async def test_the_last_one_has_all_the_time_that_is_left(found: Asking, servers: tuple[ModelServer, ...]) -> None:
    for server in servers[:2]:
        server.mode = "500"
    for _ in range(2):
        await ask(found)
    servers[2].mode = "gated"
    waiting = asyncio.create_task(ask(found, PATIENCE, patience=0.01))
    assert await asyncio.to_thread(servers[2].arrived.wait, PATIENCE)
    servers[2].gate.set()
    assert (await waiting).model == "openai/stub-2"


async def test_an_answer_names_the_model_that_gave_it(found: Asking, servers: tuple[ModelServer, ...]) -> None:
    servers[0].mode = "401"
    outcome = await ListwiseReranker(found.models).rerank(task(), PATIENCE)
    assert (outcome.usable, outcome.model) == (True, "openai/stub-1")
    for server in servers:
        server.mode = "401"
    outcome = await ListwiseReranker(found.models).rerank(task(), PATIENCE)
    assert (outcome.why, outcome.model) == (Why.AUTH, "openai/stub-0")

"""Budgets: who may still ask, and what counts."""

import asyncio
import logging
from collections.abc import Iterator

import pytest

from hybrid.store.spending import EVERYBODY, Spent
from rerank.budget import KEY, USER, Allowance
from rerank.errors import ModelFailed, Why
from rerank.listwise import schema
from rerank.ports import NOBODY, Asker, Completion, Message, Prompt
from tests.clocks import Clock
from tests.rerank.asking import Asking, asking
from tests.servers.model_server import ModelServer, model_server

SCHEMA = schema(2, words=False)
ESTIMATE, REAL = 170, 550
"""Tokens: what ``prompt()`` is thought to take, and what the stub says it took."""
SECOND = 1_000_000
DAY = "2023-11-14"
ANA, BEN = Asker("ana", "key-1"), Asker("ben", "key-1")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as found:
        yield found


def prompt(asker: Asker) -> Prompt:
    return Prompt((Message("user", "1. A\n2. B"),), max_tokens=100, asker=asker)


def whys(found: Asking, *askers: Asker) -> list[Why | None]:
    """How questions of these askers ended, one after another."""

    async def ask(asker: Asker) -> Why | None:
        try:
            await found.models.complete(prompt(asker), SCHEMA, 30.0)
        except ModelFailed as failed:
            return failed.why
        return None

    async def all_of_them() -> list[Why | None]:
        told = [await ask(asker) for asker in askers]
        await found.aclose()
        return told

    return asyncio.run(all_of_them())


def spent(found: Asking, scope: str = EVERYBODY, holder: str = "") -> int:
    return found.store.spending.of(DAY, scope, holder).tokens


def test_a_day_counts_what_was_used(clock: Clock, server: ModelServer) -> None:
    with asking(clock, server) as found:
        assert whys(found, ANA, BEN) == [None, None]
        assert found.budget.today() == Spent(2 * REAL, 0.0)
        assert (spent(found, KEY, "key-1"), spent(found, USER, "ana")) == (0, 0)


@pytest.mark.parametrize(
    ("allowance", "askers", "last"),
    [
        (Allowance(tokens_per_day=2 * REAL), (NOBODY, ANA, BEN), Why.BUDGET),
        (Allowance(tokens_per_user=2 * REAL), (ANA, ANA, ANA), Why.BUDGET),
        (Allowance(tokens_per_user=2 * REAL), (ANA, ANA, BEN), None),
        (Allowance(tokens_per_user=2 * REAL), (NOBODY, NOBODY, NOBODY), None),
        (Allowance(tokens_per_key=2 * REAL), (ANA, BEN, Asker("eve", "key-1")), Why.BUDGET),
        (Allowance(tokens_per_key=2 * REAL), (ANA, BEN, Asker("eve", "key-2")), None),
    ],
)
def test_a_spent_budget_ends_the_asking_of_its_holder_only(
    clock: Clock, server: ModelServer, allowance: Allowance, askers: tuple[Asker, ...], last: Why | None
) -> None:
    with asking(clock, server, allowance=allowance) as found:
        assert whys(found, *askers) == [None, None, last]
        assert server.calls == (3 if last is None else 2)
        assert found.models.refuses(askers[-1]) is last


def test_what_was_refused_as_such_costs_nothing_and_what_was_cut_off_its_estimate(
    clock: Clock, server: ModelServer
) -> None:
    with asking(clock, server, allowance=Allowance(tokens_per_user=100_000)) as found:
        for mode in ("400", "401", "429", "503", "close", "overflow"):
            server.mode = mode
            clock.now += 11 * SECOND
            whys(found, ANA)
        assert (spent(found), spent(found, USER, "ana")) == (0, 0)
        server.mode = "null"
        clock.now += 11 * SECOND
        assert whys(found, ANA) == [Why.EMPTY]
        assert spent(found) == spent(found, USER, "ana") == ESTIMATE


def test_many_at_once_cannot_pass_together(clock: Clock, server: ModelServer) -> None:
    async def at_once(found: Asking) -> list[Completion | BaseException]:
        asked = [asyncio.create_task(found.models.complete(prompt(NOBODY), SCHEMA, 30.0)) for _ in range(10)]
        ended = asyncio.as_completed(asked)
        told = [*await asyncio.gather(*(next(ended) for _ in range(7)), return_exceptions=True)]
        server.gate.set()
        told += await asyncio.gather(*ended, return_exceptions=True)
        await found.aclose()
        return told

    server.mode = "gated"
    with asking(clock, server, allowance=Allowance(tokens_per_day=3 * ESTIMATE)) as found:
        told = asyncio.run(at_once(found))
        assert [one.why for one in told[:7] if isinstance(one, ModelFailed)] == [Why.BUDGET] * 7
        assert sum(isinstance(one, Completion) for one in told[7:]) == server.calls == 3


def test_a_new_day_has_a_new_budget_and_forgets_who_spent(clock: Clock, server: ModelServer) -> None:
    with asking(clock, server, allowance=Allowance(tokens_per_user=REAL)) as found:
        assert whys(found, ANA, ANA) == [None, Why.BUDGET]
        assert found.models.refuses(ANA) is Why.BUDGET
        clock.now += 24 * 3600 * SECOND
        assert found.models.refuses(ANA) is None
        assert whys(found, ANA) == [None]
        assert (spent(found), spent(found, USER, "ana")) == (REAL, 0)


def test_what_an_estimate_held_too_much_is_free_again_after_a_rest(clock: Clock, server: ModelServer) -> None:
    with asking(clock, server, allowance=Allowance(tokens_per_day=REAL + ESTIMATE)) as found:
        reserved = found.budget.reserve(NOBODY, "openai/stub-0", Spent(REAL + 1))
        assert whys(found, NOBODY) == [Why.BUDGET]
        assert reserved is not None
        found.budget.settle(reserved, Spent(REAL))
        assert found.models.refuses(NOBODY) is Why.BUDGET
        clock.now += 60 * SECOND
        assert whys(found, NOBODY) == [None]


def test_money_counts_where_the_price_is_known_and_a_free_model_stands_in(
    clock: Clock, server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    with model_server() as free, asking(clock, server, free, allowance=Allowance(usd_per_day=0.0005)) as found:
        dear = found.models._lines[0].model._model
        assert dear.price(1000, 1000) is None
        found.llms[0]._settings = type(found.llms[0]._settings)("openai/gpt-4o", server.api_base, attempts=1)
        assert (dear.price(1000, 1000) or 0) > 0.001
        assert whys(found, NOBODY) == [None]
        assert (server.calls, free.calls) == (0, 1)
        assert found.budget.today() == Spent(REAL, 0.0)


def test_it_is_said_once_a_day(clock: Clock, server: ModelServer, caplog: pytest.LogCaptureFixture) -> None:
    with asking(clock, server, allowance=Allowance(tokens_per_user=0)) as found, caplog.at_level(logging.WARNING):
        for asker in (ANA, BEN, ANA):
            whys(found, asker)
            clock.now += 61 * SECOND
        assert [record.name for record in caplog.records] == ["rerank.budget"]
        clock.now += 24 * 3600 * SECOND
        whys(found, ANA)
        assert len(caplog.records) == 2
        assert "ana" not in caplog.text

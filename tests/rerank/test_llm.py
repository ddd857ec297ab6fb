import asyncio
import json
from collections.abc import Iterator

import pytest

from rerank.errors import ModelFailed, Why
from rerank.listwise import schema
from rerank.llm import LiteLLMModel, ModelSettings
from rerank.ports import Completion, Message, Prompt
from tests.servers.model_server import ModelServer, model_server

PROMPT = Prompt((Message("system", "Order."), Message("user", "1. A\n2. B")), temperature=0.0, max_tokens=100)
PATIENCE = 30.0
"""Seconds; only what hangs is given less."""


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as found:
        yield found


def asked(server: ModelServer, deadline: float = PATIENCE, attempts: int = 2) -> Completion:
    """One completion on a loop of its own."""

    async def ask() -> Completion:
        model = LiteLLMModel(ModelSettings("openai/stub", server.api_base, "key-4711", attempts))
        try:
            return await model.complete(PROMPT, schema(2, words=False), deadline)
        finally:
            await model.aclose()

    return asyncio.run(ask())


def failed(server: ModelServer, deadline: float = PATIENCE, attempts: int = 2) -> ModelFailed:
    with pytest.raises(ModelFailed) as caught:
        asked(server, deadline, attempts)
    return caught.value


def test_a_completion_goes_out_with_the_strict_schema(server: ModelServer) -> None:
    found = asked(server)
    assert json.loads(found.text) == {"ranking": ["2", "1"]}
    assert (found.tokens, found.cost_usd) == (550, None)
    (request,) = server.requests
    assert request["model"] == "stub"
    assert request["temperature"] == 0
    assert request["max_tokens"] == 100
    assert request["messages"] == [{"role": "system", "content": "Order."}, {"role": "user", "content": "1. A\n2. B"}]
    assert request["response_format"]["json_schema"]["strict"] is True
    assert request["response_format"]["json_schema"]["schema"] == schema(2, words=False)


@pytest.mark.parametrize(
    ("mode", "why", "calls"),
    [
        ("400", Why.BAD_REQUEST, 1),
        ("401", Why.AUTH, 1),
        ("402", Why.BAD_REQUEST, 1),
        ("403", Why.AUTH, 1),
        ("404", Why.NOT_FOUND, 1),
        ("413", Why.TOO_LONG, 1),
        ("422", Why.BAD_REQUEST, 1),
        ("overflow", Why.TOO_LONG, 1),
        ("429", Why.RATE_LIMITED, 2),
        ("500", Why.SERVER_ERROR, 2),
        ("502", Why.SERVER_ERROR, 2),
        ("503", Why.SERVER_ERROR, 2),
        ("529", Why.SERVER_ERROR, 2),
        ("close", Why.UNREACHABLE, 2),
        ("cut", Why.UNREACHABLE, 2),
        ("html", Why.MALFORMED, 1),
        ("nothing", Why.MALFORMED, 1),
        ("number", Why.MALFORMED, 1),
        ("object", Why.MALFORMED, 1),
        ("null", Why.EMPTY, 1),
        ("nochoices", Why.EMPTY, 1),
        ("huge", Why.TOO_LONG, 1),
    ],
)
def test_every_failure_has_a_name_and_only_passing_ones_are_tried_again(
    server: ModelServer, mode: str, why: Why, calls: int
) -> None:
    server.mode = mode
    error = failed(server)
    assert (error.why, server.calls) == (why, calls)
    assert "key-4711" not in str(error)


@pytest.mark.parametrize("mode", ["hang", "drip"])
def test_the_deadline_is_total(server: ModelServer, mode: str) -> None:
    server.mode = mode
    assert failed(server, deadline=0.3).why is Why.TIMEOUT
    assert server.calls == 1


def test_a_dead_server_is_unreachable() -> None:
    with model_server() as server:
        pass
    assert failed(server, attempts=1).why is Why.UNREACHABLE


def test_what_passes_is_got_over(server: ModelServer) -> None:
    server.fails = [503, 429]
    assert json.loads(asked(server, attempts=3).text) == {"ranking": ["2", "1"]}
    assert server.calls == 3


def test_a_wait_that_the_provider_asks_for_is_kept_to_or_given_up_at_once(server: ModelServer) -> None:
    server.fails, server.retry_after = [429], "3600"
    error = failed(server, attempts=3)
    assert (error.why, error.retry_after, server.calls) == (Why.RATE_LIMITED, 3600.0, 1)
    server.fails, server.retry_after = [429], "0"
    assert asked(server).tokens == 550


@pytest.mark.parametrize("raw", ["Wed, 21 Oct 2099 07:28:00 GMT", "Wed, 21 Oct 2099 07:28:00 -0000"])
def test_the_wait_may_be_a_date(server: ModelServer, raw: str) -> None:
    server.fails, server.retry_after = [429], raw
    assert (failed(server).retry_after or 0) > 1e9


@pytest.mark.parametrize("raw", ["soon", "-1", "9" * 40, "", "٣"])
def test_a_senseless_wait_is_ignored(server: ModelServer, raw: str) -> None:
    server.fails, server.retry_after = [503], raw.encode("utf-8").decode("latin-1")
    assert asked(server).tokens == 550


def test_cancelling_ends_the_request(server: ModelServer) -> None:
    server.mode = "hang"

    async def ask() -> None:
        model = LiteLLMModel(ModelSettings("openai/stub", server.api_base))
        task = asyncio.create_task(model.complete(PROMPT, schema(2, words=False), PATIENCE))
        await asyncio.to_thread(server.arrived.wait, 20)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await model.aclose()

    asyncio.run(ask())
    assert server.calls == 1


def test_an_unknown_provider_is_a_bad_request() -> None:
    model = LiteLLMModel(ModelSettings("no-such-provider-at-all"))
    with pytest.raises(ModelFailed) as caught:
        asyncio.run(model.complete(PROMPT, schema(2, words=False), PATIENCE))
    assert caught.value.why is Why.BAD_REQUEST


def test_warming_needs_no_network_and_no_key() -> None:
    LiteLLMModel(ModelSettings("openai/x")).warm()


def test_the_key_is_not_in_the_settings_text() -> None:
    assert "key-4711" not in repr(ModelSettings("openai/x", api_key="key-4711"))


def test_a_prompt_is_never_logged(server: ModelServer, caplog: pytest.LogCaptureFixture) -> None:
    server.mode = "400"
    with caplog.at_level("DEBUG"):
        failed(server)
    assert "1. A" not in caplog.text


def test_closing_one_leaves_what_others_are_asking_alone(server: ModelServer) -> None:
    server.mode = "gated"

    async def ask() -> Completion:
        one, other = (LiteLLMModel(ModelSettings("openai/stub", server.api_base, attempts=1)) for _ in range(2))
        asking = asyncio.create_task(one.complete(PROMPT, schema(2, words=False), PATIENCE))
        await asyncio.to_thread(server.arrived.wait, 20)
        server.mode = "ok"
        await other.complete(PROMPT, schema(2, words=False), PATIENCE)
        await other.aclose()
        server.gate.set()
        try:
            return await asking
        finally:
            await one.aclose()

    assert asyncio.run(ask()).tokens == 550
    assert server.calls == 2

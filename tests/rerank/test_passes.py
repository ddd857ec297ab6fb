"""Several passes against a real server: shuffled by the question, brought together, within limits and deadline."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from rerank.errors import Why
from rerank.listwise import ListwiseReranker
from rerank.llm import LiteLLMModel, ModelSettings
from rerank.passes import Passes, agreement, at_once, combined, shuffled
from rerank.ports import Outcome
from rerank.task import RerankTask
from tests.rerank.builders import task
from tests.servers.model_server import ModelServer, handles, model_server, ranking, wants_words

KEYS = (11, 12, 13, 14)
QUESTION = task(6, words=True)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as found:
        yield found


@asynccontextmanager
async def asking(server: ModelServer, passes: int, concurrency: int = 8, **more: Any) -> AsyncIterator[Passes]:
    model = LiteLLMModel(ModelSettings("openai/stub", server.api_base, attempts=1))
    await asyncio.to_thread(model.warm)
    try:
        yield Passes(ListwiseReranker(model), passes, concurrency, **more)
    finally:
        await model.aclose()


def titles(request: dict[str, Any]) -> list[str]:
    """Of the candidates as they were shown."""
    return re.findall(r"^\d+\. (Film Number \d+)", request["messages"][-1]["content"], re.MULTILINE)


def newest_first(request: dict[str, Any]) -> str:
    """A model with a mind of its own: the same order wherever the candidates stand."""
    shown = titles(request)
    return ranking(sorted(handles(request), key=lambda handle: shown[int(handle) - 1], reverse=True), request)


async def test_a_model_that_knows_its_mind_agrees_with_itself(server: ModelServer) -> None:
    server.answer = newest_first
    heard: list[float] = []
    async with asking(server, 3, agreed=heard.append) as found:
        outcome = await found.rerank(QUESTION, 30.0)
    assert outcome.order == (16, 15, 14, 13, 12, 11)
    assert (outcome.usable, outcome.agreement, heard) == (True, 1.0, [1.0])
    assert outcome.tokens == 3 * 550
    assert len({tuple(titles(request)) for request in server.requests}) == 3


async def test_only_the_first_pass_stands_in_blended_order_and_is_asked_for_words(server: ModelServer) -> None:
    server.answer = newest_first
    async with asking(server, 3, concurrency=1) as found:
        await found.rerank(QUESTION, 30.0)
    first, *others = server.requests
    assert titles(first) == [f"Film Number {key}" for key in range(11, 17)]
    assert [wants_words(request) for request in server.requests] == [True, False, False]
    assert "in the order so far" in first["messages"][-1]["content"]
    assert all("in the order so far" not in request["messages"][-1]["content"] for request in others)
    assert all("good order" not in request["messages"][0]["content"] for request in others)


async def test_one_pass_is_what_the_reranker_says(server: ModelServer) -> None:
    async with asking(server, 1) as found:
        outcome = await found.rerank(task(), 30.0)
    assert (outcome.order, outcome.agreement, server.calls) == ((14, 13, 12, 11), None, 1)


async def test_a_pass_that_fails_is_left_out(server: ModelServer) -> None:
    server.answer, server.fails = newest_first, [500]
    async with asking(server, 3, concurrency=1) as found:
        outcome = await found.rerank(QUESTION, 30.0)
        assert (outcome.usable, outcome.why, outcome.words) == (True, None, {})
        assert (outcome.order, outcome.agreement) == ((16, 15, 14, 13, 12, 11), 1.0)
        server.fails = [500, 429, 400]
        failed = await found.rerank(QUESTION, 30.0)
    assert (failed.usable, failed.why, failed.agreement) == (False, Why.SERVER_ERROR, None)


class Slow:
    """A Reranker that notes what it is given and how many are under way."""

    model = "slow"

    def __init__(self) -> None:
        self.now = self.most = 0
        self.deadlines: list[float] = []

    async def rerank(self, task: RerankTask, deadline: float) -> Outcome:
        self.now += 1
        self.most = max(self.most, self.now)
        self.deadlines.append(deadline)
        self.now -= 1
        return Outcome((), False, Why.TIMEOUT, self.model, "p")


async def test_passes_share_the_deadline_and_the_calls() -> None:
    model = Slow()
    outcome = await Passes(model, 5, 1).rerank(task(), 9.0)
    assert (outcome.why, model.most, len(model.deadlines)) == (Why.TIMEOUT, 1, 5)
    assert model.deadlines == sorted(model.deadlines, reverse=True)
    assert max(model.deadlines) <= 9.0


@pytest.mark.parametrize(("concurrency", "passes", "questions"), [(8, 1, 8), (8, 3, 2), (2, 3, 1), (1, 9, 1)])
def test_questions_at_once_keep_calls_within_their_limit(concurrency: int, passes: int, questions: int) -> None:
    assert at_once(concurrency, passes) == questions


def test_the_same_question_is_shuffled_alike_and_another_one_otherwise() -> None:
    def orders(question: RerankTask) -> list[list[int]]:
        return [[int(c.item.key) for c in one.candidates] for one in shuffled(question, 4)]

    older = replace(QUESTION, history=tuple(replace(line, age_days=9.0) for line in QUESTION.history))
    assert orders(QUESTION) == orders(older)
    assert all(sorted(order) == list(range(11, 17)) for order in orders(QUESTION))
    assert orders(QUESTION) != orders(replace(QUESTION, history=()))
    assert orders(QUESTION)[:2] == [[int(c.item.key) for c in one.candidates] for one in shuffled(QUESTION, 2)]


def outcome(*order: int, missing: int = 0, **more: Any) -> Outcome:
    return Outcome(order, True, None, "m", "p", missing=missing, **more)


def test_mean_ranks_decide_and_the_blend_where_they_are_equal() -> None:
    found = combined(task(), [outcome(11, 12, 13, 14), outcome(12, 13, 11, 14), outcome(14, 12, 13, 11)])
    assert found.order == (12, 11, 13, 14)  # sums of ranks: 12 has 2, 11 and 13 have 5, 14 has 6
    opposite = combined(task(), [outcome(*KEYS), outcome(*reversed(KEYS))])
    assert (opposite.order, opposite.agreement) == (KEYS, -1.0)


def test_what_a_shuffled_pass_does_not_name_has_the_blends_order_and_not_chances() -> None:
    found = combined(task(), [outcome(14, 13, 12, 11, missing=3)])
    assert found.order == (14, 11, 12, 13)


def test_effort_adds_up_and_unknown_costs_stay_unknown() -> None:
    paid = outcome(*KEYS, tokens=10, cost_usd=0.5, repairs=2)
    found = combined(task(), [paid, replace(paid, usable=False), outcome(*KEYS)])
    assert (found.tokens, found.cost_usd, found.repairs) == (20, 1.0, 4)
    assert combined(task(), [outcome(*KEYS)]).cost_usd is None


@given(st.integers(2, 30).flatmap(lambda k: st.lists(st.permutations(range(k)), min_size=2, max_size=4)))
def test_agreement_is_the_mean_of_kendalls_tau(orders: list[list[int]]) -> None:
    pairs = [(a, b) for i, a in enumerate(orders) for b in orders[:i]]
    expected = np.mean([kendalltau(a, b).statistic for a, b in pairs])
    assert agreement(np.array(orders)) == pytest.approx(expected)


def test_one_order_or_one_item_agrees_with_nothing() -> None:
    assert agreement(np.array([[0, 1, 2]])) is None
    assert agreement(np.array([[0], [0]])) is None

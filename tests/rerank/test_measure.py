"""The pure parts: lists from orders, the weight's choice and what may be said of it, sums over calls."""

import asyncio
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.domain import Mask
from hybrid.evaluation.bootstrap import Resampling
from hybrid.evaluation.measure import SIZE
from hybrid.evaluation.metrics import Values
from rerank.errors import Why
from rerank.evaluation.advice import Verdict, advise, choose
from rerank.evaluation.asking import Answer, ask
from rerank.evaluation.orders import Opinions, by_popularity
from rerank.evaluation.questions import Posed
from rerank.evaluation.spent import spent
from rerank.ports import Outcome
from rerank.task import RerankTask
from tests.rerank.builders import task

DRAW = Resampling(resamples=200)
QUESTION = task()


@st.composite
def opinions(draw: st.DrawFn) -> Opinions:
    """Windows with something behind them, and what a model made of each: an order or a failure."""
    posed, orders = [], []
    for length, seen, failed in draw(
        st.lists(st.tuples(st.integers(1, 70), st.integers(1, 20), st.booleans()), max_size=3)
    ):
        mixed = draw(st.randoms(use_true_random=False))
        keys = mixed.sample(range(1, 100), length)
        posed.append(Posed(tuple(keys[:seen]), tuple(keys[seen:]), QUESTION))
        orders.append(None if failed else mixed.sample(keys[:seen], len(keys[:seen])))
    return Opinions(posed, orders)


def shown(one: Posed) -> list[int]:
    keys = [*one.given, *one.rest][:SIZE]
    return keys + [-1] * (SIZE - len(keys))


@given(opinions(), st.integers(0, 50))
def test_weight_0_is_the_blend_exactly(found: Opinions, cap: int) -> None:
    assert found.fused(0.0, cap).tolist() == [shown(one) for one in found.posed]


@given(opinions(), st.floats(0, 1), st.integers(0, 20))
def test_every_list_shows_the_same_items_and_a_failure_shows_the_blend(
    found: Opinions, weight: float, cap: int
) -> None:
    for lists in (found.fused(weight, cap), found.alone()):
        for row, one, order in zip(lists.tolist(), found.posed, found.orders, strict=True):
            assert sorted(row) == sorted(shown(one))
            assert order is not None or row == shown(one)


@given(opinions())
def test_the_models_own_order_knows_no_cap(found: Opinions) -> None:
    for row, one, order in zip(found.alone().tolist(), found.posed, found.orders, strict=True):
        seen = one.given if order is None else order
        assert row[: len(seen)] == list(seen)


def test_the_most_popular_come_first() -> None:
    popularity = np.array([0.0, 3.0, 9.0, 3.0])
    lists = by_popularity([Posed((3, 1, 2), (), QUESTION)], popularity)
    assert lists[0, :4].tolist() == [2, 1, 3, -1]


def ndcg(people: int = 200, **gains: float) -> dict[float, Values]:
    """NDCG by weight, the blend's plus a gain with some noise; ``w6`` is weight 0.6."""
    draw = np.random.default_rng(1)
    blend = draw.random(people)
    noise = draw.normal(0, 0.05, people)
    return {0.0: blend} | {int(name[1:]) / 10: blend + gain + noise for name, gain in gains.items()}


def half(people: int = 200) -> Mask:
    return np.asarray(np.arange(people) % 2 == 0)


def test_a_weight_that_helps_is_judged_on_those_it_was_not_chosen_on() -> None:
    found = advise(ndcg(w2=0.02, w6=-0.05, w10=-0.1), half(), 0.6, 200, 0, DRAW)
    assert (found.weight, found.verdict, found.chosen) == (0.2, Verdict.BETTER, 0.2)
    assert (found.chosen_on, found.held_out) == (100, 100)
    assert "BECAUSE_RERANK__WEIGHT=0.2" in found.text
    assert "100 people" in found.text
    lucky = ndcg(w2=0.0, w6=0.0, w10=0.0)
    lucky[0.2][half()] += 1.0
    lucky[0.2][~half()] -= 0.1
    assert advise(lucky, half(), 0.6, 200, 0, DRAW).verdict is not Verdict.BETTER


def test_a_model_that_harms_is_called_worse() -> None:
    found = advise(ndcg(w6=-0.05, w10=-0.1), half(), 0.6, 200, 0, DRAW)
    assert (found.weight, found.verdict, found.chosen) == (0.0, Verdict.WORSE, 0.0)
    assert "makes it worse" in found.text
    assert "NDCG@10 -" in found.text
    assert " % with weight 0.6 on 200 people" in found.text
    assert "Use weight 0" in found.text


def test_where_weight_0_serves_the_models_full_say_is_judged() -> None:
    assert advise(ndcg(w10=-0.1), half(), 0.0, 200, 0, DRAW).verdict is Verdict.WORSE
    found = advise(ndcg(w10=0.1), half(), 0.0, 200, 0, DRAW)
    assert (found.weight, found.verdict) == (1.0, Verdict.BETTER)


def test_what_chance_could_do_is_no_difference() -> None:
    found = advise(ndcg(w6=0.0, w10=0.0), half(), 0.6, 200, 0, DRAW)
    assert (found.weight, found.verdict) == (0.6, Verdict.NO_DIFFERENCE)
    assert "ask more people" in found.text
    handful = advise(ndcg(people=8, w6=-0.5, w10=-0.5), half(8), 0.6, 8, 0, DRAW)
    assert handful.verdict is Verdict.NO_DIFFERENCE
    alone = advise(ndcg(people=1, w6=0.5, w10=0.5), half(1) & False, 0.6, 1, 0, DRAW)
    assert alone.verdict is Verdict.NO_DIFFERENCE


def test_a_silent_or_a_copying_model_is_named_as_such() -> None:
    same = ndcg(w6=0.0, w10=0.0)
    same = dict.fromkeys(same, same[0.0])
    assert "no answer of the model was usable" in advise(same, half(), 0.6, 0, 0, DRAW).text
    assert "left the order as it was" in advise(same, half(), 0.6, 150, 150, DRAW).text


def test_a_blend_without_a_single_hit_gives_no_percentage() -> None:
    found = advise({0.0: np.zeros(40), 0.6: np.full(40, 0.1), 1.0: np.zeros(40)}, half(40), 0.6, 40, 0, DRAW)
    assert "+0.100 with weight 0.6" in found.text


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=6))
def test_of_equal_weights_the_smallest_is_chosen(values: list[float]) -> None:
    found = {weight / 10: np.full(3, value) for weight, value in enumerate(values)}
    assert choose(found, np.array([True, True, False])) == values.index(max(values)) / 10


def test_calls_are_summed_up() -> None:
    good = Outcome((2, 1), True, None, "m", "p", refused={"title": 2}, repairs=3, tokens=100, cost_usd=0.25)
    answers = [
        Answer(good, 1.0),
        Answer(replace(good, order=(1, 2), repairs=0, refused={}), 2.0),
        Answer(Outcome((1, 2), False, Why.TIMEOUT, "m", "p", shortened=1), 9.0),
    ]
    found = spent(answers, [(1, 2)] * 3)
    assert (found.calls, found.usable, found.unchanged, found.mended, found.repairs, found.shortened) == (
        3, 2, 1, 1, 3, 1,
    )  # fmt: skip
    assert found.failures == Counter(timeout=1)
    assert found.refused == {"title": 2}
    assert (found.tokens, found.cost_usd) == (200, 0.5)
    assert [found.p50, found.p95] == pytest.approx([2.0, 8.3])
    assert spent([Answer(replace(good, cost_usd=None), 1.0)], [(1, 2)]).cost_usd is None


class Busy:
    """A Reranker that counts how many it serves at once and answers when it is told to."""

    model = "busy"

    def __init__(self) -> None:
        self.now = self.most = self.done = 0
        self.enough = asyncio.Event()

    async def rerank(self, task: RerankTask, deadline: float) -> Outcome:
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            if self.done >= 6:
                self.enough.set()
                await asyncio.Event().wait()
            await asyncio.sleep(0)
        finally:
            self.now -= 1
        self.done += 1
        return Outcome((1,), True, None, self.model, "p")


async def test_so_many_at_once_and_an_end_keeps_what_was_answered() -> None:
    model = Busy()
    asking = asyncio.create_task(ask(model, [(QUESTION, QUESTION)] * 9, 1.0, 2, lambda _: None))
    await model.enough.wait()
    asking.cancel()
    found = await asking
    assert model.most == 2
    assert model.now == 0
    assert [one is not None for one in found] == [True] * 3 + [False] * 6

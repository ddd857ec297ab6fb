"""The pure parts: lists from orders, the weight's choice and what may be said of it, sums over calls."""

import asyncio
import re
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
from rerank.evaluation.advice import Advice, Found, Verdict, advise
from rerank.evaluation.asking import Answer, ask
from rerank.evaluation.orders import Opinions, by_popularity, hits_first
from rerank.evaluation.questions import Posed
from rerank.evaluation.spent import Spent, spent
from rerank.evaluation.tuning import WEIGHTS, Tuned, choose, shapes, tune
from rerank.ports import Outcome
from rerank.task import RerankTask
from rerank.weight import FULL, NONE, Weight
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
    assert found.fused([0.0] * len(found.posed), cap).tolist() == [shown(one) for one in found.posed]


@given(opinions(), st.floats(0, 1), st.integers(0, 20))
def test_every_list_shows_the_same_items_and_a_failure_shows_the_blend(
    found: Opinions, weight: float, cap: int
) -> None:
    for lists in (found.fused([weight] * len(found.posed), cap), found.alone()):
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


def test_each_question_has_its_own_weight() -> None:
    posed = [Posed((1, 2, 3), (), QUESTION)] * 2
    lists = Opinions(posed, [(3, 2, 1)] * 2).fused([0.0, 1.0], 5)
    assert lists[:, :3].tolist() == [[1, 2, 3], [3, 2, 1]]


def test_who_knows_puts_hits_first_and_leaves_the_rest() -> None:
    assert hits_first(Posed((4, 1, 3, 2), (9,), QUESTION), np.array([2, 3, 9])) == [3, 2, 4, 1]


PEOPLE = 200
HALF: Mask = np.arange(PEOPLE) % 2 == 0
W2, W6 = Weight.constant(0.2), Weight.constant(0.6)
FALLING = Weight(((5, 0.8), (50, 0.2)))


def values(gain: float = 0.0, people: int = PEOPLE) -> Values:
    """NDCG of people, the blend's where there is no gain, with some noise where there is."""
    draw = np.random.default_rng(1)
    blend, noise = draw.random(people), draw.normal(0, 0.05, people)
    return blend + gain + noise if gain else blend


def calls(usable: int = PEOPLE, unchanged: int = 0) -> Spent:
    good = Outcome((2, 1), True, None, "m", "p")
    same, failed = replace(good, order=(1, 2)), replace(good, usable=False, why=Why.TIMEOUT)
    outcomes = [same] * unchanged + [good] * (usable - unchanged) + [failed] * (PEOPLE - usable)
    return spent([Answer(one, 1.0) for one in outcomes], [(1, 2)] * PEOPLE)


def advice(
    served: float, held: float, serving: Weight = W6, best: Weight = W2, brought: Spent | None = None, n: int = PEOPLE
) -> Advice:
    found = Found(values(people=n), values(served, n), values(held, n))
    return advise(found, serving, Tuned(best, (best, best), HALF[:n]), brought or calls(), DRAW)


def test_a_weight_that_helps_is_advised_as_the_setting_has_it() -> None:
    found = advice(served=-0.05, held=0.02)
    assert (found.weight, found.verdict) == (W2, Verdict.BETTER)
    assert "BECAUSE_RERANK__WEIGHT=0.2" in found.text
    assert "chosen on the other half on 200 people" in found.text
    assert "NDCG@10 +" in found.text
    long = advice(served=-0.05, held=0.02, best=FALLING)
    setting = re.search(r"BECAUSE_RERANK__WEIGHT=(\S+)\)", long.text)
    assert setting is not None
    assert Weight.parse(setting[1]) == long.weight == FALLING
    assert long.to_json()["weight"] == "5:0.8,50:0.2"


def test_the_weight_with_a_context_is_kept_since_it_is_not_measured() -> None:
    serving = replace(W6, context=0.9)
    assert advice(served=0.01, held=0.02, serving=serving).weight == replace(W2, context=0.9)
    found = advice(served=0.02, held=-0.02, serving=serving)
    assert (found.weight, found.verdict) == (serving, Verdict.BETTER)
    assert "Keep weight 0.6,context:0.9" in found.text


def test_a_model_that_harms_is_called_worse() -> None:
    found = advice(served=-0.05, held=0.0, best=NONE)
    assert (found.weight, found.verdict) == (NONE, Verdict.WORSE)
    assert "This model makes it worse: NDCG@10 -" in found.text
    assert " % with weight 0.6 on 200 people" in found.text
    assert "Use weight 0 (BECAUSE_RERANK__WEIGHT=0)" in found.text


def test_where_weight_0_serves_the_models_full_say_is_judged() -> None:
    worse = advice(served=-0.1, held=0.0, serving=NONE, best=NONE)
    assert (worse.weight, worse.verdict) == (NONE, Verdict.WORSE)
    assert "with weight 1 on 200 people" in worse.text
    found = advice(served=0.1, held=0.0, serving=NONE, best=NONE)
    assert (found.weight, found.verdict) == (FULL, Verdict.BETTER)


def test_what_chance_could_do_is_no_difference() -> None:
    found = advice(served=0.0, held=0.0)
    assert (found.weight, found.verdict) == (W6, Verdict.NO_DIFFERENCE)
    assert "ask more people" in found.text
    assert advice(served=-0.5, held=-0.5, n=8).verdict is Verdict.NO_DIFFERENCE
    assert advice(served=0.5, held=0.5, n=1).verdict is Verdict.NO_DIFFERENCE


def test_a_silent_or_a_copying_model_is_named_as_such() -> None:
    assert "no answer of the model was usable" in advice(0.0, 0.0, brought=calls(usable=0)).text
    assert "left the order as it was" in advice(0.0, 0.0, brought=calls(150, 150)).text


def test_a_blend_without_a_single_hit_gives_no_percentage() -> None:
    some, none = np.full(40, 0.1), np.zeros(40)
    found = advise(Found(none, some, none), W6, Tuned(W2, (W2, W2), HALF[:40]), calls(), DRAW)
    assert "+0.100 with weight 0.6" in found.text


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=6))
def test_of_equal_weights_the_first_is_chosen(given: list[float]) -> None:
    found = {Weight.constant(weight / 10): np.full(3, value) for weight, value in enumerate(given)}
    assert choose(found, np.array([True, True, False])) == Weight.constant(given.index(max(given)) / 10)


def test_each_half_has_the_weight_that_was_the_best_for_the_other() -> None:
    lucky = {NONE: np.zeros(4), W2: np.array([1.0, 1.0, 0.0, 0.0]), W6: np.array([0.0, 0.0, 1.0, 2.0])}
    found = tune(lucky, np.array([True, True, False, False]))
    assert (found.best, found.halves) == (W6, (W2, W6))
    assert found.weights(np.array([1, 50, 1, 50])) == [0.6, 0.6, 0.2, 0.2]


def test_weights_that_are_tried_fall_between_the_quartiles_of_histories() -> None:
    tried = shapes(np.arange(1, 101))
    assert tried[:6] == [Weight.constant(value) for value in WEIGHTS]
    assert len(tried) == len(set(tried)) == 6 + 15
    for weight in tried[6:]:
        (short, high), (long, low) = weight.knots
        assert (short, long) == (26, 75)
        assert high > low
    assert shapes(np.full(9, 4)) == tried[:6]
    assert shapes(np.empty(0, np.int64)) == tried[:6]


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
    assert found.agreement is None
    assert spent([Answer(replace(good, cost_usd=None), 1.0)], [(1, 2)]).cost_usd is None
    several = spent([Answer(replace(good, agreement=tau), 1.0) for tau in (0.2, 0.6)], [(1, 2)] * 2, passes=3)
    assert (several.calls, several.usable) == (6, 2)
    assert several.agreement == pytest.approx(0.4)


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

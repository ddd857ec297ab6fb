from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.collaborative.history import History, held_back
from hybrid.collaborative.judge import Judge
from hybrid.collaborative.knots import LEAST_CONTENT, by_length, dialled, normed, per_person, taking_part
from hybrid.collaborative.mixing import Group, chosen, scale_of
from hybrid.collaborative.pool import ascended, listwise, pooled
from hybrid.collaborative.scores import Compact, Same, Scores
from hybrid.collaborative.settings import Objective
from hybrid.evaluation import metrics
from tests.hybrid.collaborative.worlds import read, steps

ITEMS = 40


def asked(people: int = 300) -> History:
    cut = held_back(read(steps(people, ITEMS)), Objective.WINDOW)
    return cut.of(np.unique(cut.hits[0]))


def group(history: History, **scores: np.ndarray) -> Group:
    """Sources whose scores are given outright, (p, m)."""
    judge = Judge.of(history)
    every = np.arange(history.size)
    made: dict[str, Scores] = {
        name: Compact(values.astype(np.float32), every, history.size) for name, values in scores.items()
    }
    made["popular"] = Same(np.log1p(history.popularity).astype(np.float32))
    return Group(made, {name: scale_of(found, judge) for name, found in made.items()} | {"popular": 1.0}, judge)


def hints(history: History, seed: int, strength: float) -> np.ndarray:
    """Noise that knows a little of what is wanted."""
    found = np.random.default_rng(seed).normal(size=(len(history.people), history.size))
    found[history.hits] += strength
    return found


def test_a_judge_counts_as_the_evaluation_does() -> None:
    history = asked()
    judge = Judge.of(history)
    scores = hints(history, 1, 1.0).astype(np.float32)
    top = judge.top(lambda block: scores[block].copy(), 10)
    starts = np.r_[0, np.cumsum(judge.counts)]
    hit = metrics.hits(top, starts, judge.wanted[1])
    assert np.allclose(judge.ndcg(top), metrics.ndcg(hit, judge.counts, 10))
    for person in range(len(history.people)):
        met = set(history.item[history.start[person] : history.end[person]].tolist())
        assert not met & set(top[person].tolist())
        left = [code for code in np.argsort(-scores[person], kind="stable") if code not in met][:10]
        assert top[person].tolist() == left


def test_where_everything_was_met_lists_are_padded() -> None:
    history = read(steps(3, 5))
    judge = Judge.of(history)
    top = judge.top(lambda block: np.ones((block.stop - block.start, history.size), np.float32), 10)
    assert (top == -1).any()
    assert not judge.ndcg(top).any()


def test_the_better_source_weighs_more_and_noise_is_left_off() -> None:
    history = asked()
    found = chosen(
        group(history, good=hints(history, 1, 1.5), fair=hints(history, 2, 1.0), noise=hints(history, 3, 0.0)), 1
    )
    assert found.weights["good"] > found.weights["fair"] > found.weights.get("noise", 0.0)
    assert found.best_single == "good"
    assert found.singles["good"] > found.singles["noise"]


def test_a_blend_that_does_not_help_is_no_blend() -> None:
    history = asked()
    right = hints(history, 1, 8.0)
    found = chosen(group(history, right=right, noise=hints(history, 3, 0.0)), 1)
    assert dict(found.weights) == {"right": 1.0}
    assert "alone" in found.left_off["noise"]


def test_what_a_penalty_lifts_is_among_the_candidates() -> None:
    """Full ranking of the blend is at least as good as its best source, whatever the weight of popularity."""
    history = asked()
    made = group(history, good=hints(history, 1, 1.5), fair=hints(history, 2, 1.2))
    found = chosen(made, 1)
    assert made.ndcg(found.weights).mean() >= max(found.singles.values())


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 99), st.lists(st.floats(-1, 1), min_size=3, max_size=3))
def test_a_blend_is_the_weighted_sum(seed: int, weights: list[float]) -> None:
    history = asked(40)
    made = group(history, one=hints(history, seed, 1.0), two=hints(history, seed + 1, 1.0))
    names = ("one", "two", "popular")
    mixed = made.mixed(dict(zip(names, weights, strict=True)), slice(0, 5))
    expected = sum(
        weight * made.scores[name].rows(slice(0, 5)) / made.scales[name]
        for name, weight in zip(names, weights, strict=True)
    )
    assert np.allclose(mixed, expected, atol=1e-4)


def test_the_fit_finds_the_likeliest_weights() -> None:
    history = asked()
    made = group(history, good=hints(history, 1, 1.5), noise=hints(history, 3, 0.0))
    tops = [made.top({name: 1.0}) for name in made.scores]
    pool = pooled(made.scores, made.scales, made.judge, tops)
    fitted = dict(zip(pool.names, listwise(pool), strict=True))
    assert fitted["good"] > 3 * fitted["noise"] >= 0
    weights, value = ascended(pool, listwise(pool))
    assert value == pytest.approx(float(pool.ndcg(pool.scores(weights)).mean()), abs=1e-6)
    assert value >= pool.ndcg(pool.scores(listwise(pool))).mean() - 1e-3
    assert np.abs(weights).sum() == pytest.approx(1.0)


def test_weights_hang_on_the_length_where_that_helps() -> None:
    """One source knows people of short histories, another those of long ones."""
    history = asked(1500)
    short = history.lengths < 15
    assert min(short.sum(), (~short).sum()) > 150
    right, noise = hints(history, 1, 3.0), hints(history, 2, 0.0)
    made = group(history, young=np.where(short[:, None], right, noise), old=np.where(short[:, None], noise, right))
    both = chosen(made, 1).weights
    knots = by_length(made, both, history.lengths, 1)
    assert len(knots) == 2
    few, many = (knots[n] for n in sorted(knots))
    assert few["young"] > few["old"]
    assert many["old"] > many["young"]
    assert made.ndcg(per_person(knots, history.lengths)).mean() > made.ndcg(both).mean()


def test_few_people_share_their_weights() -> None:
    history = asked(100)
    made = group(history, one=hints(history, 1, 1.0), two=hints(history, 2, 1.0))
    assert len(by_length(made, {"one": 0.5, "two": 0.5}, history.lengths, 1)) == 1


def test_normed_weights_spread_scores_by_one() -> None:
    history = asked(60)
    made = group(history, one=hints(history, 1, 1.0), two=hints(history, 2, 1.0))
    assert made.spread(normed(made, {"one": 3.0, "two": 1.0})) == pytest.approx(1.0, rel=1e-3)


def test_the_penalty_surely_costs_next_to_nothing() -> None:
    history = asked()
    made = group(history, good=hints(history, 1, 2.0))
    knots = {10: normed(made, {"good": 1.0})}
    settled, tried = dialled(made, knots, history.lengths, float(np.log1p(history.popularity).std()))
    cheap = [dial for dial in tried if dial.ndcg - dial.error >= 0.995 * tried[0].ndcg]
    taken = max(cheap, key=lambda dial: dial.coverage)
    assert made.ndcg(per_person(settled, history.lengths)).mean() == pytest.approx(taken.ndcg, abs=1e-6)
    assert settled[10]["popular"] <= 0
    assert taken.coverage >= tried[0].coverage


def test_a_penalty_that_looks_good_by_chance_is_left_alone() -> None:
    """Where nothing foretells anything, few people make some penalty look better than none."""
    history = asked(40)
    made = group(history, noise=hints(history, 3, 0.0))
    settled, tried = dialled(made, {10: normed(made, {"noise": 1.0})}, history.lengths, 0.1)
    assert max(dial.ndcg for dial in tried) > 0
    assert settled[10]["popular"] == 0


@pytest.mark.parametrize(("known", "channel"), [(True, "native"), (False, "i2i")])
def test_lightfm_and_likeness_always_take_part(known: bool, channel: str) -> None:
    weights = taking_part({"next": 1.0}, known)
    assert weights[channel] > 0
    assert weights["content"] == LEAST_CONTENT[known], "what serving would make of it"
    assert taking_part({"next": 1.0, channel: 0.5}, known)[channel] == 0.5

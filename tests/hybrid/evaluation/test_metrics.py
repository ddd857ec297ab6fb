"""The figures are those of trec_eval, and of their definitions where it has none."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.evaluation import metrics
from hybrid.evaluation.metrics import NOBODY

pytrec_eval = pytest.importorskip("pytrec_eval", reason="trec_eval has no wheel for this machine")

K = 50
MEASURES = {"ndcg_cut.10", "recall.10,20,50", "P.10", "success.10", "recip_rank"}


@st.composite
def worlds(draw):
    """Lists of n people (some short, some empty) and what is relevant to each (at least one item)."""
    people = draw(st.integers(1, 5))
    lists = np.full((people, K), NOBODY, np.int32)
    relevant = []
    for person in range(people):
        shown = draw(st.permutations(range(1, 61)))[: draw(st.integers(0, K))]
        lists[person, : len(shown)] = shown
        relevant.append(sorted(draw(st.sets(st.integers(1, 70), min_size=1, max_size=15))))
    starts = np.r_[0, np.cumsum([len(one) for one in relevant])]
    return lists, starts, np.concatenate(relevant).astype(np.int64), relevant


def by_library(lists, relevant, k=K) -> dict[str, list[float]]:
    judged = {str(n): {str(item): 1 for item in one} for n, one in enumerate(relevant)}
    run = {
        str(n): {str(item): float(K - place) for place, item in enumerate(one[:k].tolist()) if item != NOBODY}
        for n, one in enumerate(lists)
    }
    found = pytrec_eval.RelevanceEvaluator(judged, MEASURES).evaluate(run)
    names = ("ndcg_cut_10", "recall_10", "recall_20", "recall_50", "P_10", "success_10", "recip_rank")
    return {name: [found.get(str(n), {}).get(name, 0.0) for n in range(len(lists))] for name in names}


@given(worlds())
def test_accuracy_is_that_of_the_library(world):
    lists, starts, items, relevant = world
    hit = metrics.hits(lists, starts, items)
    count = np.diff(starts)
    theirs = by_library(lists, relevant)
    ours = {
        "ndcg_cut_10": metrics.ndcg(hit, count, 10),
        "recall_10": metrics.recall(hit, count, 10),
        "recall_20": metrics.recall(hit, count, 20),
        "recall_50": metrics.recall(hit, count, 50),
        "P_10": metrics.precision(hit, 10),
        "success_10": metrics.hit_rate(hit, 10),
    }
    for name, values in ours.items():
        assert values.tolist() == pytest.approx(theirs[name], abs=1e-9), name
    first = metrics.reciprocal_rank(hit, 10)
    assert first.tolist() == pytest.approx(by_library(lists, relevant, 10)["recip_rank"], abs=1e-9)


@given(worlds(), st.integers(0, 9))
def test_what_goes_beyond_accuracy_is_as_defined(world, seed):
    lists, _, _, _ = world
    draw = np.random.default_rng(seed)
    size, people = 71, 30
    popularity = draw.integers(0, people + 1, size).astype(float)
    vectors = draw.normal(size=(size, 5)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[::7] = 0.0
    recommendable = draw.random(size) < 0.8
    tops = [[item for item in one[:10].tolist() if item != NOBODY] for one in lists]
    diversity = metrics.diversity(lists, vectors, 10)
    novelty = metrics.novelty(lists, popularity, people, 10)
    percentile = metrics.popularity_percentile(lists, popularity, recommendable, 10)
    for row, top in enumerate(tops):
        placed = [item for item in top if item % 7]
        apart = [1 - float(vectors[a] @ vectors[b]) for a, b in itertools.combinations(placed, 2)]
        assert diversity[row] == pytest.approx(np.mean(apart) if apart else math.nan, abs=1e-5, nan_ok=True)
        bits = [-math.log2((popularity[item] + 1) / (people + 1)) for item in top]
        assert novelty[row] == pytest.approx(np.mean(bits) if bits else math.nan, nan_ok=True)
        others = popularity[recommendable]
        below = [(others < popularity[i]).mean() + (others == popularity[i]).mean() / 2 for i in top]
        assert percentile[row] == pytest.approx(np.mean(below) if below else math.nan, nan_ok=True)
    assert metrics.coverage(lists, 70, 10) == len(set(itertools.chain(*tops))) / 70


def test_nobody_and_nothing():
    lists = np.full((0, K), NOBODY, np.int32)
    hit = metrics.hits(lists, np.zeros(1, np.int64), np.empty(0, np.int64))
    assert metrics.ndcg(hit, np.empty(0, np.int64), 10).shape == (0,)
    assert metrics.diversity(lists, np.zeros((1, 3), np.float32), 10).shape == (0,)
    assert metrics.coverage(lists, 0, 10) == 0.0

"""Maximal marginal relevance on its own."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hybrid.diversity import POOL, diversified
from hybrid.domain import Floats


def turned(*degrees: float) -> Floats:
    """Unit vectors in a plane."""
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_what_is_alike_makes_room():
    scores, vectors = np.array([10.0, 9.9, 9.8, 5.0, 0.0]), turned(0, 1, 2, 90, 0)
    assert diversified(scores, vectors, 0.0, 3).tolist() == [0, 1, 2, 3, 4]
    assert diversified(scores, vectors, 0.5, 3).tolist() == [0, 3, 1, 2, 4]
    assert diversified(scores, vectors, 0.2, 3).tolist() == [0, 1, 2, 3, 4], "not at any price"
    assert diversified(scores, vectors, 1.0, 2).tolist() == [0, 3, 1, 2, 4]


def test_without_vectors_nothing_moves():
    scores = np.array([3.0, 2.0, 2.0, 1.0])
    assert diversified(scores, np.zeros((4, 2), np.float32), 0.9, 4).tolist() == [0, 1, 2, 3]
    assert diversified(np.array([]), np.zeros((0, 2), np.float32), 0.9, 4).tolist() == []


@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 200), diversity=st.floats(0, 1), size=st.integers(1, 60))
def test_a_permutation_that_begins_alike_at_every_length(seed: int, count: int, diversity: float, size: int):
    rng = np.random.default_rng(seed)
    scores = np.sort(rng.normal(size=count))[::-1]
    vectors = rng.normal(size=(count, 4)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    order = diversified(scores, vectors, diversity, size)
    assert sorted(order.tolist()) == list(range(count))
    assert order[0] == 0
    longer = diversified(scores, vectors, diversity, size + 20)
    assert order[:size].tolist() == longer[:size].tolist()
    assert order[POOL:].tolist() == list(range(count))[POOL:]


@given(seed=st.integers(0, 2**32 - 1))
def test_more_of_it_is_less_alike_and_suits_less(seed: int):
    rng = np.random.default_rng(seed)
    scores, vectors = np.sort(rng.normal(size=60))[::-1], rng.normal(size=(60, 3)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = vectors @ vectors.T
    lists = [diversified(scores, vectors, diversity, 10)[:10] for diversity in (0.0, 1.0)]
    closest = [max(cosines[i, j] for i in one for j in one if i != j) for one in lists]
    assert closest[1] <= closest[0]
    assert scores[lists[1]].sum() <= scores[lists[0]].sum()

"""Pure checks on vectors and texts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as shapes

from hybrid.content.quality import (
    NEIGHBOURS,
    affordable,
    broken,
    moved,
    near_duplicates,
    nearest,
    texts,
    variant_groups,
)
from hybrid.content.text import TextSettings
from tests.hybrid.content.worlds import item


def unit(rows) -> np.ndarray:
    """Unit vectors by key; key 0 is nobody's."""
    rows = np.asarray(rows, np.float64)
    return np.vstack([np.zeros(rows.shape[1]), rows / np.linalg.norm(rows, axis=1, keepdims=True)]).astype(np.float32)


def everybody(vectors: np.ndarray) -> np.ndarray:
    has = np.ones(len(vectors), np.bool_)
    has[0] = False
    return has


def random_unit(n: int, seed: int = 1) -> np.ndarray:
    return unit(np.random.default_rng(seed).normal(size=(n, 8)))


def followed(vectors: np.ndarray, has: np.ndarray) -> dict[int, tuple[int, ...]]:
    found = nearest(vectors, np.flatnonzero(has), has)
    return {int(key): tuple(row) for key, row in zip(found.keys, found.neighbours.tolist(), strict=True)}


@given(
    shapes.arrays(np.float32, st.tuples(st.integers(1, 30), st.just(4)), elements=st.sampled_from([-1, 0.5, 1])),
    st.integers(1, 12),
)
def test_the_nearest_are_those_of_the_largest_cosines_with_ties_to_the_smaller_key(rows, k):
    vectors = unit(rows)
    has = everybody(vectors)
    found = nearest(vectors, np.flatnonzero(has), has, k)
    for key, row, cosines in zip(found.keys.tolist(), found.neighbours, found.cosines, strict=True):
        exact = vectors @ vectors[key]
        others = sorted((-round(float(exact[o]), 5), o) for o in range(1, len(vectors)) if o != key)
        assert row.tolist() == [other for _, other in others[:k]]
        assert cosines == pytest.approx(exact[row], abs=1e-6)


def test_blocks_change_nothing():
    vectors = random_unit(5_000)
    has = everybody(vectors)
    keys = np.arange(1, 1_001)
    whole = nearest(vectors, keys, has)
    parts = [nearest(vectors, keys[at : at + 100], has).neighbours for at in range(0, 1_000, 100)]
    assert np.array_equal(whole.neighbours, np.concatenate(parts))


def test_one_item_has_no_neighbours():
    vectors = random_unit(1)
    assert nearest(vectors, np.array([1]), everybody(vectors)).neighbours.shape == (1, 0)
    assert near_duplicates(nearest(vectors, np.array([1]), everybody(vectors))) == []


def test_near_duplicates_are_told_but_not_variants():
    vectors = unit([[1, 0, 0], [1, 0.05, 0], [0, 1, 0], [0, 1, 0.01], [0, 0, 1]])
    has = everybody(vectors)
    found = nearest(vectors, np.flatnonzero(has), has)
    assert [pair[:2] for pair in near_duplicates(found)] == [(1, 2), (2, 1), (3, 4), (4, 3)]
    groups = variant_groups([item(3, "Shirt"), item(4, "Shirt, red", variant_of="m3"), item(1, "Other")])
    assert groups == {3: "m3", 4: "m3"}
    assert [pair[:2] for pair in near_duplicates(found, groups)] == [(1, 2), (2, 1)]


def test_a_double_behind_a_variant_is_found():
    vectors = unit([[1, 0, 0], [1, 0.001, 0], [1, 0.05, 0]])
    has = everybody(vectors)
    found = nearest(vectors, np.flatnonzero(has), has)
    assert (1, 3) in [pair[:2] for pair in near_duplicates(found, {1: "x", 2: "x"})]


def test_broken_vectors():
    vectors = random_unit(4)
    vectors[2], vectors[3] = 0.0, np.nan
    has = everybody(vectors)
    assert broken(vectors, has).tolist() == [2, 3]
    assert nearest(vectors, np.array([1]), has).neighbours.shape == (1, 3)


def test_texts_that_are_empty_and_those_that_wait():
    items = [item(1, "A story"), item(2, "Another"), item(3, "Third", description="Words"), item(9, "Beyond")]
    has = np.array([False, True, False, False])
    assert texts(items, has, TextSettings()).waiting == (2, 3, 9)
    said = texts(items, has, TextSettings(fields=("description",)))
    assert (said.empty, said.waiting) == ((1, 2, 9), (3,))


def test_nothing_moves_where_nothing_changed():
    vectors = random_unit(50)
    has = everybody(vectors)
    found = moved(followed(vectors, has), 50, vectors, has)
    assert (found.compared, found.changed, found.shifted) == (50, 0.0, 0.0)


def test_new_and_deleted_items_change_neighbours_but_shift_none():
    vectors = random_unit(100)
    has = everybody(vectors)
    has[51:] = False
    before = followed(vectors, has)
    grown = everybody(vectors)
    grown[10] = False
    found = moved(before, 50, vectors, grown)
    assert found.compared == 49
    assert found.changed > 0.3
    assert found.shifted == 0.0


def test_other_vectors_shift_them():
    has = everybody(random_unit(100))
    before = followed(random_unit(100, seed=1), has)
    found = moved(before, 100, random_unit(100, seed=2), has)
    assert found.changed == found.shifted > 0.5


def test_neighbours_of_nobody():
    vectors = random_unit(3)
    assert moved({}, 3, vectors, everybody(vectors)).compared == 0
    assert moved({7: (1,), 2: ()}, 3, vectors, everybody(vectors)).compared == 0


@given(st.integers(0, 3_000_000))
def test_the_cost_is_bounded_and_small_catalogues_are_seen_whole(count):
    asked = affordable(count)
    assert asked <= count
    assert asked == count or asked * count <= 20_000_000 or asked == 100
    assert count > 4_472 or asked == count
    assert asked >= min(count, NEIGHBOURS)

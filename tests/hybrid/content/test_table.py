import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.content.table import SHRINK, VectorTable

DIMS = 5
KEYS = st.integers(1, 3000)
STEPS = st.lists(st.tuples(st.booleans(), st.lists(KEYS, min_size=1, max_size=5, unique=True)), max_size=12)


def filled(n: int, seed: int = 0, centre: float = 0.0) -> tuple[VectorTable, np.ndarray]:
    raw = np.random.default_rng(seed).normal(size=(n, DIMS)).astype(np.float32) + 1
    table = VectorTable(np.full(DIMS, centre, np.float32))
    table.put(np.arange(1, n + 1), raw, [f"h{i}" for i in range(n)])
    return table, raw


@given(STEPS, st.integers(0, 9))
@settings(max_examples=50, deadline=None)
def test_holds_what_was_put_and_not_removed(steps: list[tuple[bool, list[int]]], seed: int) -> None:
    rng = np.random.default_rng(seed)
    table, model = VectorTable(np.full(DIMS, 0.1, np.float32)), {}
    for n, (put, keys) in enumerate(steps):
        raw = rng.normal(size=(len(keys), DIMS)).astype(np.float32)
        if put:
            table.put(np.array(keys), raw, [f"{n}"] * len(keys))
            model.update({key: (row, f"{n}") for key, row in zip(keys, raw, strict=True)})
        else:
            table.remove(np.array(keys))
            for key in keys:
                model.pop(key, None)
    unit, has = table.view()
    assert set(np.flatnonzero(has)) == set(model)
    assert dict(table.hashes) == {key: hash for key, (_, hash) in model.items()}
    for key, (row, _) in model.items():
        np.testing.assert_allclose(unit[key], table.project(row[None])[0], atol=1e-6)
        assert np.linalg.norm(unit[key]) == pytest.approx(1, abs=1e-5)
    hashes = [hash for _, hash in model.values()]
    assert table.alike(np.array(list(model), dtype=np.int64)) == sum(hashes.count(one) > 1 for one in hashes)


def test_rows_of_unknown_keys_are_zero() -> None:
    table, _ = filled(3)
    rows = table.rows(np.array([-1, 0, 2, 4, 10_000]))
    assert list(np.linalg.norm(rows, axis=1).round(3)) == [0, 0, 1, 0, 0]


@given(st.integers(1, 60), st.integers(0, 99))
@settings(deadline=None)
def test_another_centre_needs_no_raw_vectors(n: int, seed: int) -> None:
    table, raw = filled(n, seed, centre=0.3)
    unit = raw / np.linalg.norm(raw, axis=1, keepdims=True)
    np.testing.assert_allclose(table.mean(), unit.sum(axis=0) / (n + SHRINK), atol=1e-5)
    moved = table.recentred(table.mean())
    direct = unit - table.mean()
    direct /= np.linalg.norm(direct, axis=1, keepdims=True)
    np.testing.assert_allclose(moved.rows(np.arange(1, n + 1)), direct, atol=1e-4)
    assert moved.hashes == table.hashes


def test_large_and_small_numbers_keep_their_direction() -> None:
    table = VectorTable(np.zeros(2, np.float32))
    table.put(np.array([1, 2]), np.array([[3e30, 4e30], [3e-30, 4e-30]], np.float32), ["a", "b"])
    np.testing.assert_allclose(table.rows(np.array([1, 2])), [[0.6, 0.8], [0.6, 0.8]], atol=1e-5)


def test_an_empty_table_takes_on_the_dimensions_that_come() -> None:
    table = VectorTable(np.zeros(0, np.float32))
    assert table.rows(np.array([1])).shape == (1, 0)
    table.put(np.array([5]), np.ones((1, 7), np.float32), ["x"])
    assert table.dims == 7
    assert table.rows(np.array([5])).shape == (1, 7)

"""Exploration: the propensity that is told is the probability that is, and a reload draws the same."""

from collections import Counter

import numpy as np
import pytest

from hybrid.rules.exploring import explored, rarity, wanted_slots

SEEDS = 6_000


@pytest.mark.parametrize(
    ("share", "limit", "open_slots"), [(0.1, 10, 9), (0.1, 5, 4), (0.25, 10, 7), (0.1, 1, 1), (1.0, 6, 5)]
)
def test_what_is_told_is_how_often_it_happens(share: float, limit: int, open_slots: int):
    pool, slots = np.arange(100, 124), list(range(limit - open_slots, limit))
    weights = rarity(np.array([0.0, 0, 1, 2, 3, 3, 1, 0] * 3))
    most, last = wanted_slots(share, limit, open_slots)
    met: Counter[tuple[int, int]] = Counter()
    told: dict[tuple[int, int], float] = {}
    for seed in np.random.default_rng(1).integers(0, 2**63, SEEDS).tolist():
        drawn = explored(pool, weights, slots, most, last, seed)
        assert len({one.slot for one in drawn}) == len({one.key for one in drawn}) == len(drawn)
        for one in drawn:
            met[one.slot, one.key] += 1
            assert told.setdefault((one.slot, one.key), one.propensity) == one.propensity
    expected = np.array([told[pair] * SEEDS for pair in told])
    assert len(told) > 0.9 * len(pool) * len(slots), "every item may stand in every slot"
    assert expected.sum() / SEEDS == pytest.approx(min(share * limit, open_slots), rel=0.02), "as many as are wanted"
    assert sum(met.values()) == pytest.approx(expected.sum(), abs=5 * np.sqrt(expected.sum()))
    chi2 = float((((np.array([met[pair] for pair in told]) - expected) ** 2) / expected).sum())
    freedom = len(told)
    assert chi2 < freedom + 5 * np.sqrt(2 * freedom), f"chi-square {chi2:.0f} of {freedom} degrees of freedom"


def test_a_reload_and_a_change_elsewhere_draw_the_same():
    pool, slots = np.arange(50), list(range(1, 10))
    weights = rarity(np.arange(50.0))
    first = explored(pool, weights, slots, 1, 1.0, 7)
    assert explored(pool, weights, slots, 1, 1.0, 7) == first
    others = pool != (first[0].key + 1) % 50
    (again,) = explored(pool[others], weights[others], slots, 1, 1.0, 7)
    assert (again.key, again.slot) == (first[0].key, first[0].slot)


def test_nothing_to_draw_from():
    nothing = np.empty(0, np.int64)
    assert explored(nothing, np.empty(0), [1, 2], 1, 1.0, 0) == []
    assert explored(np.arange(3), np.ones(3), [], 0, 1.0, 0) == []
    assert wanted_slots(0.1, 10, 9) == (1, 1.0)
    assert wanted_slots(0.1, 5, 4) == (1, 0.5)
    assert wanted_slots(0.0, 10, 9) == (0, 1.0)


def test_new_and_rare_items_come_first():
    assert rarity(np.array([0.0, 1, 2, 3, 1000])).tolist() == [1, 1 / 4, 1 / 4, 1 / 9, 1 / 100]

"""Intervals that repeat by seed, are right where theory is, and pair what is compared."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.evaluation.bootstrap import LEAST, Interval, Resampling
from hybrid.evaluation.report import TOO_FEW, Comparison, Row

values = st.lists(st.floats(0, 1), min_size=LEAST, max_size=40).map(np.array)


@given(values)
def test_an_interval_holds_its_mean_and_lies_within_what_was_seen(seen):
    (found,) = Resampling(100).means(seen[:, None])
    assert found.value == pytest.approx(seen.mean())
    assert seen.min() - 1e-9 <= found.low <= found.high <= seen.max() + 1e-9


def test_the_width_is_that_of_the_standard_error():
    seen = np.random.default_rng(1).normal(size=2_000)
    (found,) = Resampling(4_000).means(seen[:, None])
    expected = 2 * 1.96 * seen.std() / math.sqrt(len(seen))
    assert found.high - found.low == pytest.approx(expected, rel=0.06)


def test_the_same_seed_draws_the_same_people():
    seen = np.random.default_rng(1).random((50, 2))
    assert Resampling(seed=3).means(seen) == Resampling(seed=3).means(seen)
    assert Resampling(seed=3).means(seen) != Resampling(seed=4).means(seen)
    alone, beside = Resampling().means(seen[:, :1])[0], Resampling().means(seen)[0]
    assert (alone.low, alone.high) == pytest.approx((beside.low, beside.high))


def test_pairs_are_compared_as_pairs():
    draw = np.random.default_rng(2)
    hard = draw.random(300) * 100
    theirs, ours = hard, hard * 1.02 + 0.1
    difference, ratio = Resampling().difference(ours, theirs), Resampling().ratio(ours, theirs)
    assert difference.low > 0
    assert difference.value == pytest.approx((ours - theirs).mean())
    assert 1.02 < ratio.low < ratio.value < ratio.high < 1.03
    alone = Resampling().means(np.stack([ours, theirs], axis=1))
    assert alone[0].low < alone[1].high


def test_what_is_missing_stays_missing():
    nobody = Resampling().means(np.empty((0, 1)))[0]
    assert all(math.isnan(x) for x in (nobody.value, nobody.low, nobody.high))
    (some,) = Resampling().means(np.array([[1.0], [np.nan], [1.0]] * LEAST))
    assert (some.value, some.low, some.high) == (1.0, 1.0, 1.0)
    assert math.isnan(Resampling().ratio(np.zeros(40), np.zeros(40)).value)


def test_nine_people_are_too_few_and_ten_are_enough():
    better = np.linspace(0.5, 1, LEAST)
    few, enough = (Resampling().difference(better[:n], np.zeros(n)) for n in (LEAST - 1, LEAST))
    assert few.value == pytest.approx(better[:-1].mean())
    assert math.isnan(few.low)
    assert math.isnan(few.high)
    assert enough.low > 0
    ratio = Resampling().ratio(better[:-1], np.ones(LEAST - 1))
    assert ratio.value > 0
    assert math.isnan(ratio.low)
    verdicts = [Comparison("a", "b", "ndcg@10", n, one, ratio).verdict for n, one in ((9, few), (10, enough))]
    assert verdicts == [TOO_FEW, "better"]
    rows = [Row("", n, {"ndcg@10": one}) for n, one in ((9, few), (10, enough), (9, Interval(1.0, 1.0, 1.0)))]
    assert [row.spread("ndcg@10") == TOO_FEW for row in rows] == [True, False, True]
    assert rows[0].spread("mrr@10") == ""


def test_a_column_with_too_few_values_has_no_interval_beside_one_with_enough():
    seen = np.ones((40, 2))
    seen[LEAST - 1 :, 1] = np.nan
    first, second = Resampling().means(seen)
    assert first.low == 1.0
    assert second.value == 1.0
    assert math.isnan(second.low)


def test_a_ratio_whose_draws_are_often_infinite_has_no_interval():
    theirs = np.zeros(40)
    theirs[0] = 1.0
    found = Resampling().ratio(np.full(40, 0.5), theirs)
    assert found.value == pytest.approx(20)
    assert math.isnan(found.low)
    assert math.isnan(found.high)

"""A sample stays mostly the same while the catalogue grows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hybrid.draws import draws, sample


@given(st.integers(1, 400), st.integers(0, 400), st.integers(1, 60))
def test_whoever_was_drawn_stays_unless_a_newcomer_takes_the_place(before, more, amount):
    old, new = np.arange(1, before + 1), np.arange(1, before + more + 1)
    first, second = sample(old, amount), sample(new, amount)
    assert len(second) == min(amount, before + more)
    assert {key for key in second.tolist() if key <= before} <= set(first.tolist())


def test_seeds_draw_differently_and_each_the_same_again():
    keys = np.arange(1, 1000)
    assert np.array_equal(draws(1, keys), draws(1, keys))
    assert set(sample(keys, 50, 1).tolist()) != set(sample(keys, 50, 2).tolist())

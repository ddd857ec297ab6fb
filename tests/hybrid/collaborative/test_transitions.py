from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hybrid.collaborative.transitions import count_transitions, next_links
from tests.hybrid.collaborative.worlds import event, read

WALKS = st.lists(st.lists(st.integers(0, 7), max_size=8, unique=True), max_size=6)


@given(WALKS, st.integers(1, 9))
def test_every_pair_within_reach_weighs_one_over_its_gap(walks: list[list[int]], steps: int) -> None:
    expected = np.zeros((8, 8))
    for walk in walks:
        for left in range(len(walk)):
            for right in range(left + 1, min(len(walk), left + steps + 1)):
                expected[walk[left], walk[right]] += 1 / (right - left)
    users = np.repeat(np.arange(len(walks)), [len(walk) for walk in walks]).astype(np.int64)
    codes = np.array([item for walk in walks for item in walk], dtype=np.int64)
    assert np.allclose(count_transitions(users, codes, 8, steps).toarray(), expected, rtol=1e-5)


def test_what_mostly_follows_comes_first_and_what_went_before_does_not() -> None:
    walks = [(3, 9, 4)] * 5 + [(3, 4)] * 2
    events = [
        event(user, item, at, seq=10 * user + at) for user, walk in enumerate(walks, 1) for at, item in enumerate(walk)
    ]
    links = next_links(read(events), steps=20, damp=0.0, k=5)
    keys, strengths = links.of(3, 5)
    assert keys.tolist() == [9, 4]
    assert np.allclose(strengths, [5, 5 / 2 + 2])
    assert links.of(4, 5)[0].size == 0


def test_damping_divides_by_popularity() -> None:
    events = [event(user, item, at, seq=10 * user + at) for user in (1, 2, 3, 4) for at, item in enumerate((1, 2))]
    plain = next_links(read(events), 20, 0.0, 5).of(1, 1)[1]
    damped = next_links(read(events), 20, 0.5, 5).of(1, 1)[1]
    assert np.allclose(damped, plain / 4**0.5)

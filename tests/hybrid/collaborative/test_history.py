from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.collaborative.history import History, held_back, ranges
from hybrid.collaborative.settings import Objective
from hybrid.domain import Event
from tests.hybrid.collaborative.worlds import event, histories, read

objectives = st.sampled_from(Objective)


def past(history: History) -> list[tuple[int, int, int]]:
    """(person, item, time) of what is known, by key."""
    rows = history.rows
    users = history.people[history.person].tolist()
    return list(zip(users, history.keys[history.item[rows]].tolist(), history.time[rows].tolist(), strict=True))


@settings(deadline=None)
@given(histories(), objectives)
def test_nothing_known_is_newer_than_what_is_foretold(events: list[Event], objective: Objective) -> None:
    cut = held_back(read(events), objective)
    person, item = cut.hits
    for one in range(len(cut.people)):
        known = cut.item[cut.start[one] : cut.end[one]]
        wanted = item[person == one]
        assert not set(known.tolist()) & set(wanted.tolist())
        if wanted.size:
            first = cut.time[cut.end[one] : cut.stop[one]].min()
            assert cut.time[cut.start[one] : cut.end[one]].max() <= first


@settings(deadline=None)
@given(histories(), objectives)
def test_a_planted_future_changes_nothing_known(events: list[Event], objective: Objective) -> None:
    """The slice of a slice, as training sees it within an evaluation: later rows move no draw either."""
    cut = held_back(read(events), objective)
    again = held_back(cut, objective)
    later = [event(9, item, 1_000, seq=900 + item) for item in (1, 2, 3)]
    planted = held_back(held_back(read([*events, *later]), objective), objective)
    assert [row for row in past(planted) if row[0] != 9] == past(again)
    assert past(again.reshuffled(3)) == [r for r in past(planted.reshuffled(3)) if r[0] != 9]


def test_the_last_fifth_or_the_last_one() -> None:
    history = read([event(1, item, item, seq=item) for item in range(1, 11)])
    assert held_back(history, Objective.WINDOW).hits[1].tolist() == [8, 9]
    assert held_back(history, Objective.NEXT).hits[1].tolist() == [9]


def test_somebody_with_one_liking_is_not_asked() -> None:
    history = read([event(1, 1, 1, seq=1), event(2, 1, 1, seq=2), event(2, 2, 2, seq=3)])
    assert held_back(history, Objective.WINDOW).hits[0].tolist() == [1]


@pytest.mark.parametrize("seed", [1, 2])
def test_only_equal_times_change_places(seed: int) -> None:
    events = [event(1, item, item // 5, seq=item) for item in range(1, 40)]
    history = read(events)
    other = history.reshuffled(seed)
    assert other.time.tolist() == history.time.tolist()
    assert sorted(other.item.tolist()) == sorted(history.item.tolist())
    assert other.item.tolist() != history.item.tolist()


def test_within_some_items_and_the_newest_few() -> None:
    history = read([event(user, item, item, seq=10 * user + item) for user in (1, 2) for item in range(1, 6)])
    small = history.within(np.array([1, 4]))
    assert past(small) == [(1, 2, 2), (1, 5, 5), (2, 2, 2), (2, 5, 5)]
    assert past(history.newest(1)) == [(1, 5, 5), (2, 5, 5)]
    assert past(history.of(np.array([1])).newest(2)) == [(2, 4, 4), (2, 5, 5)]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5))))
def test_ranges(pairs: list[tuple[int, int]]) -> None:
    starts = np.array([a for a, _ in pairs], np.intp)
    ends = np.array([a + n for a, n in pairs], np.intp)
    assert ranges(starts, ends).tolist() == [x for a, n in pairs for x in range(a, a + n)]

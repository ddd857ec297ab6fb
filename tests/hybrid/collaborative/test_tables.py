"""The closed forms against the same things done the long way."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.collaborative.bank import fitted_links, fitted_matrix, head_of
from hybrid.collaborative.closed import ease, ridge
from hybrid.collaborative.history import History
from hybrid.collaborative.links import Links
from hybrid.collaborative.moments import Horizon, moments
from hybrid.collaborative.scores import by_links, by_matrix, weighed
from hybrid.collaborative.signals import targets, worth
from hybrid.collaborative.specs import CountedSpec, EaseSpec, FactorsSpec, NextSpec, from_json, horizons, to_json
from hybrid.collaborative.transitions import transitions
from hybrid.domain import Event
from tests.hybrid.collaborative.worlds import event, histories, read, steps


def long_way(history: History, over: Horizon, inputs: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """X'X and X'Y from X and Y themselves."""
    xs: list[np.ndarray] = []
    ys: list[np.ndarray] = []
    fade = 1.0 if over.half_life is None else 0.5 ** (1 / over.half_life)
    for start, end in zip(history.start, history.end, strict=True):
        for place in range(start + 1, end):
            x, y = np.zeros(history.size), np.zeros(history.size)
            for i in range(start, place):
                x[history.item[i]] += inputs[i] * fade ** (place - 1 - i)
            for q in range(place, end):
                y[history.item[q]] += wanted[q] * over.reach ** (q - place)
            xs.append(x)
            ys.append(y)
    left, right = (np.array(one).reshape(len(one), history.size) for one in (xs, ys))
    return left.T @ left, left.T @ right


@settings(deadline=None)
@given(histories(), st.sampled_from([None, 1.0, 3.0]), st.sampled_from([0.0, 0.5, 0.9]))
def test_moments_are_those_of_the_regression(events: list[Event], half_life: float | None, reach: float) -> None:
    history = read(events)
    history = history.within(np.arange(history.size))
    spec = NextSpec()
    inputs, wanted = worth(history.told, spec.weighing(99)), targets(history.told, spec.power)
    over = Horizon(half_life, reach, 60)
    for ours, theirs in zip(
        moments(history, over, inputs, wanted), long_way(history, over, inputs, wanted), strict=True
    ):
        assert np.allclose(ours, theirs, rtol=1e-3, atol=1e-4)


def test_ridge_solves_the_regression() -> None:
    draw = np.random.default_rng(1)
    x, y = draw.normal(size=(50, 7)), draw.normal(size=(50, 7))
    expected = np.linalg.solve(x.T @ x + 2.0 * np.eye(7), x.T @ y)
    np.fill_diagonal(expected, 0)
    assert np.allclose(ridge((x.T @ x).astype(np.float32), (x.T @ y).astype(np.float32), 2.0), expected, atol=1e-4)


def test_ease_is_steck_s_formula() -> None:
    liked = (np.random.default_rng(2).random((40, 9)) < 0.4).astype(np.float32)
    p = np.linalg.inv(liked.T @ liked + 3.0 * np.eye(9))
    expected = -p / np.diag(p)
    np.fill_diagonal(expected, 0)
    assert np.allclose(ease(sp.csr_array(liked), 3.0), expected, atol=1e-4)


def test_transitions_count_pairs_by_distance_and_damp_columns() -> None:
    events = [event(user, item, at, seq=10 * user + at) for user in (1, 2) for at, item in enumerate([1, 2, 3])]
    found = transitions(read(events), both_ways=False).toarray()
    damp = 2**-0.3
    assert np.allclose(found, damp * np.array([[0, 2, 1], [0, 0, 2], [0, 0, 0]]))
    both = transitions(read(events), both_ways=True).toarray()
    assert np.allclose(both, found + found.T)


@pytest.mark.parametrize("spec", [NextSpec(), EaseSpec(half_life=3.0), CountedSpec()])
def test_links_say_what_the_whole_table_says(spec: NextSpec | EaseSpec | CountedSpec) -> None:
    history = read(steps(80, 30))
    head = head_of(history, 99)
    links = fitted_links(spec, history, head, 1, 99, None)
    weights = weighed(history, spec.weighing(30))
    table = (
        transitions(history, spec.both_ways).toarray()
        if isinstance(spec, CountedSpec)
        else fitted_matrix(spec, history.within(head), 1)
    )
    np.fill_diagonal(table, 0)
    assert np.allclose(
        by_links(links, weights).rows(slice(0, 80)), by_matrix(table, weights[:, head]).rows(slice(0, 80)), atol=1e-3
    )


def test_sparse_tables_score_as_dense_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    from hybrid.collaborative import scores

    history = read(steps(80, 30))
    links = fitted_links(NextSpec(), history, head_of(history, 99), 1, 5, None)
    weights = weighed(history, NextSpec().weighing(30))
    dense = by_links(links, weights).rows(slice(0, 80))
    monkeypatch.setattr(scores, "DENSE", 0)
    assert np.allclose(by_links(links, weights).rows(slice(0, 80)), dense, atol=1e-5)


def test_what_comes_next_leads_forward() -> None:
    history = read(steps())
    links = fitted_links(NextSpec(half_life=1.0, reach=0.0), history, head_of(history, 99), 1, 5, None)
    follows = sum(int(links.neighbours[code, 0]) == (code + 1) % history.size for code in range(history.size))
    assert follows > 0.9 * history.size


def test_the_head_is_what_most_people_met() -> None:
    events = [event(user, item, item, seq=100 * user + item) for user in range(1, 9) for item in range(1, user + 2)]
    history = read(events)
    assert head_of(history, 3).tolist() == [0, 1, 2]
    assert head_of(read(events[:3]), 3).tolist() == [0, 1]


def test_a_table_without_links_says_nothing() -> None:
    history = read(steps(5, 10))
    empty = Links(np.full((history.size, 1), -1, np.int32), np.zeros((history.size, 1), np.float32))
    assert not by_links(empty, weighed(history, NextSpec().weighing(9))).rows(slice(0, 5)).any()


@pytest.mark.parametrize("spec", [NextSpec(half_life=2.0), EaseSpec(16.0, None), CountedSpec(True), FactorsSpec()])
def test_specs_survive_the_manifest(spec: NextSpec | EaseSpec | CountedSpec | FactorsSpec) -> None:
    assert from_json(to_json(spec)) == spec


def test_horizons_reach_less_far_and_farther() -> None:
    made = horizons(NextSpec())
    lives = [made[name].half_life for name in ("next_short", "next", "next_long", "next_far")]
    assert lives == sorted(lives)

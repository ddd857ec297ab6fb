from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare, kstest

from hybrid.experiments.assignment import Draws, assigned, new_salt

PEOPLE = [f"person {n}" for n in range(20_000)]
HALVES = {"control": 0.5, "bold": 0.5}
SALT, OTHER = "a1" * 16, "b2" * 16
SURE = 1e-4
"""Chance of a draw this odd: salts are fixed, so that a test either passes always or never."""


def test_draws_are_uniform() -> None:
    drawn = [Draws.of(SALT, person) for person in PEOPLE]
    assert kstest([d.arm for d in drawn], "uniform").pvalue > SURE
    assert kstest([d.part for d in drawn], "uniform").pvalue > SURE


def test_a_persons_draws_are_independent_within_and_between_experiments() -> None:
    one, other = ([Draws.of(salt, person) for person in PEOPLE] for salt in (SALT, OTHER))
    columns = np.array([[d.part for d in one], [d.arm for d in one], [d.part for d in other], [d.arm for d in other]])
    correlations = np.corrcoef(columns)[np.triu_indices(4, 1)]
    assert np.abs(correlations).max() < 4 / np.sqrt(len(PEOPLE))


def test_arms_get_their_shares() -> None:
    shares = {"control": 0.6, "bold": 0.3, "bolder": 0.1}
    found = Counter(assigned(SALT, person, 1.0, shares) for person in PEOPLE)
    assert chisquare([found[arm] for arm in shares], [len(PEOPLE) * s for s in shares.values()]).pvalue > SURE


def test_the_arm_is_pinned_for_ever() -> None:
    """A change of the hash would move people of running experiments between arms."""
    people = ("ana", "ben", "Zoë", "\ud800")
    assert [assigned("0" * 32, person, 1.0, HALVES) for person in people] == ["bold", "bold", "bold", "control"]


@given(st.text(), st.floats(0, 1), st.floats(0, 1))
def test_more_traffic_brings_people_in_and_moves_none(person: str, one: float, other: float) -> None:
    less, more = sorted((one, other))
    before = assigned(SALT, person, less, HALVES)
    after = assigned(SALT, person, more, HALVES)
    assert before is None or before == after


@pytest.mark.parametrize("traffic", [0.0, 0.05, 0.5, 1.0])
def test_so_many_take_part_as_traffic_says(traffic: float) -> None:
    part = sum(assigned(SALT, person, traffic, HALVES) is not None for person in PEOPLE) / len(PEOPLE)
    assert part == pytest.approx(traffic, abs=4 * np.sqrt(0.25 / len(PEOPLE)))
    assert part == traffic or 0 < traffic < 1


def test_salts_differ() -> None:
    assert len({new_salt() for _ in range(100)}) == 100

"""The statistics on simulated people: false alarms at the stated rate under daily looks, and real lifts found."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from hybrid.experiments.guardrails import breached
from hybrid.experiments.sequential import compare, enough, evidence
from hybrid.experiments.totals import Totals
from tests.hybrid.experiments.crowds import Crowd, crowd

ALPHA = 0.05
RUNS = 2000 if settings.get_current_profile_name() == "thorough" else 200
DAYS = range(30)


def alarms(people: Crowd, alarmed: Callable[[Totals, Totals], bool]) -> float:
    """The share of experiments with an alarm at any day's look."""
    runs = len(people.arm)
    return sum(any(alarmed(*people.totals(run, day)) for day in DAYS) for run in range(runs)) / runs


def differs(control: Totals, arm: Totals, effect: float = 0.1) -> bool:
    return enough(control, arm) and evidence(control, arm, 0.0, effect) >= -np.log(ALPHA)


def differs_once(control: Totals, arm: Totals) -> bool:
    """What the ordinary interval says at each look."""
    interval = compare(control, arm, ALPHA, 0.1).interval
    return interval is not None and not interval.low <= 0 <= (np.inf if interval.high is None else interval.high)


@pytest.fixture(scope="module")
def alike() -> Crowd:
    return crowd(1, RUNS)


def most(runs: int, rate: float) -> float:
    """More alarms than this come of the stated rate once in a thousand tests."""
    return float(binom.ppf(0.999, runs, rate)) / runs


@pytest.mark.parametrize("effect", [0.1, 0.5])
def test_daily_looks_at_arms_that_are_alike_alarm_at_most_as_stated(alike: Crowd, effect: float) -> None:
    assert alarms(alike, lambda control, arm: differs(control, arm, effect)) <= most(RUNS, ALPHA)


def test_the_ordinary_interval_looked_at_daily_would_not_do(alike: Crowd) -> None:
    """So the people simulated do test the bound: they fool what is not made for many looks."""
    assert alarms(alike, differs_once) > 2 * ALPHA


def test_the_ordinary_interval_looked_at_once_alarms_as_stated(alike: Crowd) -> None:
    last = [differs_once(*alike.totals(run, 29)) for run in range(RUNS)]
    assert binom.ppf(0.001, RUNS, ALPHA) <= sum(last) <= binom.ppf(0.999, RUNS, ALPHA)


def test_clicks_counted_as_if_independent_would_alarm_far_more_often(alike: Crowd) -> None:
    """What one person does hangs together; the delta method over people accounts for it."""

    def naive(control: Totals, arm: Totals) -> bool:
        pooled = (control.y + arm.y) / (control.x + arm.x)
        variance = pooled * (1 - pooled) * (1 / control.x + 1 / arm.x)
        return bool((arm.rate - control.rate) ** 2 > 3.84 * variance)

    last = sum(naive(*alike.totals(run, 29)) for run in range(RUNS)) / RUNS
    assert last > 2 * ALPHA


def test_unequal_arms_alarm_at_most_as_stated() -> None:
    assert alarms(crowd(2, RUNS // 2, share=0.1), differs) <= most(RUNS // 2, ALPHA)


def test_a_better_arm_is_found() -> None:
    found = alarms(crowd(3, 20, people=3000, lift=0.5), differs)
    assert found >= 0.9


def test_a_worse_arm_is_stopped_and_a_good_one_hardly_ever() -> None:
    def stopped(control: Totals, arm: Totals) -> bool:
        return breached(control, arm, 0.05, ALPHA)

    assert alarms(crowd(4, 20, people=3000, lift=-0.6), stopped) >= 0.9
    assert alarms(crowd(5, RUNS // 2, lift=-0.05), stopped) <= most(RUNS // 2, ALPHA)


def test_an_arm_without_any_click_is_stopped() -> None:
    draw = np.random.default_rng(6)
    control = Totals.of(np.full(500, 4), draw.binomial(4, 0.2, 500))
    dead = Totals.of(np.full(500, 4), np.zeros(500))
    assert breached(control, dead, 0.05, 0.01)
    compared = compare(control, dead, 0.05, 0.1)
    assert compared.lift == -1.0
    assert compared.always is not None
    assert compared.always.low == -1.0
    assert compared.always.high is not None
    assert compared.always.high < 0


def test_of_few_nothing_is_said() -> None:
    some = Totals.of(np.ones(99), np.ones(99))
    many = Totals.of(np.ones(1000), np.ones(1000))
    assert compare(many, some, 0.05, 0.1).p is None
    assert not breached(many, Totals.of(np.ones(99), np.zeros(99)), 0.0, 0.2)
    assert compare(Totals.of([], []), some, 0.05, 0.1).lift is None
    idle = Totals.of(np.ones(1000), np.zeros(1000))
    assert compare(idle, idle, 0.05, 0.1).lift is None


def test_the_variance_is_that_of_many_draws() -> None:
    draw = np.random.default_rng(7)
    answers = draw.poisson(3.0, (4000, 400)) + 1
    clicks = draw.binomial(answers, draw.beta(1, 4, (4000, 400)))
    rates = clicks.sum(axis=1) / answers.sum(axis=1)
    told = np.mean([Totals.of(a, c).variance for a, c in zip(answers[:200], clicks[:200], strict=True)])
    assert told == pytest.approx(rates.var(), rel=0.1)


@given(
    st.integers(100, 5000), st.integers(100, 5000), st.floats(0.01, 0.5), st.floats(0.01, 0.5), st.floats(0.001, 0.2)
)
@example(251, 155, 0.09375, 0.5, 0.125)
def test_intervals_hold_the_lift_and_agree_with_the_test(n: int, m: int, a: float, b: float, alpha: float) -> None:
    def arm(people: int, rate: float) -> Totals:
        return Totals.of(np.ones(people), np.arange(people) < round(people * rate))

    control, other = arm(n, a), arm(m, b)
    told = compare(control, other, alpha, 0.1)
    if told.p is None or told.interval is None or told.always is None or told.lift is None:
        assert not enough(control, other)
        return
    high, widest = (np.inf if i.high is None else i.high for i in (told.interval, told.always))
    assert told.always.low <= told.interval.low <= told.lift <= high <= widest
    assert told.certain(alpha) == (not told.always.low <= 0 <= widest)

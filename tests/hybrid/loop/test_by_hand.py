"""Ten answers and what came of them, written out: every figure is reckoned here, by hand or by a statistics library,
never by the code that is tested."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from hybrid.experiments.definition import Arm, Definition, Metric
from hybrid.experiments.experiment import Experiment, State
from hybrid.experiments.results import ArmResult, results_of
from hybrid.loop.attribution import Windows
from hybrid.loop.outcomes import of_experiment, outcomes
from hybrid.store import Store
from tests.hybrid.loop.shown import shown
from tests.hybrid.loop.test_measure import AT, MINUTE, NOW, WEEK, event, measure, opened

HOUR = 60 * MINUTE
#           who     arm   hour  items; * was explored                what came of it
ANSWERS = [
    ("ana",  "a",    1,   [1, 2, 3],  {}),                        # clicks 1, views it for 30 s
    ("ana",  "a",    2,   [2, 3, 4],  {4}),                       # –
    ("ana",  "a",    3,   [1, 2, 5],  {}),                        # clicks 2 and 5
    ("ben",  "a",    1,   [1, 2, 3],  {3}),                       # –
    ("ben",  "a",    4,   [4, 5, 1],  {}),                        # –
    ("cy",   "b",    1,   [1, 2, 3],  {3}),                       # clicks 3; buys it, which costs 30 EUR
    ("cy",   "b",    2,   [4, 5, 1],  {1}),                       # –
    ("dee",  "b",    1,   [2, 3, 4],  {}),                        # clicks 2 twice, views it for 90 s
    ("dee",  "b",    5,   [1, 2, 3],  {}),                        # clicks 1
    ("dee",  "b",    6,   [5, 4, 3],  {3}),                       # hides 5
]  # fmt: skip
CAME = [
    ("ana", 0, 1, "click", None), ("ana", 0, 1, "view", 30.0),
    ("ana", 2, 2, "click", None), ("ana", 2, 5, "click", None),
    ("cy", 5, 3, "click", None), ("cy", 5, 3, "purchase", None),
    ("dee", 7, 2, "click", None), ("dee", 7, 2, "click", 1.0), ("dee", 7, 2, "view", 90.0),
    ("dee", 8, 1, "click", None), ("dee", 9, 5, "hide", None),
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = opened(tmp_path / "data")
    made.impressions.append(
        [
            shown(made, who, items, AT + hour * HOUR, id=f"r{n}", experiment="e", arm=arm,
                  explored=dict.fromkeys(explored, 0.1))
            for n, (who, arm, hour, items, explored) in enumerate(ANSWERS)
        ],
        0,
    )  # fmt: skip
    made.events.append(
        [
            event(who, f"i{item}", type, AT + ANSWERS[n][2] * HOUR + (place + 1) * 1_000_000, f"r{n}", value=value)
            for place, (who, n, item, type, value) in enumerate(CAME)
        ]
    )
    yield made
    made.close()


def test_the_figures_of_all(store: Store):
    (row,) = measure(store).rows(WEEK)
    # 10 answers of 3 places; clicked: r0/1, r2/2, r2/5, r5/3, r7/2, r8/1.
    assert (row["answers"], row["people"], row["slots"], row["clicked"]) == (10, 4, 30, 6)
    assert row["ctr"]["value"] == pytest.approx(6 / 30)
    # Jeffreys: 2.5 % of Beta(6.5, 24.5) on each side.
    assert (row["ctr"]["low"], row["ctr"]["high"]) == pytest.approx(stats.beta(6.5, 24.5).ppf([0.025, 0.975]), abs=1e-6)
    # Answers clicked: r0, r2, r5, r7, r8.
    assert row["answer_ctr"]["value"] == 5 / 10
    assert (row["conversions"], row["conversion_rate"]["value"]) == (1, pytest.approx(1 / 30, abs=1e-6))
    assert row["revenue"] == {"EUR": 30.0}
    assert (row["refused"], row["dwell_seconds"]) == (1, (30 + 90) / 2)
    # Explored: r1/4, r3/3, r5/3, r6/1, r9/3; of these r5/3 was clicked, and 5 of the other 25.
    assert row["explored"] == 5
    assert (row["explored_ctr"]["value"], row["unexplored_ctr"]["value"]) == (1 / 5, 5 / 25)


def test_how_varied_it_was(store: Store):
    (row,) = measure(store).rows(WEEK)
    shown_items = [item for *_, items, _ in ANSWERS for item in items]
    # Of three people three met item 1, one met item 2, nobody the others; each counts one more.
    bits = {1: 0.0, 2: 1.0, 3: 2.0, 4: 2.0, 5: 2.0}  # −log2 of 4/4, 2/4, 1/4
    assert row["novelty"] == pytest.approx(sum(bits[item] for item in shown_items) / 30, abs=1e-4)
    # Below item 1 are four of five, and half of itself; below item 2 three; below the others half of three.
    percentile = {1: 0.9, 2: 0.7, 3: 0.3, 4: 0.3, 5: 0.3}
    assert row["popularity"] == pytest.approx(sum(percentile[item] for item in shown_items) / 30, abs=1e-4)
    assert row["coverage"] == 1.0


def test_the_figures_of_each_arm(store: Store):
    a, b = measure(store).rows(WEEK, ["arm"])
    assert (a["arm"], a["slots"], a["clicked"], a["answer_ctr"]["value"]) == ("e/a", 15, 3, 2 / 5)
    assert (b["arm"], b["slots"], b["clicked"], b["answer_ctr"]["value"]) == ("e/b", 15, 3, 3 / 5)
    assert (a["conversions"], a["revenue"], a["dwell_seconds"]) == (0, {}, 30.0)
    assert (b["conversions"], b["revenue"], b["dwell_seconds"]) == (1, {"EUR": 30.0}, 90.0)


def result(store: Store, copies: int) -> dict[str, ArmResult]:
    """Of the four people, each so many times: four are too few for any test."""
    found = outcomes(store.outcomes, Windows(), of_experiment("e"), AT, NOW)
    people = [one for one in found for _ in range(copies)]
    for number, one in enumerate(people):
        people[number] = type(one)(**{**vars(one), "person": number})
    definition = Definition(scenarios=["homepage"], arms={"a": Arm(), "b": Arm()}, control="a")
    running = Experiment("e", definition, "salt", State.RUNNING, 1.0, (), 0, AT, None)
    return dict(results_of(running, people, {}).arms)


def test_the_lift_and_its_interval_count_by_person(store: Store):
    """Answers that were clicked: ana 2 of 3, ben 0 of 2; cy 1 of 2, dee 2 of 3. So 2/5 and 3/5: a lift of one half."""
    compared = result(store, 100)["b"].comparisons[Metric.CTR]
    assert compared.lift == pytest.approx((3 / 5) / (2 / 5) - 1)
    # Of a ratio Σy/Σx the error is that of the residuals y − rx over people, since people were drawn, not answers
    # (a survey's ratio estimator); of answers alone it would be √(.24 / 500) = .022 in both.
    a, va = ratio([(3, 2), (2, 0)])
    b, vb = ratio([(2, 1), (3, 2)])
    assert (a, b) == (0.4, 0.6)
    assert (va**0.5, vb**0.5) == pytest.approx((0.0227, 0.0057), abs=1e-4)
    # Fieller: the ratios ρ with (b − ρa)² = z² (vb + ρ² va), a quadratic equation.
    z2 = stats.norm.ppf(0.975) ** 2
    quadratic = [a * a - z2 * va, -2 * a * b, b * b - z2 * vb]
    assert compared.interval is not None
    found = [compared.interval.low, compared.interval.high]
    assert found == pytest.approx(sorted(np.roots(quadratic) - 1), rel=1e-6)
    # At the ends of the interval for any look Λ = √(v / (v + τ²)) exp(z² τ² / (2 (v + τ²))) is 1 / .05.
    assert compared.always is not None
    for end in (compared.always.low, compared.always.high):
        assert end is not None
        rho = 1 + end
        variance, scale = vb + rho**2 * va, rho * a if rho * a > b else a
        v, tau2, squared = variance / scale**2, 0.1**2, (b - rho * a) ** 2 / variance
        evidence = np.sqrt(v / (v + tau2)) * np.exp(squared * tau2 / (2 * (v + tau2)))
        assert evidence == pytest.approx(1 / 0.05, rel=1e-4)


def ratio(people: list[tuple[int, int]], copies: int = 100) -> tuple[float, float]:
    """Clicked by shown answers, and the variance of that."""
    x, y = np.array(people * copies, float).T
    rate = float(y.sum() / x.sum())
    return rate, float(np.var(y - rate * x, ddof=1) * x.size / x.sum() ** 2)

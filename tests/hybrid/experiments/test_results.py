from collections.abc import Iterator
from itertools import count

import numpy as np

from hybrid.experiments.definition import Definition, Metric
from hybrid.experiments.experiment import Experiment, State
from hybrid.experiments.results import Verdict, results_of
from hybrid.loop.outcomes import Outcome

IDS: Iterator[int] = count()


def experiment(*stopped: str, arms: tuple[str, ...] = ("bold",), **fields: object) -> Experiment:
    definition = Definition.model_validate(
        {"scenarios": ["homepage"], "arms": {name: {} for name in ("control", *arms)}, **fields}
    )
    return Experiment("e", definition, "", State.RUNNING, 1.0, stopped, 0, 0, None)


def people(arm: str, number: int, rate: float, seed: int, revenue: float = 0.0) -> list[Outcome]:
    draw = np.random.default_rng(seed)
    own = draw.beta(1, 1 / rate - 1, number)
    answers = draw.poisson(5, number) + 1
    clicked = draw.binomial(answers, own)
    return [
        Outcome(
            arm, next(IDS), 0, int(n), int(n) * 10, int(c), int(c),
            conversions=int(c > 2), revenue={"EUR": revenue * float(c)} if c and revenue else {},
        )
        for n, c in zip(answers, clicked, strict=True)
    ]  # fmt: skip


def test_a_better_arm_is_told_from_one_that_is_alike() -> None:
    found = people("control", 3000, 0.1, 1) + people("bold", 3000, 0.15, 2) + people("same", 3000, 0.1, 3)
    told = results_of(experiment(arms=("bold", "same")), found, {})
    assert {name: arm.verdict for name, arm in told.arms.items()} == {
        "control": Verdict.CONTROL, "bold": Verdict.BETTER, "same": Verdict.OPEN
    }  # fmt: skip
    ctr = told.arms["bold"].comparisons[Metric.CTR]
    assert ctr.always is not None
    assert ctr.always.low < 0.5 < (ctr.always.high or np.inf)
    assert ctr.always.low > 0
    assert not told.uneven


def test_guardrails_watch_metrics_of_their_own() -> None:
    found = people("control", 3000, 0.15, 1, revenue=20.0) + people("bold", 3000, 0.15, 2, revenue=5.0)
    told = results_of(experiment(guardrails=[{"metric": "revenue", "drop": 0.1}]), found, {})
    assert told.currency == "EUR"
    assert told.arms["bold"].verdict is Verdict.OPEN
    assert [g.metric for g in told.arms["bold"].breached] == [Metric.REVENUE]


def test_lost_people_and_those_in_two_arms_are_told() -> None:
    control, bold = people("control", 1000, 0.1, 1), people("bold", 700, 0.1, 2)
    both = [Outcome("bold", one.person, 0, 1) for one in control[:50]]
    told = results_of(experiment(), [*control, *bold, *both], {})
    assert told.crossed == 50
    assert (told.arms["control"].people, told.arms["bold"].people) == (950, 700)
    assert told.uneven


def test_a_stopped_arm_is_held_against_the_control_of_its_own_time() -> None:
    then = people("control", 2000, 0.2, 1) + people("bold", 2000, 0.1, 2)
    later = then + people("control", 4000, 0.05, 3)
    told = results_of(experiment("bold"), later, {"bold": then})
    assert told.arms["bold"].verdict is Verdict.WORSE
    assert told.arms["control"].people == 6000
    assert not told.uneven, "a stopped arm gets no more people"


def test_nobody_yet() -> None:
    told = results_of(experiment(), [], {})
    assert told.arms["bold"].verdict is Verdict.TOO_FEW
    assert told.currency is None

"""From impressions and events in a real database to a verdict, and to an arm that is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from hybrid.domain import EventType
from hybrid.experiments.definition import Definition
from hybrid.experiments.experiment import Experiment, Kind
from hybrid.experiments.judge import Judge
from hybrid.experiments.results import Verdict
from hybrid.loop.attribution import DAY, Windows
from hybrid.records import EventRecord, ItemRecord
from hybrid.store import Store
from tests.clocks import Clock
from tests.hybrid.loop.shown import shown

RATES = {"control": 0.3, "better": 0.6, "worse": 0.05}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    opened = Store.open(tmp_path / "data", clock)
    opened.catalog.upsert([ItemRecord(id="x", title="X")])
    yield opened
    opened.close()


def running(store: Store) -> Experiment:
    arms: dict[str, object] = {"control": {}, "better": {}, "worse": {}}
    store.experiments.put("e", Definition.model_validate({"scenarios": ["homepage"], "arms": arms, "effect": 0.3}))
    return store.experiments.start("e")


def visit(store: Store, clock: Clock, people: int) -> None:
    """So many people come once, and click as their arms have it."""
    (experiment,) = store.experiments.running()
    draw = np.random.default_rng(clock.now % 2**32)
    impressions, clicks = [], []
    item = int(store.catalog.keys_of(["x"])["x"])
    for n in range(people):
        person = f"{clock.now} {n}"
        arm = experiment.arm_of(person)
        if arm is None:
            continue
        one = shown(store, person, [item], clock.now, experiment="e", arm=arm)
        impressions.append(one)
        if draw.random() < RATES[arm]:
            clicks.append(
                EventRecord(
                    user_id=person, item_id="x", type=EventType.CLICK, timestamp=clock.now // 1_000_000,
                    recommendation_id=one.recommendation_id,
                )
            )  # fmt: skip
    store.impressions.append(impressions, 0)
    store.events.append(clicks)


def test_harm_is_stopped_and_good_is_told_once(store: Store, clock: Clock) -> None:
    running(store)
    judge = Judge(store.experiments, store.outcomes, Windows(), clock)
    stopped = []
    for _ in range(5):
        clock.now += DAY
        visit(store, clock, 400)
        clock.now += 1
        stopped.append(judge.check())
    assert sum(stopped) == 1
    told = [(one.kind, one.arm) for one in store.experiments.history("e")]
    assert told.count((Kind.ARM_STOPPED, "worse")) == told.count((Kind.BETTER, "better")) == 1
    assert (Kind.ARM_STOPPED, "better") not in told
    assert (Kind.UNEVEN, "") not in told, "that a stopped arm gets nobody is no loss"
    results = judge.results(store.experiments.get("e"))
    assert {name: arm.verdict for name, arm in results.arms.items()} == {
        "control": Verdict.CONTROL, "better": Verdict.BETTER, "worse": Verdict.WORSE
    }  # fmt: skip
    assert results.arms["worse"].people < results.arms["better"].people


def test_uneven_numbers_are_told_of_the_experiment(
    store: Store, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    running(store)
    item = int(store.catalog.keys_of(["x"])["x"])
    some = [shown(store, f"p{n}", [item], clock.now, experiment="e", arm="control") for n in range(300)]
    store.impressions.append(some, 0)
    clock.now += 1
    Judge(store.experiments, store.outcomes, Windows(), clock).check()
    assert "experiment e: uneven: people by arm: control 300, better 0, worse 0" in caplog.text


def test_what_comes_after_the_end_does_not_count(store: Store, clock: Clock) -> None:
    running(store)
    judge = Judge(store.experiments, store.outcomes, Windows(), clock)
    visit(store, clock, 200)
    clock.now += DAY
    ended = store.experiments.stop("e")
    before = judge.results(ended)
    late = shown(store, "late", [1], clock.now + DAY, experiment="e", arm="control")
    store.impressions.append([late], 0)
    clock.now += 2 * DAY
    assert judge.results(ended) == before
    assert judge.check() == 0


def test_before_the_start_there_is_nothing(store: Store, clock: Clock) -> None:
    definition = Definition.model_validate({"scenarios": ["homepage"], "arms": {"control": {}, "b": {}}})
    draft = store.experiments.put("d", definition)
    results = Judge(store.experiments, store.outcomes, Windows(), clock).results(draft)
    assert {arm.people for arm in results.arms.values()} == {0}


def test_an_erased_person_counts_no_longer(store: Store, clock: Clock) -> None:
    experiment = running(store)
    judge = Judge(store.experiments, store.outcomes, Windows(), clock)
    visit(store, clock, 30)
    people = sum(arm.people for arm in judge.results(experiment).arms.values())
    assert store.users.erase(f"{clock.now} 0")
    assert sum(arm.people for arm in judge.results(experiment).arms.values()) == people - 1

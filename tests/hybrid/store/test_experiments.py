"""Definitions, states and what two processes see of each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from hybrid.errors import NotFound, NotNow
from hybrid.experiments.definition import Definition
from hybrid.experiments.experiment import Kind, State
from hybrid.store import Store
from hybrid.store.tables import experiments
from tests.hybrid.store.conftest import START, FakeClock

PEOPLE = [f"person {n}" for n in range(200)]


def definition(*scenarios: str, traffic: float = 0.5) -> Definition:
    arms = {"control": {}, "bold": {"rerank_weight": 0.9}}
    return Definition.model_validate({"scenarios": list(scenarios) or ["homepage"], "arms": arms, "traffic": traffic})


@pytest.fixture
def beside(store: Store, folder: Path, clock: FakeClock) -> Iterator[Store]:
    """Another process' view of the same folder."""
    opened = Store.beside(folder, clock)
    yield opened
    opened.close()


def test_what_one_process_does_the_other_sees_at_once(store: Store, beside: Store) -> None:
    store.experiments.put("bolder", definition())
    assert beside.experiments.running() == []
    beside.experiments.start("bolder")
    (running,) = store.experiments.running()
    assert (running.state, running.started_at, running.traffic) == (State.RUNNING, START, 0.5)
    assert [running.arm_of(p) for p in PEOPLE] == [beside.experiments.get("bolder").arm_of(p) for p in PEOPLE]
    store.experiments.stop("bolder", "enough seen")
    assert beside.experiments.running() == []
    assert beside.experiments.get("bolder").state is State.STOPPED


def test_a_draft_may_change_and_what_has_started_may_not(store: Store) -> None:
    first = store.experiments.put("bolder", definition(traffic=0.1))
    assert store.experiments.put("bolder", definition(traffic=0.2)).salt == first.salt
    assert len(store.experiments.history("bolder")) == 2
    store.experiments.put("bolder", definition(traffic=0.2))
    assert len(store.experiments.history("bolder")) == 2, "the same again is nothing new"
    assert store.experiments.start("bolder").traffic == 0.2
    with pytest.raises(NotNow, match="can't change"):
        store.experiments.put("bolder", definition())


def test_ramping_adds_people_and_never_takes_any_out(store: Store) -> None:
    store.experiments.put("bolder", definition(traffic=0.2))
    with pytest.raises(NotNow, match="not started"):
        store.experiments.ramp("bolder", 0.5)
    before = store.experiments.start("bolder")
    after = store.experiments.ramp("bolder", 0.7)
    arms = [(before.arm_of(p), after.arm_of(p)) for p in PEOPLE]
    assert all(one is None or one == other for one, other in arms)
    assert any(one is None and other for one, other in arms)
    with pytest.raises(NotNow, match="fewer"):
        store.experiments.ramp("bolder", 0.6)


def test_a_stopped_arms_people_get_what_everybody_gets_and_no_other_moves(store: Store) -> None:
    store.experiments.put("bolder", definition(traffic=1.0))
    before = store.experiments.start("bolder")
    assert store.experiments.stop_arm("bolder", "bold", "it does harm")
    assert not store.experiments.stop_arm("bolder", "bold", "it does harm")
    after = store.experiments.get("bolder")
    assert after.going == ()
    for person in PEOPLE:
        assert after.arm_of(person) == (None if before.arm_of(person) == "bold" else "control")
    store.experiments.stop("bolder")
    assert not store.experiments.stop_arm("bolder", "control", "late")


def test_a_scenario_has_one_experiment_at_a_time(store: Store) -> None:
    store.experiments.put("one", definition("homepage", "detail"))
    store.experiments.put("other", definition("detail"))
    store.experiments.put("elsewhere", definition("basket"))
    store.experiments.start("one")
    store.experiments.start("elsewhere")
    with pytest.raises(NotNow, match="'one' runs in scenario detail"):
        store.experiments.start("other")
    store.experiments.stop("one")
    store.experiments.start("other")


def test_over_is_over(store: Store) -> None:
    store.experiments.put("bolder", definition())
    store.experiments.start("bolder")
    store.experiments.stop("bolder")
    for work in (store.experiments.start, store.experiments.stop, lambda name: store.experiments.ramp(name, 1.0)):
        with pytest.raises(NotNow):
            work("bolder")
    with pytest.raises(NotFound):
        store.experiments.start("nobody")


def test_the_history_tells_all_and_a_finding_once(store: Store, clock: FakeClock) -> None:
    store.experiments.put("bolder", definition(traffic=0.1))
    store.experiments.start("bolder")
    clock.advance(60)
    store.experiments.ramp("bolder", 0.5)
    assert store.experiments.note("bolder", Kind.BETTER, "bold", "ctr +12 %")
    assert not store.experiments.note("bolder", Kind.BETTER, "bold", "ctr +13 %")
    store.experiments.stop("bolder", "done")
    told = store.experiments.history("bolder")
    assert [one.kind for one in told] == [Kind.DEFINED, Kind.STARTED, Kind.RAMPED, Kind.BETTER, Kind.STOPPED]
    assert [(one.arm, one.detail) for one in told[2:]] == [
        ("", "from 0.1 to 0.5"), ("bold", "ctr +12 %"), ("", "done")
    ]  # fmt: skip
    assert told[2].at == START + 60_000_000


def test_nobody_takes_part_in_what_can_not_be_read(store: Store) -> None:
    for name, scenario in (("newer", "homepage"), ("ours", "basket")):
        store.experiments.put(name, definition(scenario))
        store.experiments.start(name)
    change = update(experiments).where(experiments.c.name == "newer").values(definition='{"of": "a later version"}')
    store.database.write(lambda connection: connection.execute(change).rowcount)
    assert [one.name for one in store.experiments.running()] == ["ours"]

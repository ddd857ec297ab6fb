"""Whatever the model's server does: 200, in time, the blended order where the verdict is not usable, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api.pipeline import patience
from tests.api.asked import WINDOW, World, world
from tests.journeys.days import expected, ids, status
from tests.servers.faults import FAULTS, HANGING, Fault


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("patient") / "data", llm={"failures": 1000}) as found:
        yield found


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Gives a model a second for an answer behind a homepage."""
    with world(tmp_path_factory.mktemp("hasty") / "data", llm={"failures": 1000, "timeout": 1.0}) as found:
        yield found


def judged(found: World, told: dict[str, Any], user: str, fault: Fault, good: str) -> None:
    blended = ids(found.ask(user, "off", limit=WINDOW))
    assert len(blended) == WINDOW
    if fault.why is None:
        assert (status(told), told["rerank"]["why"]) == (good, None)
        assert ids(told) == expected(blended, blended[::-1]) != blended[:10]
    else:
        assert (status(told), told["rerank"]["why"]) == ("fallback", fault.why)
        assert ids(told) == blended[:10]
    assert {item["reason"]["worded_by"] for item in told["items"]} == {"template"}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_misbehaviour_costs_no_more_than_the_models_order(patient: World, fault: Fault) -> None:
    before = patient.model.calls
    fault.on(patient.model)
    home, chat = f"home {fault.name}", f"chat {fault.name}"
    assert status(patient.ask(home, "auto")) == "pending"
    judged(patient, patient.ask(chat, "wait"), chat, fault, "llm")
    judged(patient, patient.settled(home), home, fault, "cache")
    assert patient.model.calls - before == 2 * fault.calls


@pytest.mark.parametrize("fault", HANGING, ids=lambda fault: fault.name)
def test_what_hangs_is_not_waited_for_beyond_the_deadline(hasty: World, fault: Fault) -> None:
    before = hasty.model.calls
    fault.on(hasty.model)
    home, chat = f"home {fault.name}", f"chat {fault.name}"
    assert status(hasty.ask(home, "auto")) == "pending"
    judged(hasty, hasty.ask(chat, "wait", deadline_ms=300), chat, fault, "llm")
    judged(hasty, hasty.settled(home), home, fault, "cache")
    assert hasty.model.calls - before == 2


def test_a_deadline_of_a_second_holds_while_the_model_fails_and_hangs_in_turn(hasty: World) -> None:
    """A retry has what is left of the deadline, not one of its own."""
    hasty.model.mode, hasty.model.fails = "hang", [503]
    before = hasty.model.calls
    told = hasty.ask("in a hurry", "wait", deadline_ms=1000)
    assert (status(told), told["rerank"]["why"]) == ("fallback", "timeout")
    assert hasty.settled("in a hurry")["rerank"]["why"] in ("timeout", "server_error")
    assert 1 <= hasty.model.calls - before <= 2


def test_a_deadline_keeps_time_for_making_the_answer() -> None:
    assert patience(1.0, 0.01) == pytest.approx(0.94)  # the least that is kept
    assert patience(1.0, 0.1) == pytest.approx(0.8)  # as much as was spent
    assert patience(1.0, 0.6) == pytest.approx(0.3)  # a quarter of what is left at most: the model has its chance
    assert patience(1.0, 1.5) == 0.0


def test_there_are_enough_of_them() -> None:
    assert len({fault.name for fault in (*FAULTS, *HANGING)}) == len(FAULTS) + len(HANGING) >= 25

"""A round of many people: each once, at a pace, and ended early where nothing more can be asked."""

from collections.abc import Sequence
from threading import Lock

import pytest

from api.commands import rounds
from api.commands.rounds import Pace, Round
from api.preparing import Estimate, Made


class Answers:
    """Sees to people as it is told, one answer after another; then all goes well."""

    def __init__(self, *made: Made) -> None:
        self.seen: list[str] = []
        self._made = list(made)
        self._lock = Lock()

    def people(self, days: float) -> list[str]:
        raise NotImplementedError

    def estimate(self, ids: Sequence[str], scenario: str) -> Estimate:
        raise NotImplementedError

    def prepare(self, id: str, scenario: str) -> Made:
        with self._lock:
            self.seen.append(id)
            return self._made.pop(0) if self._made else Made("llm", tokens=10, cost_usd=0.5)


def run(place: Answers, people: int = 40, workers: int = 4) -> Round:
    names = [f"u{n}" for n in range(people)]
    return Round.of(place, names, "homepage", Pace(None), workers, lambda stage, share: None)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "PAUSE", 0.0)


def test_each_is_seen_to_once():
    place = Answers(
        Made("cache"), Made("off"), Made("fallback", "timeout"), Made("stale", "malformed"), Made("stale", "budget")
    )
    tally = run(place).tally
    assert sorted(place.seen) == sorted(f"u{n}" for n in range(40))
    assert (tally.made, tally.there, tally.gone, tally.left) == (35, 1, 1, 0)
    assert (tally.failed, tally.tokens, tally.cost_usd) == ({"timeout": 1, "malformed": 1, "budget": 1}, 350, 17.5)
    assert not tally.complete


def test_nobody_at_all_is_a_whole_round():
    assert run(Answers(), people=0).tally.complete


def test_who_found_no_turn_is_tried_again():
    place = Answers(Made("fallback", "busy"), Made("stale", "unavailable"), Made("fallback", "busy"))
    tally = run(place, people=5, workers=1).tally
    assert (place.seen, tally.made) == (["u0"] * 4 + ["u1", "u2", "u3", "u4"], 5)
    assert tally.complete


def test_it_ends_where_the_model_stays_away():
    place = Answers(Made("llm"), *[Made("fallback", "unavailable")] * 100)
    done = run(place, people=5, workers=1)
    assert (done.tally.made, done.tally.left, done.interrupted) == (1, 4, False)
    assert place.seen == ["u0"] + ["u1"] * rounds.TRIES
    assert done.tally.stopped == "the model is not available"
    assert not done.tally.complete


def test_always_busy_is_that_persons_failure():
    tally = run(Answers(*[Made("fallback", "busy")] * rounds.TRIES), people=2, workers=1).tally
    assert (tally.failed, tally.made) == ({"busy": 1}, 1)


def test_calls_begin_at_a_pace_and_what_was_no_call_does_not_count():
    now = 100.0
    pace = Pace(30, lambda: now)
    assert [pace.take() for _ in range(3)] == [0.0, 2.0, 4.0]
    pace.give_back()
    assert pace.take() == 4.0
    now = 200.0
    assert [pace.take() for _ in range(2)] == [0.0, 2.0]
    free = Pace(None, lambda: now)
    assert [free.take() for _ in range(3)] == [0.0] * 3

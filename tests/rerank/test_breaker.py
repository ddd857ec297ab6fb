import pytest

from rerank.breaker import Breaker
from rerank.errors import Why
from tests.clocks import Clock

SECOND = 1_000_000


@pytest.fixture
def clock() -> Clock:
    return Clock()


def breaker(clock: Clock) -> Breaker:
    return Breaker(failures=3, pause=10.0, clock=clock)


def hear(found: Breaker, *whys: Why | None) -> Breaker:
    for why in whys:
        assert found.admit()
        found.heard(why)
    return found


def test_three_failures_of_the_model_in_a_row_open_it(clock: Clock) -> None:
    assert not hear(breaker(clock), Why.TIMEOUT, Why.SERVER_ERROR).open
    found = hear(breaker(clock), Why.TIMEOUT, Why.SERVER_ERROR, Why.UNREACHABLE)
    assert found.open
    assert not found.admit()


@pytest.mark.parametrize("why", [None, Why.UNUSABLE, Why.BAD_REQUEST, Why.EMPTY, Why.MALFORMED, Why.TOO_LONG])
def test_whoever_answers_is_there(clock: Clock, why: Why | None) -> None:
    assert not hear(breaker(clock), Why.TIMEOUT, Why.TIMEOUT, why, Why.TIMEOUT, Why.TIMEOUT).open


def test_after_the_pause_one_call_looks_whether_it_is_back(clock: Clock) -> None:
    found = hear(breaker(clock), *[Why.TIMEOUT] * 3)
    states = []
    for step in (10 * SECOND - 1, 1):
        clock.now += step
        states += [found.open, found.admit(), found.open, found.admit()]
    assert states == [True, False, True, False, False, True, True, False]
    found.heard(None)
    assert not hear(found, Why.TIMEOUT, Why.TIMEOUT).open


def test_one_failure_of_that_call_is_another_pause(clock: Clock) -> None:
    found = hear(breaker(clock), *[Why.TIMEOUT] * 3)
    clock.now += 10 * SECOND
    hear(found, Why.TIMEOUT)
    assert found.open
    clock.now += 10 * SECOND
    assert not hear(found, None).open


def test_a_call_that_was_given_up_makes_room_for_the_next(clock: Clock) -> None:
    found = hear(breaker(clock), *[Why.TIMEOUT] * 3)
    clock.now += 10 * SECOND
    assert found.admit()
    found.unheard()
    assert not found.open
    assert found.admit()


def test_a_clock_that_is_put_back_does_not_lengthen_the_pause(clock: Clock) -> None:
    found = hear(breaker(clock), *[Why.TIMEOUT] * 3)
    clock.now -= 3600 * SECOND
    assert not found.open

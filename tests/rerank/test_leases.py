"""Leases among those that share a file, by a clock that stands still until it is moved."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from rerank.leases import Lease, Leases, steady_clock
from rerank.rows import Rows, Transaction
from tests.clocks import Clock

SECOND = 1_000_000
NAME = "a" * 64


@pytest.fixture
def clock() -> Clock:
    return Clock(1000 * SECOND)


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[Rows]:
    found = Rows(tmp_path / "day", 2**24)
    yield found
    found.close()


@pytest.fixture
def leases(rows: Rows, clock: Clock) -> Leases:
    return Leases(rows, clock)


def keep(value: bytes):
    def work(rows: Transaction) -> None:
        rows.set("answer", value, 60)

    return work


def test_one_holds_it_until_it_is_given_back(leases: Leases):
    first, second = Lease(NAME), Lease(NAME)
    assert first.token != second.token
    assert leases.take(first, 30, "p")
    assert not leases.take(second, 30, "p")
    assert leases.take(Lease("b" * 64), 30, "p")
    leases.release(second)
    assert not leases.take(second, 30, "p")
    leases.release(first)
    assert leases.take(second, 30, "p")


def test_it_ends_by_itself_and_who_was_late_does_not_end_anothers(leases: Leases, rows: Rows, clock: Clock):
    crashed, after = Lease(NAME), Lease(NAME)
    assert leases.take(crashed, 30, "p")
    clock.now += 30 * SECOND - 1
    assert not leases.take(after, 30, "p")
    clock.now += 1
    assert leases.take(after, 30, "p")
    leases.release(crashed)
    assert not leases.take(Lease(NAME), 30, "p")
    assert not leases.finish(crashed, keep(b"old"))
    assert rows.get("answer") is None
    assert leases.finish(after, keep(b"new"))
    assert not leases.finish(crashed, keep(b"old"))
    assert rows.get("answer") == b"new"
    assert leases.counts == {"taken": 2, "expired": 1, "lost": 2}


def test_who_was_slow_keeps_an_answer_as_long_as_nobody_else_took_over(leases: Leases, rows: Rows, clock: Clock):
    slow = Lease(NAME)
    assert leases.take(slow, 30, "p")
    clock.now += 300 * SECOND
    assert leases.finish(slow, keep(b"late"))
    assert rows.get("answer") == b"late"
    assert leases.take(Lease(NAME), 30, "p")


def test_nobody_is_locked_out_by_a_lease_of_before_the_machine_started_anew(leases: Leases, clock: Clock):
    assert leases.take(Lease(NAME), 30, "p")
    clock.now = 5 * SECOND
    assert leases.take(Lease(NAME), 30, "p")
    assert leases.counts["expired"] == 1


def test_the_clock_is_one_that_nobody_sets():
    first = steady_clock()
    assert 0 <= steady_clock() - first < 60 * SECOND


def test_erasing_a_persons_rows_ends_what_is_under_way(leases: Leases, rows: Rows):
    lease = Lease(NAME)
    assert leases.take(lease, 30, "p")
    rows.atomically(lambda inside: inside.evict("p"))
    assert not leases.finish(lease, keep(b"of somebody erased"))
    assert rows.get("answer") is None


def test_what_fails_under_a_lease_leaves_all_as_it_was(leases: Leases, rows: Rows):
    def fail(inside: Transaction) -> None:
        inside.set("answer", b"half", 60)
        raise LookupError

    lease = Lease(NAME)
    assert leases.take(lease, 30, "p")
    with pytest.raises(LookupError):
        leases.finish(lease, fail)
    assert rows.get("answer") is None
    assert leases.finish(lease, keep(b"whole"))


@pytest.mark.parametrize("planted", [b"", b"7", b"[]", b'["x", 1]', b'["x", "y", 2]', b'{"a": 1}', b"\xff"])
def test_what_is_no_lease_holds_nobody_up(leases: Leases, rows: Rows, planted: bytes):
    rows.atomically(lambda inside: inside.set(f"{NAME}=", planted, 60))
    assert leases.take(Lease(NAME), 30, "p")


def test_of_two_hundred_threads_with_files_of_their_own_one_gets_it(tmp_path: Path, clock: Clock):
    many = [Leases(Rows(tmp_path / "day", 2**24), clock) for _ in range(4)]
    ready = Barrier(200)

    def rush(n: int) -> bool:
        ready.wait(60)
        return many[n % 4].take(Lease(NAME), 30, "p")

    with ThreadPoolExecutor(200) as pool:
        assert sum(pool.map(rush, range(200))) == 1

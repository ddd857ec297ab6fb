"""What is spent, in the store: by day and holder, shared by processes, gone with the person."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from hybrid.store import Store
from hybrid.store.spending import EVERYBODY, Account, Spent

DAY = "2040-03-13"


def clock() -> int:
    return 2_215_000_000_000_000


def spend(folder: Path) -> int:
    """One process that takes as often as it may; how often that was."""
    store = Store.open(folder, clock)
    try:
        account = (Account(EVERYBODY, "", 1_000), Account("user", "ana", 5_000))
        return sum(store.spending.take(DAY, account, Spent(10)) is None for _ in range(80))
    finally:
        store.close()


def test_processes_share_what_is_spent(tmp_path: Path) -> None:
    Store.open(tmp_path, clock).close()
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        taken = list(pool.map(spend, [tmp_path, tmp_path]))
    store = Store.open(tmp_path, clock)
    assert sum(taken) == 100
    assert store.spending.of(DAY) == store.spending.of(DAY, "user", "ana") == Spent(1_000, 0.0)
    store.close()


def test_an_erased_holder_is_gone_and_a_call_under_way_does_not_bring_it_back(tmp_path: Path) -> None:
    store = Store.open(tmp_path, clock)
    accounts = (Account(EVERYBODY), Account("user", "holder-0815", 1_000))
    assert store.spending.take(DAY, accounts, Spent(10, 0.5)) is None
    assert store.spending.forget("holder-0815")
    store.spending.correct(DAY, accounts, Spent(-3, -0.25))
    assert store.spending.of(DAY, "user", "holder-0815") == Spent()
    assert store.spending.of(DAY) == Spent(7, 0.25)
    assert not store.spending.forget("holder-0815")
    store.database.scrub()
    store.close()
    assert all(b"holder-0815" not in path.read_bytes() for path in tmp_path.iterdir() if path.is_file())

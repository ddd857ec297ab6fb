import threading

from hybrid.later import Later


def test_it_is_done_once_for_all_who_asked_meanwhile_and_again_for_who_asks_later() -> None:
    done = threading.Semaphore(0)
    later = Later(done.release, 0.05)
    for _ in range(2):
        for _ in range(3):
            later.soon()
        assert done.acquire(timeout=60)
    later.close()


def test_nothing_is_done_after_closing() -> None:
    done = threading.Event()
    later = Later(done.set, 3600)
    later.soon()
    later.close()
    later.soon()
    assert not done.is_set()

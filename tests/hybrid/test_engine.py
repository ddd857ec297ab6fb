import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hybrid.domain import EventType
from hybrid.engine import Engine, EngineSettings
from hybrid.recommend import rank
from hybrid.records import EventRecord, ItemRecord
from hybrid.rules import Filter
from tests.hybrid.events import NOW

TOPICS = ("space travel and robots", "a wedding in the country", "a heist in the city", "dogs and their people")


def items(start: int, stop: int) -> list[ItemRecord]:
    return [
        ItemRecord(id=f"i{n}", title=f"Number {n}", description=TOPICS[n % 4], categories=[f"c{n % 4}"])
        for n in range(start, stop)
    ]


def click(user: str, item: str) -> EventRecord:
    return EventRecord(
        user_id=user, item_id=item, type=EventType.CLICK, timestamp=NOW // 1_000_000, event_id=f"{user}-{item}"
    )


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = Engine.open(tmp_path / "data", EngineSettings(), lambda: NOW)
    yield opened
    opened.close()


def test_requests_go_on_while_items_come_in(engine: Engine) -> None:
    engine.upsert_items(items(0, 100))
    engine.append_events([click("u", "i1"), click("v", "i2")])
    user = engine.store.users.get("u")
    assert user is not None
    profile = engine.profile(user.key)
    failures: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                found = rank(engine.snapshot, profile, Filter(categories=("c1", "C2")), 150)
                assert len(set(found.keys)) == len(found.keys)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for start in range(100, 2500, 100):
        engine.upsert_items(items(start, start + 100))
        engine.append_events([click("w", f"i{start}")])
    done.set()
    for thread in threads:
        thread.join()
    assert not failures


def test_a_new_item_comes_at_the_next_request_and_goes_when_it_is_sold_out(engine: Engine) -> None:
    engine.upsert_items(items(0, 40))
    engine.append_events([click("u", "i2"), click("u", "i6")])
    user = engine.store.users.get("u")
    assert user is not None
    profile = engine.profile(user.key)
    (fresh,) = engine.upsert_items([items(42, 43)[0]]).items
    shown = rank(engine.snapshot, profile, Filter(), 10)
    assert int(fresh.key) in shown.keys
    assert not shown.filled
    engine.delete_item("i42")
    assert int(fresh.key) not in rank(engine.snapshot, profile, Filter(), 40).keys


def test_engagement_counts_people_once(engine: Engine) -> None:
    engine.upsert_items(items(0, 2))
    engine.append_events([click("u", "i0"), click("v", "i0")])
    again = click("u", "i0").model_copy(update={"event_id": "another"})
    engine.append_events([again])
    (key,) = engine.store.catalog.keys_of(["i0"]).values()
    assert engine.snapshot.columns.engagement[key] == 2
    engine.erase_user("v")
    assert engine.snapshot.columns.engagement[key] == 1


def test_two_ids_that_prove_to_be_one_person_count_once(engine: Engine) -> None:
    engine.upsert_items(items(0, 3))
    engine.append_events([click("ana", "i0"), click("visitor", "i0"), click("visitor", "i1")])
    engine.merge_users("ana", "visitor")
    engine.append_events([click("visitor", "i1"), click("ben", "i1")])
    engine.recount()
    counts = engine.snapshot.columns.engagement
    keys = engine.store.catalog.keys_of(["i0", "i1", "i2"])
    assert [int(counts[keys[id]]) for id in ("i0", "i1", "i2")] == [1, 2, 0]
    engine.append_events([click("ana", "i2"), click("visitor", "i2")])
    assert int(engine.snapshot.columns.engagement[keys["i2"]]) == 1

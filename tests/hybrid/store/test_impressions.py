"""What was shown, in a real database."""

from hybrid.loop.impressions import made_at, new_id
from hybrid.records import EventRecord
from hybrid.store import Store
from tests.hybrid.loop.shown import shown
from tests.hybrid.store.conftest import FakeClock

DAY = 86_400 * 1_000_000


def test_an_answer_is_kept_whole(store: Store, clock: FakeClock):
    one = shown(
        store, "ana", [5, 9, 2], clock.now, session_id="visit", rerank="cache", prompt="rerank@3f2a91c0",
        llm="m", model="v1", rules="r", experiment="e", arm="b", sources=("lightfm", "content"), explored={9: 0.25},
    )  # fmt: skip
    store.impressions.append([one], 0)
    assert store.impressions.get(one.recommendation_id) == one
    assert store.impressions.get("other") is None


def test_a_person_finds_all_that_they_were_shown(store: Store, clock: FakeClock):
    many = [shown(store, "ana", [n], clock.now + n) for n in range(1, 1_200)]
    store.impressions.append(many[:700], 0)
    store.impressions.append([*many[700:], shown(store, "ben", [1], clock.now)], 0)
    assert list(store.impressions.of_person("ana")) == many[::-1]
    assert list(store.impressions.of_person("nobody")) == []


def test_old_answers_go_and_only_they(store: Store, clock: FakeClock):
    old, young = shown(store, "ana", [1, 2], clock.now - 8 * DAY), shown(store, "ana", [1], clock.now - 6 * DAY)
    store.impressions.append([old, young], 0)
    store.impressions.append([], clock.now - 7 * DAY)
    assert list(store.impressions.of_person("ana")) == [young]


def test_erasing_takes_what_was_shown_and_what_is_yet_to_be_written(store: Store, clock: FakeClock):
    before, other = shown(store, "ana", [1], clock.now - 5), shown(store, "ben", [1], clock.now - 5)
    store.impressions.append([before, other], 0)
    waiting = shown(store, "ana", [2], clock.now - 1)
    assert store.users.erase("ana")  # who never had a row among the users
    later = shown(store, "ana", [3], clock.now + 1)
    store.impressions.append([waiting, later], 0)
    assert list(store.impressions.of_person("ana")) == [later]
    assert list(store.impressions.of_person("ben")) == [other]
    assert not store.users.erase("carl")


def test_a_person_with_events_is_erased_with_what_they_were_shown(store: Store, clock: FakeClock):
    store.events.append([EventRecord(user_id="ana", item_id="x")])
    store.impressions.append([shown(store, "ana", [1], clock.now)], 0)
    assert store.users.erase("ana")
    assert store.impressions.count() == store.events.count() == 0


def test_two_who_are_the_same_person(store: Store, clock: FakeClock):
    one = shown(store, "visitor", [1], clock.now)
    store.impressions.append([one], 0)
    store.database.write(lambda connection: store.impressions.move(connection, "visitor", "ana"))
    assert [found.recommendation_id for found in store.impressions.of_person("ana")] == [one.recommendation_id]
    assert list(store.impressions.of_person("visitor")) == []


def test_ids_say_when_they_were_made_and_sort_by_it():
    now = 1_790_000_000_123_456
    ids = [new_id(now + n * 1000) for n in range(50)]
    assert ids == sorted(ids)
    assert len({new_id(now) for _ in range(1000)}) == 1000
    assert made_at(ids[0]) == 1_790_000_000_123_000
    assert [made_at(text) for text in ("r1", "", "9f8b1c5e2a7d4e6f8a1b2c3d4e5f6a7b", "x" * 128)] == [None] * 4

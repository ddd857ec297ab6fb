from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from hybrid.domain import User, UserKey
from hybrid.errors import StoreError
from hybrid.records import EventRecord, UserSettings
from hybrid.store import Store
from hybrid.store.database import Database
from hybrid.store.tables import events


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_settings_come_back_and_are_replaced_as_a_whole(store):
    settings = UserSettings(
        timezone="Europe/Madrid", locale="es-ES", preferences="No horror,\nplease", likes=["Comedy"], dislikes=["gore"],
        attributes={"plan": "family"},
    )  # fmt: skip
    user = store.users.put("ana/ñ", settings)
    assert user == User(
        UserKey(1), "ana/ñ", "Europe/Madrid", "es-ES", "No horror,\nplease", ("Comedy",), ("gore",), {"plan": "family"}
    )
    assert store.users.get("ana/ñ") == user
    assert store.users.put("ana/ñ", UserSettings()) == User(UserKey(1), "ana/ñ") == store.users.get("ana/ñ")
    assert store.users.put("Ana/ñ", UserSettings()).key == 2


def test_nobody(store):
    assert store.users.get("x") is None
    assert store.users.erase("x") is False


def test_an_event_makes_a_person_without_settings_who_keeps_the_key(store):
    store.events.append([EventRecord(user_id="u", item_id="i")])
    assert store.users.get("u") == User(UserKey(1), "u")
    assert store.users.put("u", UserSettings(locale="en")).key == 1


def test_erasing_leaves_no_byte_in_any_file(store, folder):
    """Many people, random ids, written in an order that splits and merges pages; one after another leaves."""
    draw = random.Random(5)
    people = [f"person-{draw.randbytes(draw.choice((6, 12, 40))).hex()}" for _ in range(120)]
    ids: dict[str, list[str]] = {person: [] for person in people}
    for n in range(120):
        batch = []
        for _ in range(40):
            person = draw.choice(people)
            ids[person].append(draw.randbytes(draw.choice((8, 16, 50))).hex())
            batch.append(
                EventRecord(user_id=person, item_id=f"i{n}", event_id=ids[person][-1], session_id=f"s-{person}"[:128])
            )
        store.events.append(batch)
        store.users.put(people[n], UserSettings(preferences=f"{people[n]} likes " + "x" * draw.randrange(1500)))
    leaving = people[::3]
    assert all(person.encode() in everything(folder) for person in leaving)
    for person in leaving:
        assert store.users.erase(person) is True
        left = everything(folder)
        assert [needle for needle in [person, *ids[person]] if needle.encode() in left] == []
    left = everything(folder)
    gone = [needle for person in leaving for needle in [person, *ids[person]]]
    assert [needle for needle in gone if needle.encode() in left] == []
    for person in set(people) - set(leaving):
        assert sorted(e.event_id for e in store.events.of_user(store.users.get(person).key)) == sorted(ids[person])


def test_an_erased_person_cannot_come_back_by_a_retry_but_can_as_someone_new(store):
    sent = [EventRecord(user_id="u", item_id=f"i{n}", event_id=f"e{n}" if n else None, timestamp=5) for n in range(3)]
    store.events.append(sent)
    assert store.users.erase("u") is True
    assert store.users.get("u") is None
    assert store.events.of_user(1) == []
    assert store.events.append(sent).duplicates == 3
    assert store.users.get("u") is None, "a retry does not even bring the id back"
    assert store.users.erase("u") is False
    (event,) = store.events.append([EventRecord(user_id="u", item_id="i0", event_id="new")]).accepted
    assert event.user == 2, "a key is never given twice"
    assert store.catalog.size() == 3


def test_a_key_is_not_reused_after_the_newest_person_left_and_the_store_was_closed(folder, clock):
    for key in (1, 2, 3):
        store = Store.open(folder, clock)
        assert store.users.put("u", UserSettings()).key == key
        assert store.users.erase("u")
        store.close()


def test_what_is_kept_of_an_erased_event_cannot_be_guessed_without_the_secret(folder, clock, tmp_path):
    def digests(place: Path) -> set[bytes]:
        store = Store.open(place, clock)
        store.events.append([EventRecord(user_id="u", item_id="i", event_id="order-1")])
        store.users.erase("u")
        with store.database.read() as connection:
            found = set(connection.exec_driver_sql("SELECT digest FROM erased_events").scalars())
        store.close()
        return found

    here, there = digests(folder), digests(tmp_path / "other")
    assert len(here) == len(there) == 1
    assert here != there


def test_erasing_while_others_read_and_write(store, folder):
    def live(n: int) -> None:
        store.events.append(
            [EventRecord(user_id=f"stays-{n % 5}", item_id=f"i{k}", event_id=f"{n}-{k}") for k in range(5)]
        )
        store.events.of_user(1)

    people = [f"somebody-leaving-{n}-" for n in range(10)]
    for person in people:
        store.users.put(person, UserSettings(preferences="p" * 500))
    with ThreadPoolExecutor(8) as pool:
        lives = [pool.submit(live, n) for n in range(100)]
        erased = list(pool.map(store.users.erase, people))
        assert all(life.exception() is None for life in lives)
    assert erased == [True] * 10
    assert b"somebody-leaving-" not in everything(folder)
    assert store.events.count() == 500


def test_an_erase_that_could_not_wipe_says_so_and_the_next_one_makes_up_for_it(folder, clock):
    store = Store.open(folder, clock)
    store.database._scrub_seconds = 0.05
    for person in ("first-person", "second-person"):
        store.events.append([EventRecord(user_id=person, item_id="i", event_id=f"event-of-{person}")])
    with store.database.read() as connection:
        connection.execute(select(events.c.seq)).all()
        with pytest.raises(StoreError, match="could not be wiped"):
            store.users.erase("first-person")
    assert store.users.get("first-person") is None
    assert b"first-person" in everything(folder)
    assert store.users.erase("nobody") is False
    assert b"first-person" not in everything(folder)
    assert store.users.erase("second-person") is True
    store.close()


def test_a_folder_with_another_secret_is_refused(folder, clock):
    Store.open(folder, clock).close()
    secret = folder / "secret.key"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert len(secret.read_bytes()) == 32
    secret.write_bytes(b"x" * 32)
    with pytest.raises(StoreError, match="not the one"):
        Store.open(folder, clock)
    secret.write_bytes(b"x" * 5)
    with pytest.raises(StoreError, match="damaged"):
        Store.open(folder, clock)


def test_a_lost_secret_is_not_replaced_by_a_new_one(folder, clock):
    Store.open(folder, clock).close()
    secret = folder / "secret.key"
    kept = secret.read_bytes()
    for _ in range(2):
        secret.unlink(missing_ok=True)
        with pytest.raises(StoreError, match=r"secret\.key is missing") as caught:
            Store.open(folder, clock)
        assert "backup" in caught.value.remedy
        assert not secret.exists()
    secret.write_bytes(kept)
    Store.open(folder, clock).close()


def test_a_folder_of_any_name_is_ours_alone(tmp_path, clock):
    folder = tmp_path / "a b?c#d%e" / "ü"
    store = Store.open(folder, clock)
    store.users.put("u", UserSettings())
    store.close()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert {path.name for path in folder.iterdir()} == {"because.sqlite3", "secret.key"}


def test_several_stores_live_in_one_process(tmp_path, clock):
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda n: Store.open(tmp_path / f"s{n % 3}", clock), range(6)))
    stores[0].users.put("u", UserSettings())
    assert [store.users.get("u") is not None for store in stores] == [True, False, False] * 2
    for store in stores:
        store.close()


def test_a_database_is_closed_again_when_opening_fails(folder, clock):
    Store.open(folder, clock).close()
    database = Database(f"sqlite:///{folder}/because.sqlite3")
    database.write(lambda c: c.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(StoreError, match="newer"):
        Store.open(folder, clock)

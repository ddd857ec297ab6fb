from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from hybrid.columns import ItemColumns
from hybrid.domain import EventType
from hybrid.evaluation.fitting import counted
from hybrid.fading import Fading, step_of
from hybrid.profiles import Engagement
from hybrid.records import EventRecord, ItemRecord, UserSettings
from hybrid.store import Store
from hybrid.store.engagement import FADING
from hybrid.store.tables import EVENT_TYPES

T = 1_700_000_000


def ev(user: str = "u", item: str = "i", type: str = "click", at: float | None = T, **fields: object) -> EventRecord:
    return EventRecord.model_validate({"user_id": user, "item_id": item, "type": type, "timestamp": at, **fields})


def test_an_event_comes_back_as_it_was_sent(store, clock):
    appended = store.events.append(
        [ev("u/😀", "i/ü", "rating", T + 0.25, value=4.5, event_id="e 1", recommendation_id="r", session_id="s")]
    )
    (event,) = appended.accepted
    assert (event.seq, event.event_id, event.user, event.item, event.type) == (1, "e 1", 1, 1, EventType.RATING)
    assert (event.value, event.occurred_at, event.received_at) == (4.5, T * 1_000_000 + 250_000, clock.now)
    assert (event.recommendation_id, event.session_id) == ("r", "s")
    assert store.events.of_user(event.user) == [event] == list(store.events.stream_of_user(event.user))
    assert store.users.get("u/😀").key == 1
    assert store.catalog.keys_of(["i/ü"]) == {"i/ü": 1}
    assert store.catalog.get("i/ü") is None


def test_the_same_event_id_counts_once_within_a_batch_and_ever_after(store):
    batch = [ev(event_id="a"), ev(event_id="b"), ev("other", "else", event_id="a")]
    first = store.events.append(batch)
    assert ([e.event_id for e in first.accepted], first.duplicates) == (["a", "b"], 1)
    assert store.users.get("other") is None, "a duplicate creates nobody"
    assert store.catalog.size() == 1
    again = store.events.append([*batch, ev(event_id="c")])
    assert ([e.event_id for e in again.accepted], again.duplicates) == (["c"], 3)
    assert store.events.count() == 3


def test_without_an_id_the_same_event_counts_once_and_a_different_one_too(store):
    same = [ev(), ev()]
    different = [ev(at=T + 1), ev(item="j"), ev(user="v"), ev(type="view"), ev(value=1.0), ev(value=2.0)]
    appended = store.events.append(same + different)
    assert (len(appended.accepted), appended.duplicates) == (7, 1)
    assert store.events.append(same + different).duplicates == 8


def test_what_lies_ahead_is_the_same_when_it_is_sent_again(store, clock):
    ahead = ev(at=clock.now / 1e6 + 240)
    assert len(store.events.append([ahead]).accepted) == 1
    clock.now += 1_000_000
    assert store.events.append([ahead]).duplicates == 1


def test_ids_and_fields_cannot_be_confused_in_the_hash(store):
    appended = store.events.append([ev('a","b', "c"), ev("a", 'b","c')])
    assert len(appended.accepted) == 2


def test_now_is_assumed_and_a_fast_clock_is_set_back(store, clock):
    appended = store.events.append([ev(at=None), ev(item="j", at=clock.now / 1e6 + 200), ev(item="k", at=5)])
    assert [e.occurred_at for e in appended.accepted] == [clock.now, clock.now, 5_000_000]
    assert store.events.newest_at() == clock.now


def test_newest_first_and_ties_by_arrival(store):
    store.events.append([ev(item=f"i{n}", at=T + n % 3) for n in range(9)])
    listed = store.events.of_user(1)
    assert [(e.occurred_at, e.seq) for e in listed] == sorted(((e.occurred_at, e.seq) for e in listed), reverse=True)
    assert store.events.of_user(1, 4) == listed[:4]
    assert store.events.of_user(1, 0) == []
    assert store.events.of_user(99) == []
    assert store.events.of_user(np.int64(1), 2) == listed[:2]


def test_streaming_gives_every_event_once_across_pages(store):
    for start in range(0, 2500, 500):
        store.events.append([ev(item=f"i{n % 7}", at=T + n % 11, event_id=str(n)) for n in range(start, start + 500)])
    streamed = list(store.events.stream_of_user(1))
    assert len(streamed) == 2500
    assert streamed == store.events.of_user(1)


def test_events_of_an_unknown_item_are_its_own_once_it_arrives(store):
    (event,) = store.events.append([ev(item="later", type="like")]).accepted
    (item,) = store.catalog.upsert([ItemRecord(id="later", title="Here")])
    assert item.key == event.item
    assert store.events.engagement(3).people == {item.key: 1.0}


def test_strong_events_are_counted_by_arrival(store, clock):
    store.events.append([ev(type=type.value, value=3.0) for type in EventType])
    before = clock.now
    assert store.events.strong_since(1, before - 1) == 9
    assert store.events.strong_since(1, before) == 0
    clock.advance(1)
    store.events.append([ev(item="j", at=T - 10**6), ev(item="k", type="view"), ev("v", "k")])
    assert store.events.strong_since(1, before) == 1
    assert store.events.strong_since(77, 0) == 0


def test_engagement_counts_people_not_events(store):
    store.events.append(
        [
            ev("u", "a", "view"), ev("u", "a", "view", T + 1),
            ev("v", "a", "rating", value=4), ev("w", "a", "rating", value=2),
            ev("u", "b", "impression"), ev("u", "b", "dislike"),
            ev("u", "b", "hide"), ev("u", "b", "rating", value=2.9),
            ev("u", "c", "review"), ev("v", "c", "review", value=3), ev("w", "c", "purchase", value=0.5),
        ]
    )  # fmt: skip
    keys = store.catalog.keys_of(["a", "b", "c"])
    assert store.events.engagement(3.0).people == {keys["a"]: 2.0, keys["c"]: 3.0}


def test_what_fades_is_looked_up_by_time(store):
    """A start of a large catalogue must not walk through all events for those of the newest days."""
    query = FADING.params(low=3.0, since=T, step=1).compile(compile_kwargs={"literal_binds": True})
    with store.database.read() as connection:
        plan = " ".join(str(row) for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query}")))
    assert "SEARCH events USING INDEX ix_events_occurred (occurred_at>?)" in plan


def test_arrays_hold_everything_in_order(store):
    assert len(store.events.arrays()) == 0
    rated = [ev(f"u{n % 3}", f"i{n % 5}", "rating", T - n, value=n) for n in range(40)]
    viewed = [ev(f"u{n % 3}", f"i{n % 5}", "view", T - n) for n in range(40)]
    store.events.append([(rated if n % 2 else viewed)[n] for n in range(40)])
    arrays = store.events.arrays()
    assert len(arrays) == 40
    assert arrays.seq.tolist() == list(range(1, 41))
    assert arrays.occurred_at.tolist() == [(T - n) * 1_000_000 for n in range(40)]
    assert [EVENT_TYPES[code] for code in arrays.type[:2]] == [EventType.VIEW, EventType.RATING]
    assert np.isnan(arrays.value[::2]).all()
    assert arrays.value[1::2].tolist() == list(range(1, 40, 2))
    assert set(arrays.user.tolist()) == {1, 2, 3}
    assert [a.dtype.itemsize for a in (arrays.user, arrays.item, arrays.type, arrays.value)] == [4, 4, 1, 4]


def test_arrays_across_pages(store):
    rows = 45_000
    for start in range(0, rows, 5_000):
        store.events.append([ev(event_id=str(n), at=T + n) for n in range(start, start + 5_000)])
    arrays = store.events.arrays()
    assert (arrays.seq == np.arange(1, rows + 1)).all()
    assert (arrays.occurred_at == (T + np.arange(rows, dtype=np.int64)) * 1_000_000).all()


def test_a_batch_that_fails_leaves_nothing_at_all(store):
    store.events.append([ev("before")])
    store.database.write(
        lambda c: c.execute(
            text("CREATE TRIGGER no BEFORE INSERT ON events WHEN new.value = 13 BEGIN SELECT RAISE(ABORT, 'no'); END")
        )
    )
    with pytest.raises(Exception, match="no"):
        store.events.append([ev("new", "new"), ev("new", "new", value=13)])
    assert store.events.count() == 1
    assert store.users.get("new") is None
    assert store.catalog.keys_of(["new"]) == {}


def test_the_same_batch_from_many_at_once_is_kept_once(store):
    batch = [ev(f"u{n % 4}", f"i{n}", event_id=f"e{n}") for n in range(50)]
    with ThreadPoolExecutor(10) as pool:
        results = list(pool.map(lambda _: store.events.append(batch), range(10)))
    assert sum(len(r.accepted) for r in results) == 50 == store.events.count()
    assert sum(r.duplicates for r in results) == 450
    assert store.catalog.size() == 50


def test_events_survive_closing(folder, clock):
    first = Store.open(folder, clock)
    first.events.append([ev(event_id="e")])
    first.users.put("u", UserSettings(locale="en"))
    first.close()
    second = Store.open(folder, clock)
    assert [e.event_id for e in second.events.of_user(1)] == ["e"]
    assert second.events.append([ev(event_id="e")]).duplicates == 1
    second.close()


small = st.sampled_from("abc")
records = st.builds(
    lambda user, item, type, at, id, value: ev(user, item, type, T + at, event_id=id, value=value),
    small, small, st.sampled_from(list(EventType)).map(str), st.integers(0, 3),
    st.none() | st.sampled_from(["x", "y", "z"]), st.sampled_from([1.0, 5.0]),
)  # fmt: skip


@given(batches=st.lists(st.lists(records, max_size=8), max_size=5))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sending_again_changes_nothing(tmp_path_factory, clock, batches):
    store = Store.open(tmp_path_factory.mktemp("again"), clock)
    sent = sum(map(len, batches))
    results = [store.events.append(batch) for batch in batches]
    assert sum(len(r.accepted) + r.duplicates for r in results) == sent
    before = [store.events.of_user(user) for user in range(1, 4)]
    assert sum(map(len, before)) == store.events.count() == sum(len(r.accepted) for r in results)
    assert sum(r.duplicates for r in map(store.events.append, batches)) == sent
    assert [store.events.of_user(user) for user in range(1, 4)] == before
    store.close()


def columns_of(columns: ItemColumns) -> dict[int, float]:
    return {key: n for key, n in enumerate(columns.engagement.tolist()) if n}


@given(batches=st.lists(st.lists(records, max_size=8), max_size=5))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts_kept_by_increments_equal_a_new_count(tmp_path_factory, clock, batches):
    store = Store.open(tmp_path_factory.mktemp("counts"), clock)
    columns, half_life = ItemColumns(), 4 / 86_400
    columns.reset_engagement({}, Fading.of(half_life, store.events.engagement(3.0, step_of(half_life))))
    for batch in batches:
        accepted = store.events.append(batch).accepted
        columns.engaged(store.events.engaging(accepted, 3.0), max((e.occurred_at for e in accepted), default=0))
        again = store.events.engagement(3.0, step_of(half_life))
        assert columns_of(columns) == again.people
        anew = Fading.of(half_life, again)
        live = columns.fading(9)
        assert anew is not None
        assert live is not None
        assert live.tolist() == pytest.approx(anew.people(9).tolist(), abs=1e-12)
    told = counted(store.events.arrays(), Engagement(), step_of(half_life))
    evaluated, stored = (Fading.of(half_life, one) for one in (told, store.events.engagement(3.0, step_of(half_life))))
    assert told.people == columns_of(columns)
    assert evaluated is not None
    assert stored is not None
    assert evaluated.people(9).tolist() == pytest.approx(stored.people(9).tolist()), "as an evaluation counts"
    store.close()


def test_who_was_active_lately_the_latest_first(store):
    store.events.append([ev("a", at=T), ev("b", at=T + 5), ev("c", at=T - 9), ev("a", at=T + 9), ev("d", at=T + 5)])
    assert store.events.active(T * 1_000_000) == ["a", "b", "d"]
    assert store.events.active((T + 6) * 1_000_000) == ["a"]
    assert store.events.active((T - 9) * 1_000_000) == ["a", "b", "d", "c"]
    store.users.erase("a")
    assert store.events.active(T * 1_000_000) == ["b", "d"]

"""What trends: counts that fade, kept live, and what people see of it of whom nothing is known."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.candidates import Query
from hybrid.columns import ItemColumns
from hybrid.domain import EventType, Item, ItemKey, SourceName
from hybrid.engine import Engine, EngineSettings
from hybrid.fading import REACH, STEPS, Counted, Engaging, Fading, step_of
from hybrid.popularity import Crowd, PopularSource, TrendingSource
from hybrid.profiles import EMPTY, MICROS_PER_DAY
from hybrid.recommend import rank
from hybrid.records import EventRecord, ItemRecord
from hybrid.rules import Filter
from hybrid.standins import StandIns
from tests.hybrid.events import NOW, clicks

HALF_LIFE = 10.0
DAY = MICROS_PER_DAY


def counted(days: dict[int, list[float]]) -> Counted:
    """Item key → how many days ago each person engaged with it."""
    step = step_of(HALF_LIFE) or 0
    pairs = [(item, round(ago * DAY / step)) for item, agos in days.items() for ago in agos]
    items, ages = np.array(pairs, np.int64).reshape(-1, 2).T
    people = {item: float(len(agos)) for item, agos in days.items()}
    return Counted(people, (items, ages, np.ones(len(items))), NOW, 0)


def crowd(days: dict[int, list[float]], categories: dict[int, str] | None = None, leads: bool = True) -> Crowd:
    columns = ItemColumns()
    shelf = categories or {}
    columns.put(
        Item(ItemKey(key), f"i{key}", f"Item {key}", categories=(shelf[key],) if key in shelf else ()) for key in days
    )
    found = counted(days)
    columns.reset_engagement(found.people, Fading.of(HALF_LIFE, found))
    return Crowd(columns, leads=leads)


def newcomer(size: int) -> Query:
    return Query(EMPTY, np.ones(size, np.bool_))


said = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(0, 40)), max_size=30)


@settings(deadline=None)
@given(said)
def test_people_fade_by_half_each_half_life_in_whatever_order_they_come(said: list[tuple[int, int, int]]) -> None:
    """(item, person, day), one at a time, against the formula."""
    fading = Fading(step_of(HALF_LIFE) or 0)
    last: dict[tuple[int, int], int] = {}
    for item, person, day in said:
        before = last.get((item, person))
        fading.engaged([Engaging(ItemKey(item), day * DAY, None if before is None else before * DAY)], day * DAY)
        last[item, person] = max(day, before or 0)
    newest = max(last.values(), default=0)
    expected = np.zeros(6)
    for (item, _), day in last.items():
        expected[item] += 0.5 ** ((newest - day) / HALF_LIFE)
    np.testing.assert_allclose(fading.people(6), expected, rtol=0.05, atol=1e-9)


def test_the_clock_is_the_newest_event() -> None:
    made = Fading.of(HALF_LIFE, counted({1: [0.0], 2: [HALF_LIFE]}))
    assert made is not None
    assert made.people(4).tolist() == [0.0, 1.0, 0.5, 0.0]
    made.engaged([], NOW + round(HALF_LIFE * DAY))
    assert made.people(3).tolist() == [0.0, 0.5, 0.25]
    made.engaged([Engaging(ItemKey(2), NOW, None)], NOW)
    assert made.people(3).tolist() == [0.0, 0.5, 0.75], "what comes late counts as old as it is"
    assert Fading.of(None, counted({1: [0.0]})) is None


def test_newcomers_get_mostly_what_foretells_better_and_some_of_the_other() -> None:
    """1 was liked by many long ago, 2 by some just now."""
    days = {1: [300.0] * 40 + [9.0], 2: [0.0] * 20, 3: [50.0] * 5}
    for leads, first in ((True, 2), (False, 1)):
        made = crowd(days, {1: "a", 2: "b", 3: "c"}, leads)
        keys = np.array([1, 2, 3])
        popular = PopularSource(made).read(newcomer(4))
        trending = TrendingSource(made).read(newcomer(4))
        assert trending is not None
        assert (trending.channel, trending.name, trending.weighing) == ("trending", SourceName.TRENDING, None)
        parts = popular.raw(keys), trending.raw(keys)
        assert keys[np.argmax(parts[0] + parts[1])] == first
        assert (parts[1][1] > parts[0][1]) == leads, "the kind of the reason"
        assert popular.propose(1).tolist() == [1]
        assert trending.propose(1).tolist() == [2]
        assert min(parts[0].min(), parts[1].min()) > 0, "both show in sources"
        assert trending.similarity(keys).shape == (0, 3)


def test_with_a_history_nothing_trends() -> None:
    made = crowd({1: [0.0] * 3, 2: [0.0]})
    assert TrendingSource(made).read(Query(clicks(2), np.ones(3, np.bool_))) is None
    assert PopularSource(made).read(Query(clicks(2), np.ones(3, np.bool_))).raw(np.array([1])) == np.log1p(
        np.float32(3)
    )


days_of = st.dictionaries(st.integers(1, 8), st.lists(st.floats(0, 200), min_size=1, max_size=9), min_size=1)


@settings(deadline=None)
@given(days_of, st.booleans())
def test_nobody_is_told_less_for_having_met_something(days: dict[int, list[float]], leads: bool) -> None:
    """Or an item could be named as a reason that lowers what it is the reason of."""
    made = crowd(days, {key: "ab"[key % 2] for key in days}, leads)
    keys = np.array(sorted(days))
    trending = TrendingSource(made).read(newcomer(9))
    assert trending is not None
    first = PopularSource(made).read(newcomer(9)).raw(keys) + trending.raw(keys)
    known = PopularSource(made).read(Query(clicks(99), np.ones(9, np.bool_))).raw(keys)
    assert (first <= known * (1 + 1e-5)).all()


def test_several_tastes_come_first_where_trends_lead() -> None:
    days = {key: [0.1 * key] * (30 - key) for key in range(1, 9)}
    shelf = {key: "drama" if key < 7 else "comedy" for key in days}
    made = crowd(days, shelf)
    trending = TrendingSource(made).read(newcomer(9))
    assert trending is not None
    found = trending.propose(8).tolist()
    assert found[0] == 1
    assert 7 in found[:3]
    alone = Query(EMPTY, np.isin(np.arange(9), [1, 2, 8]))
    again = TrendingSource(made).read(alone)
    assert again is not None
    assert again.propose(9).tolist() == [1, 8, 2], "places count among what may be shown"


def test_a_new_item_borrows_but_is_not_proposed() -> None:
    days = {1: [0.0] * 9, 2: [0.0] * 3}
    columns = ItemColumns()
    columns.put(Item(ItemKey(key), f"i{key}", f"Item {key}") for key in (1, 2, 3))
    columns.reset_engagement(counted(days).people, Fading.of(HALF_LIFE, counted(days)))
    standins = StandIns(np.array([3]), np.array([[1, 2]]), np.array([[0.5, 0.5]], np.float32), 0.5)
    trending = TrendingSource(Crowd(columns, standins, True)).read(newcomer(4))
    assert trending is not None
    one, two, new = trending.raw(np.array([1, 2, 3]))
    assert new == pytest.approx((one + two) / 2), "in full, whatever the strength"
    assert trending.propose(9).tolist() == [1, 2]


def record(user: str, item: str, days_ago: float = 0.0, type: EventType = EventType.CLICK) -> EventRecord:
    at = round(NOW / 1_000_000 - days_ago * 86_400)
    return EventRecord(user_id=user, item_id=item, type=type, timestamp=at)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = Engine.open(tmp_path / "data", EngineSettings(), lambda: NOW)
    opened.upsert_items([ItemRecord(id=f"i{n}", title=f"Number {n}") for n in range(4)])
    yield opened
    opened.close()


def trending(engine: Engine) -> list[float]:
    """Fading counts of i0 to i3."""
    keys = engine.store.catalog.keys_of([f"i{n}" for n in range(4)])
    columns = engine.snapshot.columns
    fading = columns.fading(columns.size)
    assert fading is not None
    return [round(float(fading[key]), 6) for key in keys.values()]


def test_events_raise_it_at_once_and_erasing_lowers_it(engine: Engine) -> None:
    half_life = engine.snapshot.trending.half_life
    assert half_life is not None
    engine.append_events([record("u", "i0", half_life), record("v", "i0"), record("u", "i1", 2 * half_life)])
    assert trending(engine) == [1.5, 0.25, 0.0, 0.0]
    engine.append_events([record("u", "i1")])
    assert trending(engine) == [1.5, 1.0, 0.0, 0.0], "who comes again counts once, as of now"
    engine.append_events([record("u", "i2", 0.0, EventType.HIDE), record("u", "i3", 0.0, EventType.IMPRESSION)])
    assert trending(engine) == [1.5, 1.0, 0.0, 0.0]
    weights = engine.snapshot.weights(0, None)
    assert weights["trending"] == weights["popular"] > 0
    shown = rank(engine.snapshot, EMPTY, Filter(), 2)
    assert {"popular", "trending"} <= set(shown.sources(shown.keys[0]))
    engine.erase_user("v")
    assert trending(engine) == [0.5, 1.0, 0.0, 0.0]


def test_events_that_come_while_all_is_counted_count_once(engine: Engine) -> None:
    """They are in the database before the count, and are taken in after it."""
    engine.append_events([record("gone", "i1")])
    with engine._writing:
        late = threading.Thread(target=engine.append_events, args=([record("u", "i0")],))
        late.start()
        while engine.store.events.count() < 2:
            pass
        engine.erase_user("gone")
    late.join()
    assert trending(engine) == [1.0, 0.0, 0.0, 0.0]
    assert engine.snapshot.columns.engagement[1:3].tolist() == [1.0, 0.0]


def test_a_start_counts_what_still_counts(tmp_path: Path, engine: Engine) -> None:
    half_life = engine.snapshot.trending.half_life
    assert half_life is not None
    beyond = half_life * (REACH / STEPS + 1)
    engine.append_events([record("u", "i0", beyond), record("w", "i1", half_life), record("v", "i1")])
    before = trending(engine)
    engine.close()
    again = Engine.open(tmp_path / "data", EngineSettings(), lambda: NOW)
    try:
        assert trending(again) == [0.0, 1.5, 0.0, 0.0]
        assert before == pytest.approx([0.0, 1.5, 0.0, 0.0], abs=1e-3)
        assert again.snapshot.columns.engagement[1] == 1, "of all time"
    finally:
        again.close()

"""New items in lists: the reserved place, and the first hour of an item in a running engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.blend import BlendWeights, Knot
from hybrid.collaborative.factors import Factors
from hybrid.collaborative.train import train
from hybrid.columns import ItemColumns
from hybrid.content.space import ContentSpace
from hybrid.content.table import VectorTable
from hybrid.described import Described
from hybrid.domain import EventType, Item, ItemKey, UserKey
from hybrid.engine import Engine, EngineSettings
from hybrid.evaluation.vectors import ExactIndex
from hybrid.model import Counts, Manifest, Model, Recipe, StandInSettings
from hybrid.profiles import EMPTY, Decay, Weighing
from hybrid.recommend import Ranking, rank, reserved
from hybrid.records import EventRecord, ItemRecord
from hybrid.rules import Filter
from hybrid.snapshot import Snapshot
from hybrid.standins import StandIns, least_score
from tests.hybrid.collaborative.worlds import QUICK, profile, silent
from tests.hybrid.content.worlds import KITCHEN, SEA, SPACE, Letters
from tests.hybrid.events import NOW

SLOTS = st.sampled_from([0.4, 0.7, 0.9, 1.0])
SCORES = st.lists(st.tuples(st.floats(-4, 9), st.booleans()), max_size=60)


@given(SCORES, SLOTS, st.integers(0, 70))
def test_the_reserved_place(drawn: list[tuple[float, bool]], slot: float, size: int) -> None:
    drawn.sort(key=lambda pair: -pair[0])
    scores, new = np.array([s for s, _ in drawn]), np.array([n for _, n in drawn], bool)
    order, placed = reserved(scores, new, slot, size)
    assert sorted(order.tolist()) == list(range(len(scores))), "everybody once"
    assert (np.diff([row for row in order if row not in placed]) > 0).all(), "the others keep their order"
    assert new[placed].all()
    for row in placed:
        at = int(np.flatnonzero(order == row)[0])
        assert (at + 1) % 10 == 0
        assert at < size
        assert not new[order[at - 9 : at]].any(), "one of ten, and only where none was"
        assert scores[row] >= least_score(scores[order[at + 1]], slot), "beside the one it displaced"
        assert not new[order[at + 1 :]][scores[order[at + 1 :]] > scores[row]].any(), "the best that was not listed"
    for at in range(9, min(size, len(order)), 10):
        if not new[order[at - 9 : at + 1]].any():
            below = [row for row in order[at + 1 :] if new[row]]
            assert not below or scores[below[0]] < least_score(scores[order[at]], slot), "nobody who would do is left"


def test_what_a_new_item_has_to_score() -> None:
    assert least_score(np.array([2.0, 0.0, -1.0]), 0.7) == pytest.approx([1.4, 0.0, -1.0])
    assert least_score(np.array([2.0, 0.0, -1.0]), 1.0).tolist() == [2.0, 0.0, -1.0]


def crowded(slot: float) -> Snapshot:
    """One person who likes the items 1 to 200 the more the higher, and a new item 201 that no source would propose."""
    items, table = ItemColumns(), VectorTable(np.zeros(26, np.float32))
    space = ContentSpace(Letters(), table, ExactIndex(table))
    items.put(Item(ItemKey(key), f"i{key}", f"Item {key}") for key in range(1, 202))
    known, likings = np.arange(201) > 0, np.arange(201, dtype=np.float32)
    factors = Factors(np.eye(2, 1, -1, np.float32), np.array([False, True]), likings[:, None], 0 * likings, known)
    weights = BlendWeights(known=(Knot(1, {"native": 1.0}),), unknown=())
    chosen = StandInSettings(strength=0.5, slot=slot)
    recipe = Recipe(weights, 1.0, Weighing(Decay(interactions=3.0)), 1.0, chosen)
    model = Model("v", Manifest("v", 0, Counts(1, 200, 200, 200, None)), factors, (), recipe)
    standins = StandIns(np.array([201]), np.array([[150, 160]]), np.array([[0.5, 0.5]], np.float32), 0.5)
    return Snapshot.of(items, space, model, standins)


@pytest.mark.parametrize(("slot", "shown"), [(0.2, True), (0.4, False)])
def test_a_new_item_that_no_source_proposes_is_scored_all_the_same(slot: float, shown: bool) -> None:
    snapshot, someone = crowded(slot), profile([5], user=1)
    found = rank(snapshot, someone, Filter(), 12)
    rest = list(range(200, 0, -1))
    assert list(found.keys) == ([*rest[:9], 201, *rest[9:11]] if shown else rest[:12])
    assert found.placed == ({201} if shown else set())
    assert found.score(201) == pytest.approx(0.5 * (155 - 100.5)), "beside 191 - 100.5"
    assert ("new" in found.sources(201)) is shown
    assert list(rank(snapshot, someone, Filter(exclude=(201,)), 12).keys) == rest[:12]
    assert list(rank(snapshot, someone, Filter(), 5).keys) == rest[:5], "there is no tenth place"


TOPICS = {"sea": SEA, "space": SPACE, "kitchen": KITCHEN}


def shelf() -> list[ItemRecord]:
    """Three topics of twenty items, told by title and category."""
    return [
        ItemRecord(id=f"{topic}-{n}", title=f"{titles[n % 5]} {n}", categories=[topic])
        for topic, titles in TOPICS.items()
        for n in range(20)
    ]


def tastes() -> list[EventRecord]:
    """Sixty people, twelve items of one topic each."""
    draw = np.random.default_rng(5)
    return [
        EventRecord(
            event_id=f"{person}-{at}", user_id=f"u{person}", item_id=f"{topic}-{n}", type=EventType.LIKE,
            timestamp=NOW // 1_000_000 - 5000 + at,
        )
        for person in range(60)
        for topic in [list(TOPICS)[person % 3]]
        for at, n in enumerate(draw.choice(20, 9, replace=False).tolist())
    ]  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Three topics, trained, promoted and serving."""
    opened = Engine.open(tmp_path_factory.mktemp("shown"), EngineSettings(), lambda: NOW)
    opened.upsert_items(shelf())
    opened.append_events(tastes())
    written = Described(opened.snapshot.columns, opened.snapshot.space)
    model = train(opened.store.events.arrays(), opened.settings.engagement, QUICK, silent, written)
    opened.promote(opened.artifacts.write(model))
    yield opened
    opened.close()


def lists(engine: Engine, size: int = 10) -> dict[str, Ranking]:
    """Everybody's list by id."""
    made = {}
    for person in range(60):
        user = engine.store.users.get(f"u{person}")
        assert user is not None
        made[user.id] = rank(engine.snapshot, engine.profile(UserKey(user.key)), Filter(), size)
    return made


def post(engine: Engine, record: ItemRecord) -> int:
    (item,) = engine.upsert_items([record]).items
    return int(item.key)


def test_a_new_item_is_in_somebodys_list_at_the_next_request(engine: Engine) -> None:
    before = lists(engine)
    key = post(engine, ItemRecord(id="fresh", title="Captain of the deep sea", categories=["sea"]))
    after = lists(engine)
    shown = {id for id, ranking in after.items() if key in ranking.keys}
    assert shown
    assert shown <= {f"u{person}" for person in range(0, 60, 3)}, "only those who like the sea"
    for id in shown:
        ranking = after[id]
        assert len(ranking.keys) == len(set(ranking.keys)) == 10
        rest = [other for other in ranking.keys if other != key]
        assert rest == list(before[id].keys[:9]), "everybody else moves down by one"
        assert ("new" in ranking.sources(key)) == (key in ranking.placed)
    engine.delete_item("fresh")
    assert all(key not in ranking.keys for ranking in lists(engine).values())


def test_a_new_item_like_nothing_is_forced_on_nobody(engine: Engine) -> None:
    before = lists(engine)
    key = post(engine, ItemRecord(id="odd", title="Qzxv 4711 flurgle", categories=["tax forms"]))
    after = lists(engine)
    assert all(key not in ranking.keys for ranking in after.values())
    assert {id: ranking.keys for id, ranking in after.items()} == {id: r.keys for id, r in before.items()}
    engine.delete_item("odd")


def test_a_stranger_gets_no_new_item_for_being_new(engine: Engine) -> None:
    before = rank(engine.snapshot, EMPTY, Filter(), 10)
    post(engine, ItemRecord(id="fresh", title="Captain of the deep sea", categories=["sea"]))
    after = rank(engine.snapshot, EMPTY, Filter(), 10)
    assert after.keys == before.keys
    assert not after.placed
    engine.delete_item("fresh")


def test_filters_hold_for_new_items_too(engine: Engine) -> None:
    key = post(engine, ItemRecord(id="fresh", title="Captain of the deep sea", categories=["sea"]))
    user = engine.store.users.get("u0")
    assert user is not None
    someone = engine.profile(user.key)
    assert key in rank(engine.snapshot, someone, Filter(), 40).keys
    for wanted in (Filter(exclude=(key,)), Filter(categories=("space",))):
        assert key not in rank(engine.snapshot, someone, wanted, 40).keys
    engine.delete_item("fresh")


def test_one_of_many_new_items_is_placed_and_scored_exactly(engine: Engine) -> None:
    """More new items than are looked at, in a list where the slot is open wide."""
    more = [ItemRecord(id=f"n{n}", title=f"{SEA[n % 5]} again {n}", categories=["sea"]) for n in range(30)]
    posted = [int(item.key) for item in engine.upsert_items(more).items]
    model = engine.snapshot.model
    assert model is not None
    plain = BlendWeights(known=(Knot(1, {"native": 1.0, "popular": 0.1}),), unknown=())
    standins = replace(model.recipe.standins, strength=0.1, slot=0.01)
    wide = replace(model, recipe=replace(model.recipe, weights=plain, standins=standins))
    snapshot = Snapshot.of(engine.snapshot.columns, engine.snapshot.space, wide)
    user = engine.store.users.get("u0")
    assert user is not None
    someone = engine.profile(user.key)
    first = rank(snapshot, someone, Filter(), 10)
    assert set(first.keys[:10]) & set(posted)
    assert [key for key in first.keys if key in posted] == list(first.keys[-1:]) == list(first.placed)
    assert first.keys == rank(snapshot, someone, Filter(), 40).keys[:10], "whatever the size"
    everyone = {key: first.score(key) for key in posted if first.column(key) is not None}
    assert first.score(first.keys[-1]) == max(everyone.values())

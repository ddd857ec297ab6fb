"""No link of a trained model joins two items that too few people met both of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.answers import causes_of
from hybrid.artifacts import Artifacts
from hybrid.collaborative.history import held_back
from hybrid.collaborative.pairs import Backing, Pairs
from hybrid.collaborative.settings import NativeSettings, Objective, TrainSettings
from hybrid.collaborative.train import train
from hybrid.columns import ItemColumns
from hybrid.content.space import ContentSpace
from hybrid.content.table import VectorTable
from hybrid.domain import Event, Item, ItemKey, UserKey
from hybrid.evaluation.fitting import counted
from hybrid.evaluation.vectors import ExactIndex
from hybrid.model import Model
from hybrid.neighbours import also_liked
from hybrid.profiles import Engagement, fold
from hybrid.recommend import rank
from hybrid.rules import Filter
from hybrid.rules.ruling import UNEXPLORED
from hybrid.snapshot import Snapshot
from hybrid.store.engagement import speaks_for
from tests.hybrid.collaborative.worlds import columns, described, event, histories, read, silent, steps
from tests.hybrid.content.worlds import Letters

FEW = 5
ITEMS = 60
OF_LIKINGS = ("alike", "counted")
SHORT = TrainSettings(budget=1.0, native=NativeSettings(dims=8, epochs=3))
EVENTS = steps(250, ITEMS)
"""Most go on to the next item, so that many met it as well; some jump to anywhere, so that few met that."""


def pairs(events: Iterable[Event], liked: bool) -> Counter[tuple[int, int]]:
    """How many people met both items, or liked both, counted one by one; each pair both ways."""
    said = Engagement()
    met: dict[int, set[int]] = {}
    for one in events:
        if said.positive(one) if liked else said.signal(one) > 0:
            met.setdefault(int(one.user), set()).add(int(one.item))
    found = Counter(pair for items in met.values() for pair in combinations(sorted(items), 2))
    return found + Counter({(b, a): people for (a, b), people in found.items()})


MET, LIKED = (pairs(EVENTS, liked) for liked in (False, True))


def made(folder: Path, least: int) -> Model:
    """A model of a catalogue with categories, as it is written and read again."""
    keys = np.arange(1, ITEMS + 1)
    about = described(keys, np.zeros((ITEMS, 4)), [f"kind {key % 4}" for key in keys.tolist()])
    model = train(columns(EVENTS), Engagement(), replace(SHORT, min_people=least), silent, about)
    artifacts = Artifacts(folder, lambda: 1_000_000)
    return artifacts.load(artifacts.write(model))


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return made(tmp_path_factory.mktemp("ruled"), FEW)


@pytest.fixture(scope="module")
def unruled(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return made(tmp_path_factory.mktemp("unruled"), 1)


def linked(model: Model, name: str) -> list[tuple[int, int]]:
    """The pairs that a table joins."""
    links = next(table.links for table in model.tables if table.name == name)
    return [(int(key), int(other)) for key in links.keys for other in links.of(int(key), 1_000)[0]]


def few(model: Model, name: str) -> list[tuple[int, int]]:
    """Those of them that fewer than five people met both of; of a shelf, whose items fewer engaged with at all."""
    if name == "shelf":
        engaged = {(int(one.user), int(one.item)) for one in EVENTS if speaks_for(one, Engagement().low)}
        people_of = Counter(item for _, item in engaged)
        return [pair for pair in linked(model, name) if people_of[pair[1]] < FEW]
    people = LIKED if name in OF_LIKINGS else MET
    return [pair for pair in linked(model, name) if people[pair] < FEW]


def test_no_link_of_any_table_rests_on_few(ruled: Model) -> None:
    names = [table.name for table in ruled.tables]
    assert len(names) > 2
    for name in names:
        assert linked(ruled, name), name
        assert not few(ruled, name), name


def test_with_one_as_enough_they_do(unruled: Model) -> None:
    assert few(unruled, "i2i")
    assert any(few(unruled, table.name) for table in unruled.tables if table.name.startswith("next"))


def test_places_go_to_the_next_strongest(ruled: Model) -> None:
    """Wherever enough people met both and the vectors are alike at all, there is a link: none falls out for another."""
    factors = ruled.factors
    vectors = factors.item_factors[factors.item_known]
    vectors = vectors - vectors.mean(axis=0)
    alike = {(int(a), int(b)) for a, b in zip(*np.nonzero(vectors @ vectors.T > 1e-6), strict=True) if a != b}
    keys = np.flatnonzero(factors.item_known)
    wanted = {(int(keys[a]), int(keys[b])) for a, b in alike}
    assert set(linked(ruled, "i2i")) == {pair for pair in wanted if MET[pair] >= FEW}


def test_the_manifest_says_how_much_is_left_out(ruled: Model, unruled: Model) -> None:
    told = ruled.manifest.report["few_people"]
    assert told["min_people"] == ruled.manifest.settings["min_people"] == FEW
    assert set(told["links_left_out"]) == {table.name for table in ruled.tables}
    assert 0 < told["links_left_out"]["i2i"] < 1
    assert not any(unruled.manifest.report["few_people"]["links_left_out"].values())


def served(model: Model) -> Snapshot:
    """Without vectors, so that nothing but people speaks for an item, and without what shelves say."""
    items = ItemColumns()
    items.put(Item(ItemKey(key), f"i{key}", f"Story {key}") for key in range(1, ITEMS + 1))
    items.reset_engagement(counted(columns(EVENTS), Engagement()).people)
    table = VectorTable(np.zeros(26, np.float32))
    tables = tuple(table for table in model.tables if table.name != "shelf")
    return Snapshot.of(items, ContentSpace(Letters(), table, ExactIndex(table)), replace(model, tables=tables))


def named(model: Model) -> set[tuple[int, int]]:
    """X and item of every reason that names an X, in everybody's list under the rules that serve by default."""
    snapshot = served(model)
    found = set()
    for user in range(1, 251):
        own = [one for one in EVENTS if one.user == user]
        profile = fold(own, max(one.occurred_at for one in own), Engagement(), UserKey(user))
        ranking = rank(snapshot, profile, Filter(), 10, ruling=UNEXPLORED)
        causes = causes_of(snapshot, ranking, ranking.keys)
        found |= {(int(cause.item), key) for key, cause in causes.items() if cause.item is not None}
    return found


def explained_by_few(model: Model) -> list[tuple[int, int]]:
    """The reasons that a link gives which fewer than five people met both of. An X without any link may be named for
    what it does to the weight of others: that says nothing of people."""
    joined = {pair for table in model.tables if table.name != "shelf" for pair in linked(model, table.name)}
    return [pair for pair in named(model) if MET[pair] < FEW and pair in joined]


def test_nothing_is_explained_by_what_few_met_both_of(ruled: Model, unruled: Model) -> None:
    kept = named(ruled)
    assert sum(MET[pair] >= FEW for pair in kept) > 100
    assert sum(MET[pair] < FEW for pair in kept) < 0.01 * len(kept)
    assert not explained_by_few(ruled)
    assert explained_by_few(unruled), "the rules of serving alone do not see it"


def test_also_liked_names_nothing_that_few_liked_both_of(ruled: Model) -> None:
    snapshot = served(ruled)
    for key in range(1, ITEMS + 1):
        found = also_liked(snapshot, key, ITEMS, snapshot.columns.recommendable)
        assert not [one for one in found if one.source == "lightfm" and MET[key, one.key] < FEW]


@settings(deadline=None, max_examples=60)
@given(histories(), st.integers(2, 3))
def test_pairs_are_counted_as_one_would_by_hand(events: list[Event], least: int) -> None:
    history = read(events)
    codes = np.arange(history.size)
    backing = Backing.of(history, least)
    rows = list(zip(history.person, history.item[history.rows], strict=True))
    for found, counts in ((backing.met, history.told.signal > 0), (backing.liked, history.told.positive)):
        assert isinstance(found, Pairs)
        met = np.zeros((len(history.people), history.size), int)
        for (person, item), yes in zip(rows, counts[history.rows], strict=True):
            met[person, item] += yes
        together = (met.T @ met) >= least
        assert np.array_equal(found.among(codes, codes), together)
        assert np.array_equal(found.among(codes[::-2], codes[1:]), together[::-2, 1:])


def test_of_a_part_fewer_people_are_asked() -> None:
    events = [event(user, item, item, seq=100 * user + item) for user in range(1, 9) for item in range(1, 11)]
    whole = read(events)
    part = held_back(whole, Objective.WINDOW)  # eight of ten likings: 56 of 90 pairs
    few_left = Backing.of(part.of(np.arange(3)), 5, part.of(np.arange(5)))
    assert few_left.met is not None
    assert few_left.met.among(np.arange(8), np.arange(8)).all(), "3 of 5 people, where 5 were asked of 5"
    strict = Backing.of(part.of(np.arange(2)), 5, whole)
    assert strict.met is None, "5 * 2 / 8 * 56 / 90 is one"

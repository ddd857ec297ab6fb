"""What people go for together since the training, as a source: linear in the history, exact, and never of few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.blend import Blended, BlendWeights, Knot, blend
from hybrid.candidates import Query
from hybrid.collaborative.factors import Factors
from hybrid.collaborative.tables import TableSource
from hybrid.columns import ItemColumns
from hybrid.domain import Floats, Keys, SourceName
from hybrid.lately import MOST, LatelyScoring, LatelySource, weight_of
from hybrid.model import LATELY, Counts, Manifest, Model, Recipe, Table
from hybrid.profiles import Decay, Profile, Weighing
from hybrid.standins import NOBODY, StandIns
from tests.hybrid.events import clicks
from tests.hybrid.test_standins import COLD, SIZE, links, standins

HOW = Weighing(Decay(interactions=2.0, last=4))
SINCE = 7_000_000
CATALOGUE = COLD + 5
EVERY = np.arange(CATALOGUE)


class Told:
    """What a test says people did."""

    def __init__(self, pairs: Mapping[int, Mapping[int, int]]) -> None:
        self.pairs = pairs
        self.asked: list[int] = []

    def beside(self, keys: Sequence[int], since: int) -> dict[int, tuple[Keys, Floats]]:
        assert since == SINCE
        self.asked += keys
        return {
            key: (np.array([*self.pairs[key]], np.int64), np.array([*self.pairs[key].values()], np.float32))
            for key in keys
            if key in self.pairs
        }


def columns(ever: Floats) -> ItemColumns:
    made = ItemColumns()
    made.reset_engagement(dict(enumerate(ever.tolist())))
    return made


def model(table: Table) -> Model:
    manifest = Manifest("v", SINCE + 2_000_000, Counts(1, 1, 1, 1, None), seconds=2.0)
    nothing = np.zeros((0, 0), np.float32)
    factors = Factors(nothing, np.zeros(0, bool), nothing, np.zeros(0, np.float32), np.zeros(0, bool))
    return Model("v", manifest, factors, (table,), Recipe(BlendWeights((), ()), 1.0, HOW, 1.0))


def table(seed: int) -> Table:
    return Table("i2i", SourceName.LIGHTFM, links(seed), HOW, 0.3)


def source(seed: int, told: Told, ever: Floats, borrowed: StandIns = NOBODY) -> LatelySource:
    one = table(seed)
    return LatelySource(told, model(one), one, columns(ever), borrowed)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[int, list[int], Told, Floats]:
    """A seed, a history, what people did together since, and how many ever did with each item."""
    rng = np.random.default_rng(seed := draw(st.integers(0, 10_000)))
    items = rng.permutation(CATALOGUE)[: draw(st.integers(1, 8))].tolist()
    met = np.triu(rng.integers(5, 30, (CATALOGUE, CATALOGUE)) * (rng.random((CATALOGUE, CATALOGUE)) < 0.3), 1)
    met = met + met.T
    pairs = {key: {int(other): int(met[key, other]) for other in np.flatnonzero(met[key])} for key in EVERY.tolist()}
    ever = (met.max(axis=1) + rng.integers(0, 40, CATALOGUE)).astype(np.float32)
    return seed, items, Told({key: found for key, found in pairs.items() if found}), ever


def blended(seed: int, items: Sequence[int], told: Told, ever: Floats) -> Blended:
    profile = clicks(*items)
    query = Query(profile, np.ones(CATALOGUE, bool), enough=ever >= 10, people=10)
    borrowed = standins(seed)
    read = [TableSource(table(seed), borrowed).read(query), source(seed, told, ever, borrowed).read(query)]
    knots = (Knot(1, {"i2i": 0.5, LATELY: 2.0}), Knot(8, {"i2i": 1.0, LATELY: 0.7}))
    weights = BlendWeights((), knots)
    n = profile.interactions
    scorings = [scoring for scoring in read if scoring is not None]
    return blend(scorings, profile, weights.at(n, False), weights.at(n - 1, False), 9, EVERY)


@settings(deadline=None)
@given(worlds())
def test_a_drop_is_exactly_what_removing_the_entry_does(world: tuple[int, list[int], Told, Floats]) -> None:
    seed, items, told, ever = world
    found = blended(seed, items, told, ever)
    drops = found.drops(range(CATALOGUE))
    for row, removed in enumerate(items):
        never = blended(seed, [item for item in items if item != removed], told, ever)
        left = dict(zip(never.keys.tolist(), never.scores.tolist(), strict=True))
        after = np.array([left[key] for key in found.keys.tolist()])
        np.testing.assert_allclose(found.scores - after, drops[row], atol=1e-4)


@settings(deadline=None)
@given(worlds())
def test_where_both_know_a_pair_the_stronger_counts(world: tuple[int, list[int], Told, Floats]) -> None:
    seed, items, told, ever = world
    profile, borrowed = clicks(*items), standins(seed)
    query = Query(profile, np.ones(CATALOGUE, bool))
    scoring = source(seed, told, ever, borrowed).read(query)
    known = np.maximum(borrowed.columns(links(seed), profile.items, EVERY), 0)
    both = known + (np.zeros_like(known) if scoring is None else scoring.similarity(EVERY))
    weights = profile.weights(HOW)
    for row, key in enumerate(items):
        if not weights[row]:
            continue
        for other in EVERY.tolist():
            people = told.pairs.get(key, {}).get(other, 0)
            counted = people / np.sqrt(ever[key] * ever[other]) if people else 0.0
            assert both[row, other] == pytest.approx(max(known[row, other], counted), abs=1e-5)
    if scoring is not None:
        np.testing.assert_allclose(scoring.raw(EVERY), weights @ scoring.similarity(EVERY), atol=1e-5)
        proposed = scoring.propose(5)
        assert (scoring.raw(proposed) > 0).all()
        assert (np.diff(scoring.raw(proposed)) <= 0).all()


def read(told: Told, ever: Floats, query: Query) -> LatelyScoring | None:
    return source(1, told, ever).read(query)


def test_few_people_say_nothing_and_are_told_nothing() -> None:
    told, ever = Told({2: {COLD: 6, 13: 9}, COLD: {2: 6}}), np.full(CATALOGUE, 12.0, np.float32)
    query = Query(clicks(2), np.ones(CATALOGUE, bool), people=7)
    found = read(told, ever, query)
    assert found is not None
    assert found.propose(9).tolist() == [13]
    assert read(told, ever, replace(query, people=10)) is None


def test_only_what_counts_of_a_history_is_looked_up_and_only_what_is_allowed_proposed() -> None:
    told, ever = Told({3: {COLD: 6, 13: 9, 99: 5}}), np.full(CATALOGUE, 12.0, np.float32)
    profile = clicks(*range(10))
    scoring = read(told, ever, Query(profile, np.arange(CATALOGUE) != 13))
    assert told.asked == [0, 1, 2, 3, 4], "four entries weigh something, and a fifth without one of these"
    assert scoring is not None
    assert scoring.propose(9).tolist() == [COLD]
    assert read(told, ever, Query(clicks(1), np.ones(CATALOGUE, bool))) is None
    assert read(told, ever, Query(clicks(), np.ones(CATALOGUE, bool))) is None


def test_an_item_has_as_many_links_as_in_a_table_the_strongest() -> None:
    many = 3 * MOST
    ever = np.full(many, 100.0, np.float32)
    told = Told({0: {key: 5 + key % 90 for key in range(20, many)}})
    scoring = read(told, ever, Query(clicks(0), np.ones(many, bool)))
    assert scoring is not None
    proposed = scoring.propose(many)
    assert proposed.size == MOST
    people = [told.pairs[0][key] for key in proposed.tolist()]
    assert min(people) >= sorted(told.pairs[0].values(), reverse=True)[MOST - 1]


def test_it_weighs_what_all_tables_do_that_link_by_people() -> None:
    one = table(1)
    tables = [one, replace(one, name="next"), replace(one, name="shelf", source=SourceName.POPULAR)]
    assert weight_of({"i2i": 0.2, "next": 1.0, "shelf": 3.0, "native": 4.0}, tables) == pytest.approx(1.2)
    assert weight_of({"i2i": 0.2, "next": -1.0}, tables) == pytest.approx(0.2)
    assert weight_of({"native": 1.0}, tables) == 0.0


def together(profile: Profile, told: Told) -> LatelyScoring | None:
    return read(told, np.full(CATALOGUE, 12.0, np.float32), Query(profile, np.ones(CATALOGUE, bool)))


def test_an_entry_says_nothing_of_itself() -> None:
    scoring = together(clicks(2, 3), Told({2: {3: 6}, 3: {2: 6}}))
    assert scoring is not None
    similar = scoring.similarity(np.array([2, 3, SIZE]))
    assert similar[0, 0] == similar[1, 1] == 0.0
    assert not similar[:, 2].any()

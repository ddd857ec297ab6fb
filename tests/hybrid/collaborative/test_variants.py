"""Variants tried on the slice: what chance explains is left alone, what is better stays, all of it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hybrid.collaborative.effort import LEVELS
from hybrid.collaborative.history import held_back
from hybrid.collaborative.lab import Lab, Making
from hybrid.collaborative.pairs import ANY
from hybrid.collaborative.plan import Plan
from hybrid.collaborative.settings import NativeSettings, Objective, TrainSettings
from hybrid.collaborative.sources import sources
from hybrid.collaborative.specs import ContentSpec, EaseSpec, FactorsSpec, NextSpec, ShelfSpec
from hybrid.collaborative.taste import Beside, tasted
from hybrid.collaborative.train import train
from hybrid.collaborative.variants import days_of, settled
from hybrid.domain import Event, SourceName
from hybrid.profiles import MICROS_PER_DAY, Engagement
from tests.hybrid.collaborative.worlds import columns, described, event, read, silent

QUICK = TrainSettings(budget=1.0, native=NativeSettings(dims=8, epochs=3))
PEOPLE = 400


@dataclass(frozen=True)
class Dish:
    salt: float = 1.0
    sugar: float | None = None


def tasting(worth: Callable[[Dish], float], noise: float = 0.3) -> Callable[[Dish], NDArray[np.float64]]:
    """What each of ``PEOPLE`` says of a dish; their moods differ, and are the same whatever is served."""
    moods = np.random.default_rng(1).normal(size=PEOPLE)

    def said(dish: Dish) -> NDArray[np.float64]:
        draw = np.random.default_rng(int(100 * dish.salt) + int(7 * (dish.sugar or 0)))
        return worth(dish) + moods + noise * draw.normal(size=PEOPLE)

    return said


def test_the_better_value_stays_and_the_next_setting_is_tried_with_it() -> None:
    found = settled(
        Dish(), {"salt": (1.0, 2.0, 3.0), "sugar": (None, 5.0)}, tasting(lambda d: -abs(d.salt - 2) - (d.sugar or 0))
    )
    assert found.best == Dish(2.0)
    assert [one for one, _ in found.tried] == [Dish(), Dish(2.0), Dish(3.0), Dish(2.0, 5.0)]
    assert found.ndcg == pytest.approx(dict(found.tried)[found.best])
    told = found.to_json(["salt"])
    assert told["chosen"] == {"salt": 2.0}
    assert [set(one) for one in told["tried"]] == [{"salt", "ndcg@10"}] * 4


@pytest.mark.parametrize(("gain", "taken"), [(0.004, False), (0.006, True), (-0.1, False)])
def test_next_to_nothing_is_left_alone(gain: float, taken: bool) -> None:
    found = settled(Dish(), {"salt": (1.0, 2.0)}, lambda d: np.full(PEOPLE, 0.2 * (1 + gain * (d.salt - 1))))
    assert (found.best == Dish(2.0)) is taken


@given(st.floats(0.01, 0.5), st.floats(0.5, 2.0))
def test_what_chance_explains_is_left_alone(spread: float, errors: float) -> None:
    """Half of the people gain what the other half lose, but for a mean gain of so many standard errors."""
    assume(abs(errors - 1.0) > 1e-6)  # just there it is a matter of rounding
    sides = np.tile([-1.0, 1.0], PEOPLE // 2) * spread
    mean = errors * spread / PEOPLE**0.5
    found = settled(Dish(), {"salt": (1.0, 2.0)}, lambda d: 0.01 + (d.salt - 1) * (sides + mean))
    assert (found.best == Dish(2.0)) is (errors > 1.0)


def visits(people: int = 200, scale: int = MICROS_PER_DAY, seed: int = 2) -> list[Event]:
    """Each visit is to one of eight shops of seven items, whatever was visited before; visits are ten ``scale``
    apart, and within one everything happens in a hundredth of that."""
    draw = np.random.default_rng(seed)
    events: list[Event] = []
    for person in range(1, people + 1):
        for visit in range(6):
            shop = int(draw.integers(8))
            looked = draw.choice(7, int(draw.integers(1, 6)), replace=False)
            for step, item in enumerate(looked.tolist()):
                at = visit * 10 * scale + step * scale // 10
                events.append(event(person, 1 + 7 * shop + item, at, seq=len(events) + 1))
    return events


def test_lengths_in_days_follow_the_data_s_own_time() -> None:
    days, minutes = (days_of(read(visits(60, scale)), 3) for scale in (MICROS_PER_DAY, MICROS_PER_DAY // 1440))
    assert len(days) == 3
    assert np.array(days) / 1440 == pytest.approx(np.array(minutes), rel=0.01)
    assert days_of(read([replace(one, occurred_at=5) for one in visits(60)]), 3) == ()


def test_days_are_read_where_visits_lie_apart_and_the_report_says_so() -> None:
    cut = held_back(read(visits()), Objective.WINDOW)
    one = Lab(cut, Making(100, 1, 30, 100, NativeSettings(dims=4, epochs=1), 1), None, silent, ANY)
    effort = replace(LEVELS[-1], days=2, readings=True)
    found = sources(one, np.unique(cut.hits[0]), NextSpec(half_life=2.0), effort, silent)
    days = found.report["half_lives_in_days_tried"]
    told = found.report["variants"]["counted"]
    assert told["chosen"]["days"] in days
    assert {one["days"] for one in told["tried"]} == {None, *days}
    assert found.tables["counted"].weighing(100).decay.days == told["chosen"]["days"]
    assert found.report["variants"]["i2i"]["tried"][0]["power"] == 2.0
    assert {"half_life", "days", "power"} == set(found.report["variants"]["i2i"]["chosen"])


def likings(keys: int = 60, people: int = 150) -> tuple[list[Event], list[str]]:
    """Everybody likes one category of five; an item is met by few, so that its category says most about it."""
    draw = np.random.default_rng(4)
    names = [f"kind {key % 5}" for key in range(1, keys + 1)]
    events: list[Event] = []
    for person in range(1, people + 1):
        mine = [key for key in range(1, keys + 1) if key % 5 == person % 5]
        for at, key in enumerate(draw.choice(mine, 5, replace=False).tolist()):
            events.append(event(person, key, at, seq=len(events) + 1))
    return events, names


def lab(events: list[Event], names: list[str], native: NativeSettings) -> Lab:
    keys = np.unique([int(one.item) for one in events])
    vectors = np.random.default_rng(1).normal(size=(len(keys), 4))
    about = described(keys, vectors / np.linalg.norm(vectors, axis=1, keepdims=True), names)
    cut = held_back(read(events), Objective.WINDOW)
    return Lab(cut, Making(100, 1, 30, 100, native, 1), about, silent, ANY)


def test_categories_become_features_where_they_tell() -> None:
    events, names = likings()
    made = lab(events, names, NativeSettings(dims=8, epochs=4))
    people = np.unique(made.history.hits[0])
    found = tasted(Beside.of(made, people, {}), several=False, categories=True)
    assert found.best.categories
    assert found.best.epochs == 4
    off = np.random.default_rng(0).permutation(names).tolist()
    misled = lab(events, off, NativeSettings(dims=8, epochs=4))
    assert not tasted(Beside.of(misled, people, {}), several=False, categories=True).best.categories
    assert not tasted(Beside.of(made, people, {}), several=False, categories=False).best.categories


def test_epochs_are_looked_at_in_one_training() -> None:
    events, names = likings()
    one = lab(events, names, NativeSettings(dims=8, epochs=8))
    one.train(one.making.native, [2, 8])
    for epochs in (2, 8):
        again = lab(events, names, NativeSettings(dims=8, epochs=epochs))
        looked = one.factors(replace(one.making.native, epochs=epochs))
        assert np.array_equal(looked.item_factors, again.factors().item_factors)
    found = tasted(Beside.of(one, np.unique(one.history.hits[0]), {}), several=True, categories=False)
    assert {settings.epochs for settings, _ in found.tried} == {2, 4, 6, 8}


def test_a_settled_lab_makes_likeness_of_the_vectors_that_were_chosen() -> None:
    events, names = likings()
    one = lab(events, names, NativeSettings(dims=8, epochs=8))
    before = one.links(FactorsSpec())
    fewer = replace(one.making.native, epochs=2)
    asked = one.links(FactorsSpec(), fewer)
    assert not np.array_equal(before.strengths, asked.strengths)
    assert np.array_equal(one.links(FactorsSpec()).strengths, before.strengths)
    one.settle(fewer)
    assert np.array_equal(one.links(FactorsSpec()).strengths, asked.strengths)
    assert np.allclose(one.links(FactorsSpec(power=4.0)).strengths, asked.strengths**2)


def test_how_a_table_is_read_does_not_fit_it_anew() -> None:
    one = lab(*likings(), NativeSettings(dims=8, epochs=2))
    assert one.links(EaseSpec(half_life=3.0, days=2.0)) is one.links(EaseSpec())
    assert one.links(EaseSpec(16.0)) is not one.links(EaseSpec())


def test_shelves_take_part_where_there_are_categories() -> None:
    events, names = likings()
    keys = np.unique([int(one.item) for one in events])
    nothing = np.zeros((len(keys), 4))
    model = train(columns(events), Engagement(), QUICK, silent, described(keys, nothing, names))
    alone = model.report["validation"]["sources_alone_ndcg@10"]
    assert alone["shelf"] > 2 * alone["popular"]
    (table,) = (one for one in model.tables if one.name == "shelf")
    assert table.source is SourceName.POPULAR
    assert "shelf" in model.report["validation"]["tables_kept"]
    assert lab(events, names, QUICK.native).able(ShelfSpec())
    assert not Lab(read(events), Making(9, 1, 9, 9, QUICK.native, 1), None, silent, ANY).able(ShelfSpec())


def test_plans_of_earlier_versions_can_be_made_again() -> None:
    making = Making(9, 1, 9, 9, QUICK.native, 1)
    plan = Plan(Objective.WINDOW, {"next": NextSpec(), "i2i": FactorsSpec()}, making).to_json()
    plan["making"].pop("content")
    plan["making"]["native"].pop("categories")
    plan["tables"]["i2i"] = {"kind": "i2i", "half_life": 3.0}
    plan["tables"]["next"].pop("days")
    found = Plan.from_json(plan)
    assert found.making.content == ContentSpec()
    assert found.tables == {"next": NextSpec(), "i2i": FactorsSpec()}

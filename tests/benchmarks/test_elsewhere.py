"""Made-up worlds are the same every time and say what their stories say; the command compares the same people."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import elsewhere, worlds
from benchmarks.cases import TEMPORAL, case
from benchmarks.data import MICROS, Dataset
from benchmarks.elsewhere import Found, against, markdown, once
from benchmarks.methods import positives_of
from hybrid.domain import EventType
from hybrid.evaluation.events import TYPES, Columns
from tests.benchmarks.worlds import two_tastes

SMALL = ("small-articles", "small-shop", "small-games", "tiny")


def no_films() -> Dataset:
    raise AssertionError("a made-up world needs no films")


def films(people: int = 30, each: int = 20) -> Dataset:
    """Ratings from 1 to 5 by everybody, a day apart."""
    draw = np.random.default_rng(2)
    user = np.repeat(np.arange(1, people + 1), each)
    item = np.concatenate([draw.permutation(np.arange(1, 41))[:each] for _ in range(people)])
    n = len(user)
    at = np.tile(np.arange(each), people) * worlds.DAY * MICROS
    rating = np.full(n, TYPES.index(EventType.RATING), np.int8)
    value = draw.integers(1, 6, n).astype(float)
    return Dataset("films", Columns(user, item, rating, value, at, np.arange(1, n + 1)), [], (1.0, 5.0))


def rows(data: Dataset) -> set[tuple[float, ...]]:
    events = data.events
    return set(zip(events.user.tolist(), events.item.tolist(), events.occurred_at.tolist(), strict=True))


@pytest.mark.parametrize("name", SMALL)
def test_a_seed_always_makes_the_same_world_and_another_one_does_not(name):
    made, again, other = (worlds.world(name, seed, no_films) for seed in (1, 1, 2))
    assert rows(made) == rows(again)
    assert [item.description for item in made.items] == [item.description for item in again.items]
    assert rows(made) != rows(other)
    # Keys are those of the catalogue.
    assert made.name == name
    assert [int(item.key) for item in made.items] == list(range(1, made.size))
    assert made.events.item.min() >= 1
    assert made.events.item.max() < made.size


def test_series_are_played_in_their_order_and_hours_are_told():
    events = worlds.games(1, people=60).events
    pairs = (events.user[1:] == events.user[:-1]) & (events.item[1:] == events.item[:-1] + 1)
    against_it = (events.user[1:] == events.user[:-1]) & (events.item[1:] == events.item[:-1] - 1)
    assert pairs.sum() > 20 * max(against_it.sum(), 1)
    assert (events.value > 0).all()


def test_a_visit_to_the_shop_is_over_within_minutes_and_what_is_bought_was_in_the_cart():
    events = worlds.shop(1, people=100).events
    gaps = np.diff(events.occurred_at)[events.user[1:] == events.user[:-1]] / MICROS
    assert np.median(gaps) < 300
    assert gaps.max() > worlds.DAY
    cart, bought = (events.type == TYPES.index(one) for one in (EventType.ADD_TO_CART, EventType.PURCHASE))
    assert bought.any()
    assert set(events.pairs()[bought]) <= set(events.pairs()[cart])


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**31))
def test_thinning_keeps_two_to_six_neighbours_in_time_of_everybody(seed):
    whole, thin = films(), worlds.thinned(films(), seed)
    assert rows(thin) <= rows(whole)
    for user in np.unique(whole.events.user):
        days = np.sort(thin.events.occurred_at[thin.events.user == user]) // (worlds.DAY * MICROS)
        assert 2 <= len(days) <= 6
        assert (np.diff(days) == 1).all()


def test_shapes_of_films_change_what_they_say():
    whole = films()
    flat = worlds.unordered(whole, 1).events
    assert len(np.unique(flat.occurred_at)) == 1
    assert np.isnan(flat.value).all()
    judged = worlds.judged(whole, 1).events
    liked = judged.type == TYPES.index(EventType.LIKE)
    assert liked.sum() == (whole.events.value >= 4).sum()
    assert (~liked).sum() == (whole.events.value <= 2).sum()
    ten = worlds.of_ten(whole, 1)
    assert ten.events.value.max() == ten.scale[1] == 10
    day = worlds.one_day(whole, 1).events.occurred_at
    assert day.max() - day.min() < worlds.DAY * MICROS
    assert len(np.unique(worlds.few(films(people=320, each=2), 1).events.user)) == 300


def test_a_product_seen_put_into_the_cart_and_bought_is_one_liking():
    data = worlds.shop(1, people=100)
    base = case(TEMPORAL, data.events, data.scale, data.size, 1, None)
    assert positives_of(base).max() > 1
    told = positives_of(once(base))
    assert told.max() == 1
    assert (told != (positives_of(base) > 0)).nnz == 0
    view = base.views[-1]
    assert np.array_equal(once(base).tested(view)[1], base.tested(view)[1])


def test_the_past_is_cut_once_more_where_the_test_part_stays_unread():
    base = two_tastes()
    data = Dataset("toy", base.cut.events, [], (0.5, 5.0))
    inside = elsewhere.cut(data, 1, None, inside=True)
    assert set(inside.cut.events.pairs()) == set(base.cut.training().pairs())
    assert set(elsewhere.cut(data, 1, None, inside=False).cut.events.pairs()) == set(base.cut.events.pairs())


def test_what_is_shown_is_compared_with_the_best_of_its_rivals_person_by_person():
    draw = np.random.default_rng(1)
    hard = draw.random(400)
    side = against(hard + 0.01, {"weak": hard - 0.2, "best": hard})
    assert (side.name, side.verdict) == ("best", "ahead")
    assert side.gain.low == pytest.approx(0.01)  # paired: what makes people easy or hard is gone
    assert against(hard, {"best": hard + 0.01}).verdict == "behind"
    assert against(hard, {"best": hard + draw.normal(0, 0.2, 400)}).verdict == "even"


def test_the_table_has_a_row_for_each_world():
    ones = np.full(12, 0.5)
    found = Found("toy", 1, ones, {"ease": ones - 0.25}, {"knn": ones + 0.25}, 2.0, "")
    row = markdown([found, replace(found, world="toy too")]).splitlines()[2]
    assert row == (
        "| toy | 12 | 0.5000 | ease 0.2500 | +0.2500 (+0.2500 to +0.2500), ahead "
        "| knn 0.7500 | -0.2500 (-0.2500 to -0.2500), behind | 2 |"
    )


def test_the_command_measures_trains_and_writes(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("BECAUSE_BENCH_DATA", str(tmp_path / "absent"))
    out = tmp_path / "found.json"
    assert elsewhere.main(["--worlds", "tiny,few", "--json", str(out)]) == 0
    said = capsys.readouterr()
    assert "Skipped few" in said.err
    (one,) = json.loads(out.read_text("utf-8"))
    assert one["world"] == "tiny"
    assert one["people"] == 40
    assert {"popularity", "knn", "ease", "ease-recent", "native", "content"} <= set(one["alone"])
    assert one["note"] == ""
    assert f"| tiny | 40 | {one['shown']:.4f} |" in said.out


def test_an_unknown_world_is_refused(capsys):
    with pytest.raises(SystemExit):
        elsewhere.main(["--worlds", "atlantis"])
    assert "'atlantis' is none of articles" in capsys.readouterr().err

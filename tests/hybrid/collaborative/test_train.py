"""Training from end to end, with real LightFM, on small worlds of known structure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from lightfm import LightFM

from hybrid.collaborative.gate import Contender, compared, contender
from hybrid.collaborative.history import held_back
from hybrid.collaborative.knots import LOST, per_person
from hybrid.collaborative.lab import Lab
from hybrid.collaborative.native import factors
from hybrid.collaborative.pairs import Backing
from hybrid.collaborative.plan import Plan
from hybrid.collaborative.settings import NativeSettings, Objective, TrainSettings
from hybrid.collaborative.train import Steps, train
from hybrid.domain import Event, EventType
from hybrid.errors import BadArtifact, NotEnoughData
from hybrid.manifests import recipe_to_json
from hybrid.model import Manifest, TrainedModel
from hybrid.profiles import Engagement
from tests.hybrid.collaborative.worlds import (
    FIRST,
    SECOND,
    columns,
    described,
    event,
    read,
    silent,
    steps,
    trained,
    two_tastes,
)

SHORT = TrainSettings(budget=1.0, native=NativeSettings(dims=8, epochs=3))


@pytest.fixture(scope="module")
def tastes() -> TrainedModel:
    return trained(two_tastes())


@pytest.fixture(scope="module")
def ring() -> TrainedModel:
    return trained(steps(), SHORT)


def manifest(model: TrainedModel) -> Manifest:
    recipe = recipe_to_json(model.recipe, model.tables)
    return Manifest("v", 0, model.counts, model.settings, recipe, model.plan, model.report)


def channels(model: TrainedModel) -> set[str]:
    return {table.name for table in model.tables}


def test_what_comes_next_is_found_and_said(ring: TrainedModel) -> None:
    found = ring.report["validation"]
    assert found["best_single"].startswith("next")
    assert found["ndcg@10"] >= (1 - LOST) * found["best_single_ndcg@10"], "so much is given for coverage"
    assert channels(ring) >= {found["best_single"], "i2i"}
    assert set(found["left_off"]) | set(found["tables_kept"]) >= {"ease", "counted"}
    (table,) = (one for one in ring.tables if one.name == found["best_single"])
    # Even ones are liked better: the next one or the one after.
    ahead = [(int(table.links.of(key, 1)[0][0]) - key) % 60 in (1, 2) for key in range(1, 61)]
    assert np.mean(ahead) > 0.8


def test_lightfm_and_likeness_weigh_something_for_everybody(ring: TrainedModel) -> None:
    for knot in ring.recipe.weights.known:
        assert knot.weights["native"] > 0
        assert knot.weights["content"] > 0
    for knot in ring.recipe.weights.unknown[1:]:
        assert knot.weights["i2i"] > 0
        assert "native" not in knot.weights


def test_known_people_s_weights_ascend_by_length(ring: TrainedModel) -> None:
    for knots in (ring.recipe.weights.known, ring.recipe.weights.unknown):
        lengths = [knot.interactions for knot in knots]
        assert lengths == sorted(set(lengths))


def test_likeness_counts_where_it_tells(ring: TrainedModel) -> None:
    """Vectors that know the ring: an item's nearest is the next one."""
    keys = np.arange(1, 61)
    turn = 2 * np.pi * keys / 60
    told = train(columns(steps()), Engagement(), SHORT, silent, described(keys, np.c_[np.cos(turn), np.sin(turn)]))
    assert told.report["validation"]["sources_alone_ndcg@10"]["content"] > 0.2
    assert told.recipe.content_scale != ring.recipe.content_scale


def test_the_same_seed_gives_the_same_model_and_another_seed_another() -> None:
    one, again, other = (trained(steps(150), replace(SHORT, seed=seed)) for seed in (1, 1, 2))
    assert one.recipe == again.recipe
    assert np.array_equal(one.tables[0].links.strengths, again.tables[0].links.strengths)
    assert np.array_equal(one.factors.item_factors, again.factors.item_factors)
    assert not np.array_equal(one.factors.item_factors, other.factors.item_factors)


@pytest.mark.parametrize("objective", list(Objective))
def test_each_objective_trains(objective: Objective) -> None:
    model = trained(steps(150), replace(SHORT, objective=objective))
    assert model.plan["objective"] == objective.value


def test_native_brings_the_persons_own_taste(tastes: TrainedModel) -> None:
    for user, taste in ((5, SECOND), (7, FIRST), (9, SECOND)):
        best = np.argsort(-np.where(tastes.factors.item_known, tastes.factors.scores(user), -np.inf))[:8]
        assert set(best.tolist()) <= set(taste)


def test_item_to_item_links_stay_within_a_taste(tastes: TrainedModel) -> None:
    (table,) = (one for one in tastes.tables if one.name == "i2i")
    for taste in (FIRST, SECOND):
        for key in taste:
            keys, strengths = table.links.of(key, 5)
            assert set(keys.tolist()) <= set(taste) - {key}
            assert len(keys) == 5
            assert ((strengths > 0) & (strengths <= 1.0001)).all()


def test_what_was_not_trained_is_not_known(tastes: TrainedModel) -> None:
    assert not tastes.factors.knows(6)
    assert not tastes.factors.item_known[20:30].any()
    assert not tastes.factors.item_factors[~tastes.factors.item_known].any()
    assert (tastes.counts.users, tastes.counts.items) == (60, 20)
    assert tastes.counts.positives == tastes.counts.events == 480


def test_factors_are_lightfms_own() -> None:
    history = read(two_tastes())
    chosen = NativeSettings(dims=16, epochs=5, half_life=30.0)
    found = factors(history, chosen, [5], 1, silent, np.zeros((history.size, 1), np.float32))[5]
    rows = sp.coo_matrix((np.ones(480, np.float32), (history.person.astype(np.int32), history.item.astype(np.int32))))
    age = np.tile(np.arange(8)[::-1], 60)
    weights = sp.coo_matrix((np.maximum(0.1, 0.5 ** (age / 30)).astype(np.float32), (rows.row, rows.col)))
    model = LightFM(16, loss="warp", item_alpha=1e-5, user_alpha=1e-5, random_state=1)
    model.fit(rows, sample_weight=weights, epochs=5)
    predicted = model.predict(0, np.arange(20, dtype=np.int32)) - model.user_biases[0]
    assert np.allclose(found.scores(0), predicted - predicted.mean(), atol=1e-4)


def test_progress_rises_to_one() -> None:
    told: list[tuple[str, float]] = []
    train(columns(steps(120)), Engagement(), SHORT, lambda stage, share: told.append((stage, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert told[-1] == ("done", 1.0)
    assert {"reading", "settings", "tables", "weights", "fitting on everything"} <= {stage for stage, _ in told}


def test_a_stage_never_goes_back() -> None:
    told: list[float] = []
    steps_ = Steps(lambda _, share: told.append(share))
    steps_.begin("one", 0.5)
    steps_.tell("one", 0.9)
    steps_.tell("part of it", 0.1)
    steps_.begin("two", 1.0)
    assert told == [0.0, 0.45, 0.45, 0.5]


@pytest.mark.parametrize(
    ("events", "missing"),
    [
        ([], ["0 people", "0 items", "0 positive interactions"]),
        ([event(1, item, item, seq=item) for item in range(1, 30)], ["1 people"]),
        ([event(user, 1, 0, seq=user) for user in range(1, 30)], ["1 items"]),
        ([event(user, item, 0, seq=item) for user in (1, 2) for item in (1, 2)], ["4 positive interactions"]),
        (
            [event(user, item, 0, EventType.RATING, 1.0, item) for user in range(1, 9) for item in range(1, 9)],
            ["0 people", "0 positive interactions"],
        ),
        ([event(user, item, 0, EventType.HIDE, seq=item) for user in range(1, 9) for item in range(1, 9)], ["0 items"]),
    ],
)
def test_refuses_and_names_what_is_missing(events: list[Event], missing: list[str]) -> None:
    with pytest.raises(NotEnoughData) as refusal:
        trained(events)
    assert all(words in str(refusal.value) for words in missing)
    assert refusal.value.remedy


def flat(people: int, items: int, kind: EventType, value: float | None, apart: int) -> list[Event]:
    return [
        event(user, item, apart * item, kind, value, 100 * user + item)
        for user in range(1, people + 1)
        for item in range(1, items + 1)
    ]


@pytest.mark.parametrize(
    "events",
    [
        flat(5, 2, EventType.LIKE, None, 1),
        flat(3, 4, EventType.RATING, 5.0, 0),
        flat(60, 6, EventType.RATING, 4.0, 0),
        flat(60, 6, EventType.VIEW, None, 1),
        [*flat(40, 9, EventType.RATING, 1.0, 2), *flat(40, 3, EventType.LIKE, None, 30)],
        [event(user, 1 + user % 7, user, seq=user) for user in range(1, 60)],
    ],
    ids=["ten likings", "equal ratings at once", "the same for sixty", "views", "mostly bad", "one each"],
)
def test_odd_data_train_to_something_finite(events: list[Event]) -> None:
    model = trained(events, SHORT)
    assert np.isfinite(model.factors.item_factors).all()
    for table in model.tables:
        assert np.isfinite(table.links.strengths).all()
        assert table.scale > 0
    weights = [
        w for knot in (*model.recipe.weights.known, *model.recipe.weights.unknown) for w in knot.weights.values()
    ]
    assert np.isfinite(weights).all()


def test_too_few_to_ask_are_told_of(tastes: TrainedModel) -> None:
    model = trained(two_tastes(20))
    assert "Nothing was tuned" in model.report["notes"][0]
    assert model.recipe.weights.known[0].weights["native"] > 0
    assert not tastes.report["notes"]


def slice_of(events: Sequence[Event], settings: TrainSettings) -> Lab:
    plan = Plan.from_json(trained(events, settings).plan)
    history = read(events)
    past = held_back(history, settings.objective)
    return Lab(past, plan.making, None, silent, Backing.of(past, settings.min_people, history))


def test_a_worse_recipe_does_not_pass(ring: TrainedModel) -> None:
    lab = slice_of(steps(), SHORT)
    people = np.unique(lab.history.hits[0])
    live = contender(manifest(ring))
    backwards = replace(
        live.recipe.weights.known[0], weights={name: -w for name, w in live.recipe.weights.known[0].weights.items()}
    )
    worse = Contender(
        "worse", live.plan, replace(live.recipe, weights=replace(live.recipe.weights, known=(backwards,))), live.scales
    )
    assert compared(lab, people, live, live, True).passed
    assert not compared(lab, people, worse, live, True).passed
    assert compared(lab, people, live, worse, True).passed


def test_training_compares_with_the_live_recipe(ring: TrainedModel) -> None:
    again = train(columns(steps()), Engagement(), SHORT, silent, None, contender(manifest(ring)))
    gate = again.report["gate"]
    assert gate["against"] == "v"
    assert gate["difference"] == pytest.approx(0.0, abs=1e-6)
    assert gate["passed"]


def test_where_nothing_is_tuned_the_live_recipe_is_asked_all_the_same(ring: TrainedModel) -> None:
    """So few people must not let an untuned model take the place of a good one unseen."""
    few = steps(20)
    again = train(columns(few), Engagement(), SHORT, silent, None, contender(manifest(ring)))
    assert "Nothing was tuned" in again.report["notes"][0]
    gate = again.report["gate"]
    assert 0 < gate["people"] < 30
    assert gate["live_ndcg@10"] > 0
    assert gate["passed"] == (gate["difference"] >= -1.645 * gate["standard_error"])


def test_a_manifest_without_a_recipe_is_no_contender() -> None:
    with pytest.raises(BadArtifact):
        contender(Manifest("old", 0, trained(two_tastes(20)).counts))


def test_weights_per_person_are_those_that_serving_reads(ring: TrainedModel) -> None:
    weights = ring.recipe.weights
    lengths = np.array([1, 5, 12, 12, 60])
    made = per_person({knot.interactions: knot.weights for knot in weights.known}, lengths)
    for place, length in enumerate(lengths.tolist()):
        assert {name: w[place] for name, w in made.items()} == pytest.approx(weights.at(length, True))

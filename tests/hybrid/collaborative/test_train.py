"""Real LightFM on small worlds of known structure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from lightfm import LightFM

from hybrid.candidates import Query
from hybrid.collaborative.factors import NativeSource
from hybrid.collaborative.links import LinkSource
from hybrid.collaborative.train import train
from hybrid.domain import Event, SourceName
from hybrid.errors import NotEnoughData
from hybrid.model import TrainedModel
from tests.hybrid.collaborative.worlds import FIRST, QUICK, SECOND, event, profile, read, two_tastes


def silent(stage: str, share: float) -> None:
    """Nobody is watching."""


@pytest.fixture(scope="module")
def trained() -> TrainedModel:
    return train(read(two_tastes()), QUICK, silent)


@pytest.fixture
def allowed() -> np.ndarray:
    return np.ones(50, np.bool_)


def test_native_brings_the_persons_own_taste(trained: TrainedModel, allowed: np.ndarray) -> None:
    source = NativeSource(trained.factors)
    for user, taste in ((5, SECOND), (7, FIRST), (9, SECOND)):
        scored = source.score(Query(profile([], user), allowed, 8))
        assert scored is not None
        assert set(scored.keys.tolist()) <= set(taste)


def test_item_to_item_links_stay_within_a_taste(trained: TrainedModel) -> None:
    for taste in (FIRST, SECOND):
        for key in taste:
            keys, strengths = trained.i2i.of(key, 5)
            assert set(keys.tolist()) <= set(taste) - {key}
            assert len(keys) == 5
            assert ((strengths > 0) & (strengths <= 1.0001)).all()


def test_one_view_of_a_newcomer_is_folded_in(trained: TrainedModel, allowed: np.ndarray) -> None:
    scored = LinkSource("i2i", SourceName.LIGHTFM, trained.i2i).score(Query(profile([FIRST[3]]), allowed, 5))
    assert scored is not None
    assert set(scored.keys.tolist()) <= set(FIRST) - {FIRST[3]}


def test_what_comes_next_goes_forward(trained: TrainedModel) -> None:
    for taste in (FIRST, SECOND):
        assert trained.next.of(taste[0], 1)[0].tolist() == [taste[1]]
        assert trained.next.of(taste[-1], 9)[0].size == 0
        for key in taste:
            assert (trained.next.of(key, 9)[0] > key).all()


def test_factors_are_lightfms_own(trained: TrainedModel) -> None:
    interactions = read(two_tastes())
    users, rows = np.unique(interactions.users, return_inverse=True)
    items, columns = np.unique(interactions.items, return_inverse=True)
    ones = np.ones(len(interactions), np.float32)
    matrix = sp.coo_matrix((ones, (rows.astype(np.int32), columns.astype(np.int32))))
    recency = np.maximum(0.1, 0.5 ** (interactions.ages / 10)).astype(np.float32)
    weights = sp.coo_matrix((recency, (matrix.row, matrix.col)))
    model = LightFM(16, loss="warp", item_alpha=1e-5, user_alpha=1e-5, random_state=QUICK.seed)
    model.fit(matrix, sample_weight=weights, epochs=QUICK.epochs)
    codes = np.arange(len(items), dtype=np.int32)
    for row, user in enumerate(users[:10]):
        predicted = model.predict(row, codes) - model.user_biases[row]
        assert np.allclose(trained.factors.scores(int(user)), predicted, atol=1e-4)
    assert trained.factors.items.tolist() == items.tolist()


def test_what_was_not_trained_is_not_known(trained: TrainedModel) -> None:
    factors = trained.factors
    assert not factors.knows(6)
    assert not factors.item_known[20:30].any()
    assert not factors.item_factors[~factors.item_known].any()
    assert trained.counts.users == 60
    assert trained.counts.items == 20
    assert trained.counts.positives == trained.counts.events == 480


def test_progress_rises_to_one() -> None:
    told: list[tuple[str, float]] = []
    train(read(two_tastes()), replace(QUICK, epochs=3), lambda stage, share: told.append((stage, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert told[-1] == ("done", 1.0)
    assert {"native", "item-to-item", "next"} <= {stage for stage, _ in told}


def test_the_seed_decides() -> None:
    interactions = read(two_tastes())
    one, again, other = (train(interactions, replace(QUICK, seed=seed), silent) for seed in (1, 1, 2))
    assert np.array_equal(one.factors.item_factors, again.factors.item_factors)
    assert np.array_equal(one.i2i.strengths, again.i2i.strengths)
    assert not np.array_equal(one.factors.item_factors, other.factors.item_factors)


def test_several_threads_learn_the_same_tastes() -> None:
    model = train(read(two_tastes()), replace(QUICK, threads=2), silent)
    near = {key: set(model.i2i.of(key, 3)[0].tolist()) for key in FIRST}
    assert all(keys <= set(FIRST) for keys in near.values())


@pytest.mark.parametrize(
    ("events", "missing"),
    [
        ([], ["0 people", "0 items", "0 positive interactions"]),
        ([event(1, item, item, seq=item) for item in range(1, 30)], ["1 people"]),
        ([event(user, 1, 0, seq=user) for user in range(1, 30)], ["1 items"]),
        ([event(user, item, 0, seq=item) for user in (1, 2) for item in (1, 2)], ["4 positive interactions"]),
    ],
)
def test_refuses_and_names_what_is_missing(events: list[Event], missing: list[str]) -> None:
    with pytest.raises(NotEnoughData) as refusal:
        train(read(events), QUICK, silent)
    assert all(words in str(refusal.value) for words in missing)
    assert refusal.value.remedy


def test_the_least_that_is_enough_trains() -> None:
    events = [event(user, item, item, seq=10 * user + item) for user in range(1, 6) for item in (1, 2)]
    model = train(read(events), QUICK, silent)
    assert np.isfinite(model.factors.item_factors).all()
    assert np.isfinite(model.i2i.strengths).all()
    assert model.next.of(1, 5)[0].tolist() == [2]

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.blend import BlendWeights
from hybrid.candidates import Query
from hybrid.collaborative.links import Links
from hybrid.collaborative.tables import TableSource
from hybrid.domain import SourceName
from hybrid.likeness import Nearest
from hybrid.manifests import decode, encode, recipe_of, recipe_to_json
from hybrid.model import Counts, Manifest, Recipe, StandInSettings, Table
from hybrid.profiles import Decay, Weighing
from hybrid.standins import NOBODY, StandIns
from tests.hybrid.events import clicks

SIZE, COLD = 12, 15


def links(seed: int) -> Links:
    rng = np.random.default_rng(seed)
    neighbours = np.array([[k for k in rng.permutation(SIZE) if k != row][:6] for row in range(SIZE)], np.int32)
    neighbours[rng.random(neighbours.shape) < 0.2] = -1
    strengths = np.where(neighbours >= 0, rng.normal(size=neighbours.shape), 0).astype(np.float32)
    return Links(neighbours, strengths)


def standins(seed: int) -> StandIns:
    rng = np.random.default_rng(seed)
    weights = rng.random((2, 4)).astype(np.float32)
    lenders = np.stack([rng.permutation(SIZE)[:4] for _ in range(2)])
    return StandIns(np.array([13, COLD]), lenders, weights / weights.sum(axis=1, keepdims=True), 0.7)


@given(st.integers(0, 10_000), st.integers(1, 6))
def test_a_table_is_linear_in_the_history_for_known_and_new_items(seed: int, h: int) -> None:
    how = Weighing(Decay(interactions=2.0, last=4))
    source = TableSource(Table("next", SourceName.NEXT, links(seed), how, 1.0), standins(seed))
    profile = clicks(*range(1, h + 1))
    scoring = source.read(Query(profile, np.ones(COLD + 1, bool)))
    assert scoring is not None
    keys = np.array([COLD, 3, 0, 13, 11, 7, 14, 99])
    np.testing.assert_allclose(profile.weights(how) @ scoring.similarity(keys), scoring.raw(keys), atol=1e-5)
    assert not scoring.raw(np.array([14, 99])).any(), "neither trained nor standing in"
    proposed = scoring.propose(5)
    assert (np.diff(scoring.raw(proposed)) <= 0).all()
    assert (scoring.raw(proposed) > 0).all()


def test_a_new_item_scores_like_those_it_borrows_from() -> None:
    borrowing = StandIns(np.array([COLD]), np.array([[2, 3]]), np.array([[0.75, 0.25]], np.float32), 0.5)
    dense = np.arange(SIZE, dtype=np.float32)
    assert borrowing.spread(dense)[COLD] == 0.5 * (0.75 * 2 + 0.25 * 3)
    assert NOBODY.spread(dense) is dense


def test_stand_ins_are_replaced_and_bounded() -> None:
    before = standins(1)
    fresh = StandIns(np.array([COLD, 20]), before.neighbours[::-1], before.weights[::-1], 0.7)
    after = before.replaced(np.array([COLD, 20]), fresh, most=2)
    assert after.keys.tolist() == [COLD, 20], "the newest stay"
    gone = before.replaced(np.array([13]), NOBODY, most=9)
    assert gone.keys.tolist() == [COLD]


def test_more_alike_lends_more_and_what_is_like_nothing_borrows_from_all_the_same() -> None:
    worth = np.array([[4.0, 1.0, 0.0], [0.004, 0.001, 0.0], [0.0, 0.0, 0.0]])
    alike = Nearest(np.array([13, 14, 15]), np.tile([1, 2, 3], (3, 1)), worth)
    found = alike.lent(StandInSettings(least=0.3, strength=0.6))
    assert found.keys.tolist() == [13, 14], "who is like nobody borrows nothing"
    assert found.weights[0] == pytest.approx(np.array([4.1, 1.1, 0.1]) / 5.3)
    assert found.weights[1] == pytest.approx(1 / 3, abs=0.01)
    assert found.strength == 0.6


def test_what_training_chose_for_stand_ins_survives_the_manifest() -> None:
    chosen = StandInSettings(neighbours=40, power=4.0, least=0.25, strength=0.55, slot=0.9)
    recipe = Recipe(BlendWeights((), ()), 1.0, Weighing(Decay(interactions=2.0)), 0.1, chosen)
    manifest = Manifest("v", 0, Counts(1, 1, 1, 1, None), recipe=recipe_to_json(recipe, []))
    assert recipe_of(decode(encode(manifest).encode(), "v")).standins == chosen

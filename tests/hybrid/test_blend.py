import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.blend import Blended, BlendWeights, Knot, blend
from hybrid.domain import SourceName
from hybrid.profiles import Decay, Weighing
from tests.hybrid.events import clicks
from tests.hybrid.scorings import Linear, Prior

FLAT = Weighing(Decay(interactions=None))
FADING = Weighing(Decay(interactions=2.0, last=3))
SIZE = 30
WEIGHTS = {"native": 1.0, "next": 2.0, "content": 0.5, "popular": -0.1}


def dense(**scores: float) -> np.ndarray:
    made = np.zeros(SIZE, np.float32)
    for key, score in scores.items():
        made[int(key[1:])] = score
    return made


def test_scores_are_weighted_sums_over_scales() -> None:
    lists = [Prior("native", dense(i1=2.0, i2=1.0), SourceName.LIGHTFM, 0.5), Prior("popular", dense(i2=5.0))]
    blended = blend(lists, clicks(10, 11), WEIGHTS, WEIGHTS, k=10)
    assert dict(zip(blended.keys.tolist(), blended.scores.tolist(), strict=True)) == {
        1: pytest.approx(4.0),
        2: pytest.approx(2.0 - 0.5),
    }
    assert blended.sources(0) == (SourceName.LIGHTFM,)


def test_a_negative_weight_proposes_nothing() -> None:
    blended = blend([Prior("popular", dense(i2=5.0))], clicks(10), WEIGHTS, WEIGHTS, k=10)
    assert blended.keys.size == 0


def test_nothing_from_nothing() -> None:
    assert blend([], clicks(), WEIGHTS, WEIGHTS, k=10).keys.size == 0
    only = blend([], clicks(), WEIGHTS, WEIGHTS, k=10, only=np.array([3, 4]))
    assert only.keys.tolist() == [3, 4]
    assert only.scores.tolist() == [0, 0]


def test_exactly_the_wanted_keys_are_scored() -> None:
    blended = blend([Prior("native", dense(i1=2.0, i2=1.0))], clicks(10), WEIGHTS, WEIGHTS, k=1, only=np.array([2, 9]))
    assert blended.keys.tolist() == [2, 9]


def test_weights_go_from_knot_to_knot_without_a_cliff() -> None:
    weights = BlendWeights(
        known=(Knot(3, {"native": 0.2}), Knot(100, {"native": 1.0, "next": 1.0})),
        unknown=(Knot(0, {"popular": 1.0}), Knot(10, {"next": 1.0})),
    )
    native = [weights.at(n, True)["native"] for n in range(200)]
    assert native[0] == native[3] == pytest.approx(0.2)
    assert native[100] == native[199] == pytest.approx(1.0)
    assert np.diff(native).min() >= 0
    assert np.diff(native).max() < 0.1
    assert weights.at(0, False) == {"popular": 1.0, "next": 0.0}
    assert BlendWeights((), (Knot(0, {"popular": 1.0}),)).at(5, True) == {"popular": 1.0}


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[int], dict[str, np.ndarray], np.ndarray, Weighing, BlendWeights]:
    h = draw(st.integers(1, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    tables = {c: rng.normal(size=(SIZE, SIZE)) * (rng.random((SIZE, SIZE)) < 0.4) for c in ("next", "content")}
    weights = BlendWeights((), (Knot(0, {"popular": 1.0}), Knot(8, {"next": 1.0, "content": 0.4, "popular": -0.2})))
    return list(range(1, h + 1)), tables, rng.random(SIZE) + 0.1, draw(st.sampled_from([FLAT, FADING])), weights


def build(
    items: list[int], tables: dict[str, np.ndarray], popular: np.ndarray, how: Weighing, weights: BlendWeights
) -> Blended:
    profile = clicks(*items)
    lists = [Linear(c, profile, table, how, size=SIZE) for c, table in tables.items()]
    n = profile.interactions
    every = np.arange(SIZE)
    return blend([*lists, Prior("popular", popular)], profile, weights.at(n, False), weights.at(n - 1, False), 9, every)


@given(worlds())
def test_a_drop_is_exactly_what_removing_the_entry_does(
    world: tuple[list[int], dict[str, np.ndarray], np.ndarray, Weighing, BlendWeights],
) -> None:
    items, tables, popular, how, weights = world
    blended = build(items, tables, popular, how, weights)
    drops = blended.drops(range(SIZE))
    for row, removed in enumerate(items):
        never = build([i for i in items if i != removed], tables, popular, how, weights)
        left = dict(zip(never.keys.tolist(), never.scores.tolist(), strict=True))
        after = np.array([left[key] for key in blended.keys.tolist()])
        np.testing.assert_allclose(blended.scores - after, drops[row], atol=1e-4)


@given(worlds())
def test_best_first_and_parts_add_up(
    world: tuple[list[int], dict[str, np.ndarray], np.ndarray, Weighing, BlendWeights],
) -> None:
    blended = build(*world)
    assert sorted(blended.keys.tolist()) == list(range(SIZE))
    assert (np.diff(blended.scores) <= 1e-12).all()
    np.testing.assert_allclose(blended.parts.sum(axis=0), blended.scores)

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hybrid.blend import BlendSettings, blend
from hybrid.candidates import Scored, best
from hybrid.domain import SourceName
from hybrid.profiles import Decay, Profile
from tests.hybrid.events import clicks

FLAT = Decay(interactions=None)
SETTINGS = BlendSettings(weights={"native": 1.0, "i2i": 1.0, "content": 0.5, "popular": 0.2})
SIZE = 30


def prior(channel: str, scores: dict[int, float], name: SourceName = SourceName.POPULAR) -> Scored:
    keys = np.array(sorted(scores, key=lambda key: -scores[key]), np.int64)
    return Scored(channel, name, keys, np.array([scores[int(k)] for k in keys], np.float32))


def linear(channel: str, profile: Profile, similarity: np.ndarray, decay: Decay = FLAT) -> Scored | None:
    """A source whose list is what the history times ``similarity`` (h, SIZE) scores above zero."""
    keys = np.arange(SIZE)
    scores = profile.weights(decay) @ similarity
    at = best(keys, scores, np.ones(SIZE, bool), SIZE)
    if not at.size:
        return None
    return Scored(channel, SourceName.LIGHTFM, keys[at], scores[at], similarity[:, at], decay, profile)


def test_reciprocal_ranks_are_weighted_and_added() -> None:
    blended = blend([prior("native", {1: 9.0, 2: 8.0}), prior("popular", {2: 5.0})], clicks(*range(10, 20)), SETTINGS)
    assert blended.keys.tolist() == [2, 1]
    expected = (1.0 / 62 + 0.2 / 61) / (2.7 / 61)
    np.testing.assert_allclose(blended.scores[0], expected)
    assert blended.ranks(0) == {"native": 2, "popular": 1}


def test_the_persons_own_factors_ramp_in_without_a_cliff() -> None:
    weights = [SETTINGS.weight("native", n) for n in range(13)]
    steps = np.diff(weights)
    assert weights[0] == 0
    assert weights[-1] == 1
    assert steps.max() <= 0.1 + 1e-9
    assert SETTINGS.weight("i2i", 1) == 1.0


def test_nothing_from_nothing() -> None:
    assert blend([], clicks(), SETTINGS).keys.size == 0


def test_sources_are_named_once_largest_first() -> None:
    profile = clicks(1)
    both = [
        prior("popular", {7: 1.0}),
        prior("content", {7: 1.0}, SourceName.CONTENT),
        prior("i2i", {7: 1.0}, SourceName.LIGHTFM),
    ]
    assert blend(both, profile, SETTINGS).sources(0) == (
        SourceName.LIGHTFM,
        SourceName.CONTENT,
        SourceName.POPULAR,
    )


@st.composite
def worlds(draw: st.DrawFn) -> tuple[int, dict[str, np.ndarray], dict[int, float], Decay]:
    h = draw(st.integers(1, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    tables = {
        c: (rng.random((SIZE, SIZE)) * (rng.random((SIZE, SIZE)) < 0.4)).astype(np.float32) for c in ("i2i", "content")
    }
    popular = {int(k): float(v) for k, v in zip(rng.permutation(SIZE)[:8], rng.random(8) + 0.1, strict=True)}
    return h, tables, popular, draw(st.sampled_from([FLAT, Decay(interactions=2.0)]))


def build(profile: Profile, tables: dict[str, np.ndarray], popular: dict[int, float], decay: Decay):
    lists = [linear(c, profile, table[profile.items], decay) for c, table in tables.items()]
    return blend([s for s in [*lists, prior("popular", popular)] if s is not None], profile, SETTINGS)


@given(worlds())
def test_a_positive_contribution_is_a_cause(
    world: tuple[int, dict[str, np.ndarray], dict[int, float], Decay],
) -> None:
    """Removing the entry lowers the candidate's score by at least the share that is claimed."""
    h, tables, popular, decay = world
    items = list(range(1, h + 1))
    blended = build(clicks(*items), tables, popular, decay)
    shares = blended.contributions(range(min(10, blended.keys.size)))
    for row, removed in enumerate(items):
        never = build(clicks(*[i for i in items if i != removed]), tables, popular, decay)
        left = dict(zip(never.keys.tolist(), never.scores.tolist(), strict=True))
        for column, share in enumerate(shares[row]):
            before = blended.scores[column]
            if share > 1e-9:
                assert left.get(int(blended.keys[column]), 0.0) <= before * (1 - share) + 1e-9


@given(worlds())
def test_best_first_without_duplicates_in_unit_range(
    world: tuple[int, dict[str, np.ndarray], dict[int, float], Decay],
) -> None:
    h, tables, popular, decay = world
    blended = build(clicks(*range(1, h + 1)), tables, popular, decay)
    assert len(set(blended.keys.tolist())) == blended.keys.size
    assert (np.diff(blended.scores) <= 0).all()
    assert 0 < blended.scores.max() <= 1
    np.testing.assert_allclose(blended.parts.sum(axis=0), blended.scores)

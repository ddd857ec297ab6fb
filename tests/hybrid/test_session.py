"""The items that a request names: read like a short history, and truly accounted for."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.blend import blend
from hybrid.candidates import Query
from hybrid.domain import SourceName
from hybrid.profiles import EMPTY, Decay, Engagement, Profile, Weighing, fold
from hybrid.session import CHANNEL, MOST, read, session_of, weighed
from tests.hybrid.events import NOW, clicks, event
from tests.hybrid.scorings import Linear, Prior

SIZE = 30
KEYS = np.arange(SIZE)
TABLES = np.random.default_rng(3).normal(0.1, 1.0, (2, SIZE, SIZE)).astype(np.float32)
FADING = Weighing(Decay(interactions=2.0, last=4))


class Tables:
    """Two sources that read a history, and one that does not."""

    def read(self, query: Query) -> list[Linear | Prior]:
        linear = [
            Linear(name, query.profile, table, FADING, size=SIZE)
            for name, table in zip(("next", "ease"), TABLES, strict=True)
        ]
        return [*linear, Prior("popular", np.linspace(0, 1, SIZE, dtype=np.float32))]


class One:
    """One of them."""

    def __init__(self, at: int) -> None:
        self.at = at

    def read(self, query: Query) -> Linear | Prior:
        return Tables().read(query)[self.at]


SOURCES = [One(0), One(1), One(2)]


def scores(profile: Profile, session: Profile) -> np.ndarray:
    """By key: as ``recommend`` does it, with weights that hang on how much was met."""
    query = Query(profile, np.ones(SIZE, bool), session=session)
    scorings = [*(source.read(query) for source in SOURCES), *read(SOURCES, query)]
    blended = blend(scorings, profile, weights(profile, session), weights(profile, session, 1), SIZE, KEYS, session)
    return blended.scores[np.argsort(blended.keys)]


def weights(profile: Profile, session: Profile, less: int = 0) -> dict[str, float]:
    n = max(profile.interactions + session.interactions - less, 0)
    own = {"next": 1.0 + 0.1 * n, "ease": 0.5, "popular": 1.0 / (1 + n)}
    return {**own, **weighed(own)}


@given(
    st.lists(st.integers(0, SIZE - 1), max_size=6),
    st.lists(st.integers(0, SIZE - 1), min_size=1, max_size=6, unique=True),
)
@settings(max_examples=60, deadline=None)
def test_a_named_items_drop_is_what_leaving_it_out_takes_away(history: list[int], named: list[int]) -> None:
    profile = clicks(*history)
    session = session_of(named, NOW, Engagement(), profile)
    query = Query(profile, np.ones(SIZE, bool), session=session)
    scorings = [*(source.read(query) for source in SOURCES), *read(SOURCES, query)]
    given_now, before = weights(profile, session), weights(profile, session, 1)
    blended = blend(scorings, profile, given_now, before, SIZE, KEYS, session)
    now = scores(profile, session)
    for row, key in enumerate(named):
        without = scores(profile, session_of([k for k in named if k != key], NOW, Engagement(), profile))
        drops = blended.session_drops(range(SIZE))[row][np.argsort(blended.keys)]
        np.testing.assert_allclose(now - without, drops, atol=1e-4)
    rows = blended.drops(range(SIZE))
    for row, key in enumerate(profile.items.tolist()):
        without = scores(clicks(*[k for k in dict.fromkeys(history) if k != key]), session)
        np.testing.assert_allclose((now - without)[blended.keys], rows[row], atol=1e-4)


def test_the_session_is_read_under_its_own_name_and_what_reads_no_history_is_not_read_twice() -> None:
    query = Query(clicks(1), np.ones(SIZE, bool), session=session_of([5, 6], NOW, Engagement()))
    found = list(read(SOURCES, query))
    assert [s.channel for s in found] == [CHANNEL + "next", CHANNEL + "ease"]
    assert {s.name for s in found} == {SourceName.CONTEXT}
    assert all(s.similarity(KEYS).shape == (2, SIZE) for s in found)
    assert list(read(SOURCES, Query(clicks(1), np.ones(SIZE, bool)))) == []


def test_a_session_keeps_the_order_of_what_was_named_and_leaves_out_what_is_not_liked() -> None:
    assert session_of([4, 9, 4, 2], NOW, Engagement()).items.tolist() == [4, 9, 2]
    history = fold([event(9, "rating", 1.0), event(2, "hide"), event(4, "click")], NOW, Engagement())
    assert session_of([4, 9, 2, 7], NOW, Engagement(), history).items.tolist() == [4, 7]
    assert len(session_of(range(1, 99), NOW, Engagement())) == MOST
    assert len(session_of([], NOW, Engagement(), EMPTY)) == 0

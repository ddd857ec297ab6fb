from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.candidates import Query
from hybrid.content.indexer import Indexer
from hybrid.content.source import ContentSource, ContextSource
from hybrid.content.space import ContentSpace
from hybrid.domain import SourceName
from hybrid.profiles import Decay, Engagement, fold
from hybrid.store import Store
from tests.hybrid.content.worlds import KITCHEN, SEA, SPACE, Letters, indexer, records
from tests.hybrid.events import NOW, clicks, event

DECAY = Decay(interactions=3.0, last=20)
TITLES = SEA + SPACE + KITCHEN
SIZE = len(TITLES) + 1
SEA_KEYS, SPACE_KEYS = set(range(1, 6)), set(range(6, 11))


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> ContentSpace:
    folder = tmp_path_factory.mktemp("source")
    store = Store.open(folder, lambda: 0)
    made: Indexer = indexer(folder, store)
    made.reconcile()
    made.apply(store.catalog.upsert(records(TITLES)))
    return made.space


def everything() -> np.ndarray:
    mask = np.ones(SIZE, np.bool_)
    mask[0] = False
    return mask


def test_brings_what_resembles_the_history(space: ContentSpace) -> None:
    profile = clicks(1, 2)
    allowed = everything()
    allowed[profile.seen] = False
    scored = ContentSource(space, DECAY).score(Query(profile, allowed))
    assert scored is not None
    assert (scored.channel, scored.name) == ("content", SourceName.CONTENT)
    assert set(scored.keys[:3]) == SEA_KEYS - {1, 2}
    assert not set(scored.keys) & {1, 2}


@given(
    st.lists(st.integers(1, SIZE + 3), min_size=1, max_size=12),
    st.sets(st.integers(1, SIZE - 1)),
    st.integers(1, 12),
    st.lists(st.integers(1, SIZE + 3), max_size=4, unique=True),
    st.sampled_from(["click", "dislike", "view", "purchase"]),
)
@settings(max_examples=60, deadline=None)
def test_scores_are_the_weights_times_the_similarities(
    space: ContentSpace, history: list[int], blocked: set[int], k: int, extra: list[int], kind: str
) -> None:
    profile = fold([event(key, kind if n % 3 else "click", seq=n) for n, key in enumerate(history)], NOW, Engagement())
    allowed = everything()
    allowed[list(blocked)] = False
    scored = ContentSource(space, DECAY).score(Query(profile, allowed, k=k, extra=np.array(extra, np.int64)))
    if scored is None:
        return
    assert scored.similarity is not None
    assert scored.similarity.shape == (len(profile), len(scored.keys))
    np.testing.assert_allclose(profile.weights(DECAY) @ scored.similarity, scored.scores, atol=1e-5)
    assert (np.diff(scored.scores) <= 0).all()
    assert {key for key in extra if key < SIZE} <= set(scored.keys)
    assert all(allowed[key] or key in extra for key in scored.keys)
    assert len(set(scored.keys) - set(extra)) <= k
    for row, past in enumerate(profile.items):
        assert not scored.similarity[row, scored.keys == past].any()


def test_without_the_entry_that_brought_it_a_candidate_scores_lower(space: ContentSpace) -> None:
    scored = ContentSource(space, DECAY).score(Query(clicks(1, 6), everything()))
    assert scored is not None
    assert scored.similarity is not None
    assert scored.without is not None
    lifted = scored.similarity[1] > 0
    assert set(scored.keys[lifted]) & SPACE_KEYS
    assert (scored.without[1][lifted] < scored.scores[lifted]).all()


def test_says_nothing_without_a_history_it_knows(space: ContentSpace) -> None:
    source = ContentSource(space, DECAY)
    assert source.score(Query(clicks(), everything())) is None
    assert source.score(Query(clicks(SIZE + 50), everything())) is None
    assert source.score(Query(clicks(1), np.zeros(SIZE, np.bool_))) is None


def test_a_shorter_and_a_longer_mask_than_the_space_are_fine(space: ContentSpace) -> None:
    for size in (4, SIZE + 40):
        scored = ContentSource(space, DECAY).score(Query(clicks(1), np.ones(size, np.bool_), extra=np.array([2, 90])))
        assert scored is not None
        assert set(scored.keys) < set(range(size)) | {2}


def test_context_brings_what_was_asked_for(space: ContentSpace) -> None:
    source = ContextSource(space)
    scored = source.score(Query(clicks(1), everything(), k=3, text="an astronaut in outer space", extra=np.array([15])))
    assert scored is not None
    assert (scored.channel, scored.name, scored.similarity) == ("context", SourceName.CONTEXT, None)
    assert set(scored.keys[:2]) <= SPACE_KEYS
    assert 15 in scored.keys
    for text in (None, "", "   \n"):
        assert source.score(Query(clicks(1), everything(), text=text)) is None


def test_context_is_left_out_while_the_embedder_is_down(tmp_path: Path, store: Store) -> None:
    letters = Letters()
    made = indexer(tmp_path, store, letters)
    made.reconcile()
    made.apply(store.catalog.upsert(records(TITLES)))
    query = Query(clicks(1), everything(), text="rocket")
    source = ContextSource(made.space)
    assert source.score(query) is not None
    letters.broken = True
    assert source.score(query) is None
    made.close()

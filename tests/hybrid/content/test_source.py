from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.candidates import Query
from hybrid.content.indexer import Indexer
from hybrid.content.source import ContentScoring, ContentSource, ContextSource
from hybrid.content.space import ContentSpace
from hybrid.domain import SourceName
from hybrid.profiles import Decay, Engagement, Reading, Weighing, fold
from hybrid.store import Store
from hybrid.store.words import ItemWords
from tests.hybrid.content.worlds import KITCHEN, SEA, SPACE, Letters, indexer, records
from tests.hybrid.events import NOW, clicks, event

DECAY = Decay(interactions=3.0, last=20)
HOW = Weighing(DECAY)
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


def read(space: ContentSpace, query: Query, how: Weighing = HOW) -> ContentScoring:
    scoring = ContentSource(space, how).read(query)
    assert scoring is not None
    return scoring


def test_proposes_what_resembles_the_history(space: ContentSpace) -> None:
    profile = clicks(1, 2)
    allowed = everything()
    allowed[profile.seen] = False
    scoring = read(space, Query(profile, allowed))
    assert (scoring.channel, scoring.name) == ("content", SourceName.CONTENT)
    proposed = scoring.propose(SIZE)
    assert set(proposed[:3]) == SEA_KEYS - {1, 2}
    assert not set(proposed) & {1, 2}


@given(
    st.lists(st.integers(1, SIZE + 3), min_size=1, max_size=12),
    st.sets(st.integers(1, SIZE - 1)),
    st.integers(1, 12),
    st.sampled_from(["click", "dislike", "view", "purchase"]),
    st.sampled_from(list(Reading)),
)
@settings(max_examples=60, deadline=None)
def test_scores_are_the_weights_times_the_similarities(
    space: ContentSpace, history: list[int], blocked: set[int], k: int, kind: str, reading: Reading
) -> None:
    profile = fold([event(key, kind if n % 3 else "click", seq=n) for n, key in enumerate(history)], NOW, Engagement())
    allowed = everything()
    allowed[list(blocked)] = False
    how = Weighing(DECAY, reading)
    scoring = read(space, Query(profile, allowed), how)
    keys = np.arange(SIZE + 5)
    similarity = scoring.similarity(keys)
    assert similarity.shape == (len(profile), len(keys))
    np.testing.assert_allclose(profile.weights(how) @ similarity, scoring.raw(keys), atol=1e-5)
    for row, past in enumerate(profile.items):
        assert similarity[row, past] == 0, "an item says nothing about itself"
    proposed = scoring.propose(k)
    assert len(set(proposed)) == len(proposed) <= k
    assert allowed[proposed].all()


def test_says_nothing_without_a_history(space: ContentSpace) -> None:
    assert ContentSource(space, HOW).read(Query(clicks(), everything())) is None
    assert not read(space, Query(clicks(SIZE + 50), everything())).propose(5).size
    assert not read(space, Query(clicks(1), np.zeros(SIZE, np.bool_))).propose(5).size


def test_a_shorter_and_a_longer_mask_than_the_space_are_fine(space: ContentSpace) -> None:
    for size in (4, SIZE + 40):
        proposed = read(space, Query(clicks(1), np.ones(size, np.bool_))).propose(SIZE)
        assert proposed.size
        assert set(proposed) < set(range(size))


def test_context_brings_what_was_asked_for_and_nothing_far_from_it(space: ContentSpace) -> None:
    source = ContextSource(space)
    scoring = source.read(Query(clicks(1), everything(), text="an astronaut in outer space"))
    assert scoring is not None
    assert (scoring.channel, scoring.name, scoring.weighing) == ("context", SourceName.CONTEXT, None)
    proposed = scoring.propose(SIZE)
    assert set(proposed[:2]) <= SPACE_KEYS
    assert (scoring.raw(proposed) > 0).all()
    far = np.setdiff1d(np.arange(1, SIZE), proposed)
    assert far.size
    assert not scoring.raw(far).any()
    for text in (None, "", "   \n"):
        assert source.read(Query(clicks(1), everything(), text=text)) is None


def test_context_is_left_out_while_the_embedder_is_down(tmp_path: Path, store: Store) -> None:
    letters = Letters()
    made = indexer(tmp_path, store, letters)
    made.reconcile()
    made.apply(store.catalog.upsert(records(TITLES)))
    query = Query(clicks(1), everything(), text="rocket")
    source = ContextSource(made.space)
    assert source.read(query) is not None
    letters.broken = True
    assert source.read(query) is None
    words = ItemWords(store.database)
    by_words = ContextSource(made.space, words).read(query)
    assert by_words is not None
    assert by_words.propose(5).tolist() == [6], "its words find it without an embedder"
    assert ContextSource(made.space, words).read(Query(clicks(1), everything(), text="nowhere")) is None
    made.close()


def test_words_add_to_meaning_and_bring_what_is_allowed(tmp_path: Path, store: Store) -> None:
    made = indexer(tmp_path, store)
    made.reconcile()
    made.apply(store.catalog.upsert(records(TITLES)))
    allowed = everything()
    allowed[11] = False
    query = Query(clicks(1), allowed, text="an astronaut, or a cook")
    by_meaning, by_both = (ContextSource(made.space, words).read(query) for words in (None, ItemWords(store.database)))
    assert by_meaning is not None
    assert by_both is not None
    keys = np.arange(SIZE + 9)
    more = by_both.raw(keys) - by_meaning.raw(keys)
    assert set(np.flatnonzero(more)) == {7, 11, 15}, "astronauts, the French cook, two cooks"
    assert (more >= 0).all()
    proposed = by_both.propose(4)
    assert len(set(proposed)) == len(proposed) == 4
    assert {7, 15} <= set(proposed)
    assert 11 not in proposed
    assert list(by_both.raw(proposed)) == sorted(by_both.raw(proposed), reverse=True)
    made.close()

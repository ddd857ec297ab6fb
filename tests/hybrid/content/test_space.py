"""Search under masks, and what happens when the index fails."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.content.chroma import ChromaFolder
from hybrid.content.space import ContentSpace
from hybrid.content.table import VectorTable
from hybrid.domain import Floats, Keys
from hybrid.errors import IndexFailed
from tests.hybrid.content.worlds import WORDLLAMA, Letters

N, DIMS = 5000, 24


def cloud(n: int = N, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    middles = rng.normal(size=(20, DIMS))
    return (rng.normal(size=(n, DIMS)) + 2 * middles[rng.integers(0, 20, n)]).astype(np.float32)


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> ContentSpace:
    made = ContentSpace(
        Letters(),
        VectorTable(np.full(DIMS, 0.05, np.float32)),
        ChromaFolder(tmp_path_factory.mktemp("space") / "index").open("items-x-1"),
    )
    made.add(np.arange(1, N + 1), cloud(), ["h"] * N)
    return made


def exact(space: ContentSpace, vector: np.ndarray, allowed: np.ndarray, k: int) -> np.ndarray:
    keys = np.flatnonzero(allowed & space.has)
    cosines = space.vectors(keys) @ (vector / np.linalg.norm(vector))
    return np.asarray(keys[np.lexsort((keys, -cosines))][:k])


@pytest.mark.parametrize("share", [1.0, 0.9, 0.5, 0.2, 0.05, 0.01])
def test_recall_against_an_exact_filter(space: ContentSpace, share: float) -> None:
    rng = np.random.default_rng(1)
    allowed = rng.random(N + 1) < share
    recall = []
    for _ in range(40):
        vector = space.vectors(rng.integers(1, N + 1, 3)).sum(axis=0)
        keys, cosines = space.search(vector, allowed, 100)
        wanted = exact(space, vector, allowed, 100)
        assert len(keys) == len(wanted)
        assert allowed[keys].all()
        np.testing.assert_allclose(cosines, space.vectors(keys) @ (vector / np.linalg.norm(vector)), atol=1e-5)
        recall.append(len(set(keys) & set(wanted)) / len(wanted))
    assert np.mean(recall) >= 0.95


@given(st.integers(0, 999), st.integers(0, 60), st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_few_allowed_are_compared_exactly(space: ContentSpace, seed: int, few: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    allowed = np.zeros(rng.integers(1, N + 500), np.bool_)
    allowed[rng.integers(0, allowed.size, few)] = True
    vector = rng.normal(size=DIMS).astype(np.float32)
    padded = np.zeros(space.has.size, np.bool_)
    size = min(padded.size, allowed.size)
    padded[:size] = allowed[:size]
    keys, cosines = space.search(vector, allowed, k)
    assert keys.tolist() == exact(space, vector, padded, k).tolist()
    assert (np.diff(cosines) <= 0).all()


def test_a_direction_is_needed(space: ContentSpace) -> None:
    keys, cosines = space.search(np.zeros(DIMS, np.float32), np.ones(N + 1, np.bool_), 10)
    assert keys.size == cosines.size == 0


def test_what_was_added_is_found_and_what_was_removed_is_not(tmp_path: Path) -> None:
    folder = ChromaFolder(tmp_path / "index")
    space = ContentSpace(Letters(), VectorTable(np.zeros(DIMS, np.float32)), folder.open("items-x-1"))
    space.add(np.arange(1, 301), cloud(300), ["h"] * 300)
    allowed = np.ones(2000, np.bool_)
    fresh = cloud(1, seed=9)
    space.add(np.array([1500]), fresh, ["new"])
    assert space.search(fresh[0], allowed, 1)[0].tolist() == [1500]
    assert space.has[1500]
    space.remove(np.array([1500, 1999]))
    assert 1500 not in space.search(fresh[0], allowed, 300)[0]
    assert not space.has[1500]
    assert not space.vectors(np.array([1500])).any()
    folder.close()


class FailingIndex:
    """A vector index that is out of order."""

    def upsert(self, keys: Keys, vectors: Floats, hashes: Sequence[str]) -> None:
        raise IndexFailed("disk full")

    def delete(self, keys: Keys) -> None:
        raise IndexFailed("disk full")

    def query(self, vector: Floats, k: int) -> tuple[Keys, Floats]:
        raise IndexFailed("disk full")

    def entries(self) -> dict[int, str]:
        raise IndexFailed("disk full")


def test_a_failing_index_costs_speed_and_not_answers() -> None:
    space = ContentSpace(Letters(), VectorTable(np.zeros(DIMS, np.float32)), FailingIndex())
    space.add(np.arange(1, 101), cloud(100), ["h"] * 100)
    assert space.degraded
    allowed = np.ones(101, np.bool_)
    vector = space.vectors(np.array([5]))[0]
    assert space.search(vector, allowed, 20)[0].tolist() == exact(space, vector, allowed, 20).tolist()
    space.remove(np.array([5]))
    assert 5 not in space.search(vector, allowed, 100)[0]


def test_a_text_that_says_nothing_points_nowhere(space: ContentSpace, tmp_path: Path) -> None:
    assert not space.embed_query("  ").any()
    folder = ChromaFolder(tmp_path / "index")
    empty = ContentSpace(WORDLLAMA, VectorTable(np.zeros(0, np.float32)), folder.open("items-x-1"))
    assert empty.embed_query("anything").shape == (0,)
    assert empty.search(empty.embed_query("anything"), np.ones(5, np.bool_), 3)[0].size == 0
    folder.close()

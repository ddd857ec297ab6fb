import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from hybrid.content.chroma import DATABASE, ChromaFolder, Health, check
from hybrid.errors import IndexFailed

N = 1500


def unit(n: int, seed: int = 0) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(n, 32)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one collection on disk, closed."""
    path = tmp_path_factory.mktemp("written") / "index"
    folder = ChromaFolder(path)
    index = folder.open("items-a-1")
    index.upsert(np.arange(1, N + 1), unit(N), [f"h{n}" for n in range(N)])
    index.query(unit(1)[0], 1)
    folder.close()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[ChromaFolder]:
    made = ChromaFolder(tmp_path / "index")
    yield made
    made.close()


def test_finds_the_nearest_best_first(folder: ChromaFolder) -> None:
    index, vectors = folder.open("items-x-1"), unit(6000)
    index.upsert(np.arange(1, 6001), vectors, ["h"] * 6000)
    recall = []
    for row in range(0, 6000, 300):
        keys, cosines = index.query(vectors[row], 50)
        exact = vectors @ vectors[row]
        assert keys[0] == row + 1
        np.testing.assert_allclose(cosines, exact[keys - 1], atol=1e-5)
        assert (np.diff(cosines) <= 1e-6).all()
        recall.append(len(set(keys) & set(np.argsort(-exact)[:50] + 1)) / 50)
    assert np.mean(recall) >= 0.95


def test_a_change_is_seen_by_the_next_query(folder: ChromaFolder) -> None:
    index, vectors = folder.open("items-x-1"), unit(10)
    assert index.query(vectors[0], 5)[0].size == 0
    index.upsert(np.array([7, 8]), vectors[:2], ["a", "b"])
    assert index.query(vectors[0], 5)[0].tolist()[0] == 7
    assert index.query(vectors[0], 0)[0].size == 0
    index.upsert(np.array([7]), vectors[5:6], ["c"])
    assert index.query(vectors[5], 1)[0].tolist() == [7]
    index.delete(np.array([7, 99]))
    assert index.entries() == {8: "b"}
    assert index.query(vectors[5], 5)[0].tolist() == [8]


def test_what_is_held_is_told_also_beyond_the_variables_of_one_statement(folder: ChromaFolder) -> None:
    index, n = folder.open("items-x-1"), 33_000  # SQLite takes 32,766
    turns = np.linspace(0, 2 * np.pi, n, endpoint=False)
    vectors = np.column_stack([np.cos(turns), np.sin(turns)]).astype(np.float32)
    index.upsert(np.arange(1, n + 1), vectors, [f"h{row}" for row in range(n)])
    assert index.entries() == {row + 1: f"h{row}" for row in range(n)}


def test_collections_not_kept_are_dropped_and_say_so(folder: ChromaFolder) -> None:
    old, new = folder.open("items-x-1"), folder.open("items-x-2")
    for index in (old, new):
        index.upsert(np.array([1]), unit(1), ["a"])
    folder.keep(["items-x-2", "items-never"])
    assert folder.names() == ["items-x-2"]
    with pytest.raises(IndexFailed):
        old.query(unit(1)[0], 1)
    assert new.entries() == {1: "a"}


def test_the_folder_is_only_ours_and_says_nothing_to_anyone(folder: ChromaFolder, tmp_path: Path) -> None:
    assert (tmp_path / "index").stat().st_mode & 0o777 == 0o700
    settings = folder._client.get_settings()
    assert settings.anonymized_telemetry is False
    assert not settings.chroma_otel_collection_endpoint


def test_a_sound_folder_is_found_so_and_stays_as_it_is(written: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(written, tmp_path / "index"))
    assert check(copy) is Health.OK
    folder = ChromaFolder.sound(copy)
    entries = folder.open("items-a-1").entries()
    folder.close()
    assert entries == {n + 1: f"h{n}" for n in range(N)}


def test_no_folder_is_absent(tmp_path: Path) -> None:
    assert check(tmp_path / "none") is Health.ABSENT
    (tmp_path / "empty").mkdir()
    assert check(tmp_path / "empty") is Health.ABSENT


def _half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _noise(path: Path) -> None:
    path.write_bytes(np.random.default_rng(0).bytes(path.stat().st_size))


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        (DATABASE, Path.unlink),
        (DATABASE, _noise),
        ("data_level0.bin", _half),
        ("data_level0.bin", _noise),
        ("header.bin", _half),  # queries pass, the next new point is a segmentation fault
        ("link_lists.bin", Path.unlink),
        ("index_metadata.pickle", _half),
    ],
)
def test_a_broken_folder_is_noticed_and_made_anew(
    written: Path, tmp_path: Path, file: str, damage: Callable[[Path], None]
) -> None:
    copy = Path(shutil.copytree(written, tmp_path / "index"))
    damage(next(copy.rglob(file)))
    folder = ChromaFolder.sound(copy)
    assert folder.names() == [], "it was not noticed"
    index = folder.open("items-a-1")
    index.upsert(np.array([1]), unit(1), ["new"])
    assert index.query(unit(1)[0], 1)[0].tolist() == [1]
    folder.close()


def test_a_check_that_takes_too_long_finds_it_broken(written: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(written, tmp_path / "index"))
    assert check(copy, timeout=0.001) is Health.BROKEN

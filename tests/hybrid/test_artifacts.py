from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.artifacts import DTYPES, TABLE_DTYPES, TEMPORARY, Artifacts
from hybrid.errors import BadArtifact, NotFound
from hybrid.model import TrainedModel
from tests.hybrid.collaborative.worlds import trained as train
from tests.hybrid.collaborative.worlds import two_tastes

TABLES = ("next", "i2i")
FILES = (*DTYPES, *(f"{table}_{part}" for table in TABLES for part in TABLE_DTYPES))

ROOT = Path(__file__).parents[2]
NOON = 1_790_000_000_000_000


@pytest.fixture(scope="module")
def trained() -> TrainedModel:
    return train(two_tastes(20))


@pytest.fixture
def artifacts(tmp_path: Path) -> Artifacts:
    ticks = count(NOON, 1_000_000)
    return Artifacts(tmp_path / "models", lambda: next(ticks))


@pytest.mark.parametrize("mmap", [True, False])
def test_what_is_written_is_read(artifacts: Artifacts, trained: TrainedModel, mmap: bool) -> None:
    version = artifacts.write(trained)
    model = artifacts.load(version, mmap)
    for name in DTYPES:
        assert np.array_equal(getattr(model.factors, name), getattr(trained.factors, name))
    assert [table.name for table in model.tables] == list(TABLES)
    for found, table in zip(model.tables, trained.tables, strict=True):
        assert np.array_equal(found.links.neighbours, table.links.neighbours)
        assert np.array_equal(found.links.strengths, table.links.strengths)
        assert (found.source, found.weighing, found.scale) == (table.source, table.weighing, table.scale)
    assert model.recipe == trained.recipe
    assert isinstance(model.factors.item_factors, np.memmap) is mmap
    assert model.version == model.manifest.version == version
    assert model.manifest.counts == trained.counts
    assert (model.manifest.settings, model.manifest.plan) == (trained.settings, trained.plan)
    assert model.manifest.report == trained.report
    assert model.manifest.created_at == NOON
    assert set(model.manifest.files) == set(FILES)


def test_a_new_version_serves_only_once_promoted(artifacts: Artifacts, trained: TrainedModel) -> None:
    assert artifacts.current() is None
    assert artifacts.versions() == []
    first, second = artifacts.write(trained), artifacts.write(trained)
    assert artifacts.versions() == [first, second]
    assert artifacts.current() is None
    artifacts.promote(first)
    assert artifacts.current() == first


def test_versions_written_at_the_same_moment_are_both_kept(tmp_path: Path, trained: TrainedModel) -> None:
    artifacts = Artifacts(tmp_path, lambda: NOON)
    assert artifacts.write(trained) < artifacts.write(trained)
    assert len(artifacts.versions()) == 2


def test_rollback_goes_back_through_what_served(artifacts: Artifacts, trained: TrainedModel) -> None:
    first, never_served, third, fourth = (artifacts.write(trained) for _ in range(4))
    for version in (first, third, fourth):
        artifacts.promote(version)
    assert [artifacts.rollback().version, artifacts.rollback().version] == [third, first]
    with pytest.raises(NotFound):
        artifacts.rollback()
    assert artifacts.current() == first
    assert never_served in artifacts.versions()


def test_promoting_the_current_one_again_changes_nothing(artifacts: Artifacts, trained: TrainedModel) -> None:
    first, second = artifacts.write(trained), artifacts.write(trained)
    for version in (first, second, second):
        artifacts.promote(version)
    assert artifacts.rollback().version == first


def test_old_versions_are_cleared_away_but_for_what_rollback_needs(tmp_path: Path, trained: TrainedModel) -> None:
    ticks = count(NOON, 1_000_000)
    artifacts = Artifacts(tmp_path / "models", lambda: next(ticks), kept=2)
    served, refused = [artifacts.write(trained)], list[str]()
    artifacts.promote(served[0])
    read = artifacts.load(served[0])
    for _ in range(3):
        refused = [artifacts.write(trained) for _ in range(4)]
        assert artifacts.versions() == [*served[-3:], *refused[-2:]], "whatever was refused does not pile up"
        with pytest.raises(NotFound):
            artifacts.promote(refused[0])
        artifacts.promote(refused[-1])
        served.append(refused[-1])
    assert artifacts.versions() == [*served[-3:-1], refused[-2], served[-1]]
    assert np.array_equal(read.factors.item_factors, trained.factors.item_factors), "whoever reads it goes on"
    assert [path.name for path in artifacts.folder.glob(f"{TEMPORARY}*")] == []
    assert [artifacts.rollback().version, artifacts.rollback().version] == [served[-2], served[-3]]
    artifacts.write(trained)
    assert artifacts.current() in artifacts.versions()


def test_nothing_is_cleared_away_while_it_cannot_be_read_what_serves(tmp_path: Path, trained: TrainedModel) -> None:
    ticks = count(NOON, 1_000_000)
    artifacts = Artifacts(tmp_path / "models", lambda: next(ticks), kept=1)
    artifacts.promote(artifacts.write(trained))
    (artifacts.folder / "current").write_text("{")
    written = [artifacts.write(trained) for _ in range(3)]
    assert len(artifacts.versions()) == 1 + len(written)


@pytest.mark.parametrize("file", ["item_factors.npy", "manifest.json"])
def test_rollback_goes_past_damaged_ones_and_says_so(artifacts: Artifacts, trained: TrainedModel, file: str) -> None:
    first, second, third, fourth = (artifacts.write(trained) for _ in range(4))
    for version in (first, second, third, fourth):
        artifacts.promote(version)
    for version in (second, third):
        (artifacts.folder / version / file).write_bytes(b"{}")
    back = artifacts.rollback()
    assert back.version == artifacts.current() == first
    assert [version in why for version, why in zip((third, second), back.skipped, strict=True)] == [True, True]
    with pytest.raises(NotFound):
        artifacts.rollback()


def test_rollback_to_nothing_but_damaged_models_changes_nothing(artifacts: Artifacts, trained: TrainedModel) -> None:
    first, second = artifacts.write(trained), artifacts.write(trained)
    artifacts.promote(first)
    artifacts.promote(second)
    (artifacts.folder / first / "item_known.npy").unlink()
    with pytest.raises(BadArtifact, match=f"No model that served before can be used.*{first} is missing"):
        artifacts.rollback()
    assert artifacts.current() == second


BYTES = settings(max_examples=40, deadline=None)


def change_a_byte(path: Path, data: st.DataObject) -> None:
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)


@BYTES
@given(data=st.data(), name=st.sampled_from(sorted(FILES)))
def test_any_changed_byte_of_an_array_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, trained: TrainedModel, data: st.DataObject, name: str
) -> None:
    artifacts = Artifacts(tmp_path_factory.mktemp("models"), lambda: NOON)
    version = artifacts.write(trained)
    change_a_byte(artifacts.folder / version / f"{name}.npy", data)
    with pytest.raises(BadArtifact, match=name):
        artifacts.load(version)
    with pytest.raises(BadArtifact, match=name):
        artifacts.promote(version)
    assert artifacts.current() is None


@BYTES
@given(data=st.data())
def test_a_changed_manifest_is_refused_or_says_the_same(
    tmp_path_factory: pytest.TempPathFactory, trained: TrainedModel, data: st.DataObject
) -> None:
    """White space may change; what is said may not."""
    artifacts = Artifacts(tmp_path_factory.mktemp("models"), lambda: NOON)
    version = artifacts.write(trained)
    before = artifacts.manifest(version)
    change_a_byte(artifacts.folder / version / "manifest.json", data)
    try:
        after = artifacts.manifest(version)
    except BadArtifact:
        return
    assert after == before


def test_readers_see_one_version_or_the_other_while_it_is_promoted(artifacts: Artifacts, trained: TrainedModel) -> None:
    versions = [artifacts.write(trained), artifacts.write(trained)]
    artifacts.promote(versions[0])

    def promote_in_turn() -> None:
        for version in versions * 20:
            artifacts.promote(version)

    with ThreadPoolExecutor(1) as pool:
        promoting = pool.submit(promote_in_turn)
        seen = {artifacts.current()}
        while not promoting.done():
            seen.add(artifacts.current())
        promoting.result()
    assert seen <= set(versions)


@pytest.mark.parametrize("name", [f"{name}.npy" for name in FILES])
def test_a_missing_file_is_noticed(artifacts: Artifacts, trained: TrainedModel, name: str) -> None:
    version = artifacts.write(trained)
    (artifacts.folder / version / name).unlink()
    with pytest.raises(BadArtifact, match=name):
        artifacts.load(version)


@pytest.mark.parametrize("version", ["nothing", "", "..", "../models", "a/b", ".lock", "current", "\x00"])
def test_an_unknown_version_is_not_found(artifacts: Artifacts, trained: TrainedModel, version: str) -> None:
    artifacts.write(trained)
    with pytest.raises(NotFound):
        artifacts.load(version)
    with pytest.raises(NotFound):
        artifacts.promote(version)


def test_a_pickle_is_never_loaded(artifacts: Artifacts, trained: TrainedModel) -> None:
    version = artifacts.write(trained)
    path = artifacts.folder / version / "item_biases.npy"
    np.save(path, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(BadArtifact):
        artifacts.load(version)


def test_an_unreadable_current_says_what_to_do(artifacts: Artifacts, trained: TrainedModel) -> None:
    artifacts.promote(artifacts.write(trained))
    (artifacts.folder / "current").write_text("{")
    with pytest.raises(BadArtifact, match="promote a version"):
        artifacts.current()


def test_what_a_crash_left_is_invisible_and_swept_away(artifacts: Artifacts, trained: TrainedModel) -> None:
    version = artifacts.write(trained)
    left = artifacts.folder / f"{TEMPORARY}left"
    left.mkdir()
    (left / "manifest.json").write_text("{}")
    assert artifacts.versions() == [version]
    artifacts.write(trained)
    assert not left.exists()


WRITER = """
import sys
from itertools import count
from pathlib import Path
from hybrid.artifacts import Artifacts
from tests.hybrid.collaborative.worlds import trained, two_tastes

made = trained(two_tastes(20))
ticks = count(int(sys.argv[2]))
artifacts = Artifacts(Path(sys.argv[1]), lambda: next(ticks))
while True:
    print("writing", flush=True)
    version = artifacts.write(made)
    print("promoting", version, flush=True)
    artifacts.promote(version)
    print("promoted", version, flush=True)
"""


@pytest.mark.parametrize("lines", [1, 2, 3, 5, 8])
def test_killed_at_any_moment_every_version_is_whole_and_one_serves(
    tmp_path: Path, trained: TrainedModel, lines: int
) -> None:
    artifacts = Artifacts(tmp_path, lambda: NOON)
    artifacts.promote(artifacts.write(trained))
    command = [sys.executable, "-c", WRITER, str(tmp_path), str(NOON + 1)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline().split() for _ in range(lines)]
        writer.kill()
    for version in artifacts.versions():
        assert artifacts.load(version).version == version
    current = artifacts.current()
    assert current in artifacts.versions()
    promised = [words[1] for words in said if words[0] == "promoted"]
    assert current is not None
    assert current >= max(promised, default="")
    artifacts.promote(artifacts.write(trained))

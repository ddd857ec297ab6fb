"""Versioned model folders: written whole or not at all, checksummed, promoted atomically.

``<folder>/<version>/`` holds ``.npy`` arrays and ``manifest.json``; ``<folder>/current`` names the version
that serves and those that served before it. Whoever writes or promotes clears away what is old. Nothing is pickled. See
``docs/decisions/0002-npy-artifacts.md``.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hybrid.collaborative.factors import Factors
from hybrid.collaborative.links import Links
from hybrid.errors import BadArtifact, NotFound
from hybrid.manifests import TRAIN_AGAIN, decode, digest, encode, recipe_of, recipe_to_json, table_of, tables_in
from hybrid.model import Manifest, Model, TrainedModel
from hybrid.ports import Clock

DTYPES: Mapping[str, tuple[str, int]] = {
    "user_factors": ("float32", 2),
    "user_known": ("bool", 1),
    "item_factors": ("float32", 2),
    "item_biases": ("float32", 1),
    "item_known": ("bool", 1),
}
"""Each array's type and number of dimensions; its file is ``<name>.npy``."""
TABLE_DTYPES: Mapping[str, tuple[str, int]] = {
    "neighbours": ("int32", 2),
    "strengths": ("float32", 2),
    "place": ("int32", 1),
}
"""Those of each table's ``Links``; the files are ``<channel>_<name>.npy``."""

TEMPORARY = ".writing-"
PINNED = "pinned"
"""The file that names the versions which stay whatever their age."""
REMEMBERED = 20
"""How many versions that served before are remembered for ``rollback``."""
KEPT = 5
"""How many of the newest versions stay, and of those that served before the one that serves."""

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,79}")


@dataclass(frozen=True)
class _Promoted:
    version: str
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class RolledBack:
    """The version that serves again; ``skipped`` says for each later one that served before why it can't."""

    version: str
    skipped: tuple[str, ...] = ()


class Artifacts:
    """The model versions of one catalogue. Writers in several processes take turns; readers need no lock.

    What serves stays, and the ``kept`` that served before it, the ``kept`` newest, and what is pinned; others are
    deleted.
    """

    def __init__(self, folder: Path, clock: Clock, kept: int = KEPT) -> None:
        self.folder = folder
        self._clock = clock
        self._kept = kept

    def write(self, trained: TrainedModel) -> str:
        """Save as a new version, not yet promoted; returns its name. A crash leaves nothing half-written.

        Old versions are deleted then: models that were refused would fill the disk.
        """
        with self._writing():
            for abandoned in self.folder.glob(f"{TEMPORARY}*"):
                shutil.rmtree(abandoned)
            temporary = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=self.folder))
            files = {name: _save(temporary / name, array) for name, array in _arrays(trained).items()}
            manifest = self._manifest(trained, files)
            _write_text(temporary / "manifest.json", encode(manifest))
            _sync_folder(temporary)
            temporary.rename(self.folder / manifest.version)
            _sync_folder(self.folder)
            self._prune()
        return manifest.version

    def promote(self, version: str) -> None:
        """Let ``version`` serve; it is verified first. Raises ``NotFound`` or ``BadArtifact``.

        Old versions are deleted then.
        """
        self.load(version)
        with self._writing():
            self.manifest(version)  # another promotion may have cleared it away since it was verified
            now = self._promoted()
            before = () if now is None else tuple(v for v in (now.version, *now.before) if v != version)
            self._point(_Promoted(version, before[:REMEMBERED]))
            self._prune()

    def rollback(self) -> RolledBack:
        """Let the version serve again that did before the current one; past those whose files were changed.

        Raises ``NotFound`` where none has served, ``BadArtifact`` where none of them can be used.
        """
        with self._writing():
            now = self._promoted()
            before = [] if now is None else [v for v in now.before if self._exists(v)]
            if not before:
                here = "No model serves here yet" if now is None else f"Model {now.version} serves"
                raise NotFound(
                    f"{here}, and there is no earlier one to go back to.",
                    "because models promote takes any that because models list names.",
                )
            skipped: list[str] = []
            for place, version in enumerate(before):
                try:
                    self._load(version, mmap=True)
                except BadArtifact as error:
                    skipped.append(str(error.args[0]))
                    continue
                self._point(_Promoted(version, tuple(before[place + 1 :])))
                return RolledBack(version, tuple(skipped))
        raise BadArtifact(
            f"No model that served before can be used. {' '.join(skipped)}", "Promote a version by name or train again."
        )

    def pin(self, versions: Collection[str]) -> None:
        """Keep these, and no longer those pinned before. Raises ``NotFound`` for one that there is not."""
        with self._writing():
            for version in versions:
                self.manifest(version)
            _write_text(self.folder / f".{PINNED}", json.dumps(sorted(versions)))
            (self.folder / f".{PINNED}").replace(self.folder / PINNED)
            _sync_folder(self.folder)

    def current(self) -> str | None:
        """The version that serves, None before the first promotion. Raises ``BadArtifact`` if unreadable."""
        promoted = self._promoted()
        return None if promoted is None else promoted.version

    def versions(self) -> list[str]:
        """All complete versions, oldest first."""
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if self._exists(path.name))

    def changed_at(self, version: str) -> int | None:
        """When a file last came into a version's folder or went (nanoseconds); None where there is no such folder."""
        try:
            return (self.folder / version).stat().st_mtime_ns
        except OSError:
            return None

    def manifest(self, version: str) -> Manifest:
        """What a version was made of, without reading its arrays. Raises ``NotFound`` or ``BadArtifact``."""
        if not self._exists(version):
            known = ", ".join(self.versions()) or "none"
            raise NotFound(f"There is no model version {version!r}.", f"Known versions: {known}.")
        return decode(_read(self.folder / version / "manifest.json"), version)

    def load(self, version: str, mmap: bool = True, verify: bool = True) -> Model:
        """A version's model; with ``mmap`` processes share memory. ``verify`` checks every file's SHA-256.

        Raises ``NotFound`` for an unknown version, ``BadArtifact`` for one that was changed or is incomplete.
        """
        return self._load(version, mmap, verify)

    def _load(self, version: str, mmap: bool, verify: bool = True) -> Model:
        manifest = self.manifest(version)
        names = tables_in(manifest)
        types = {**DTYPES, **{f"{n}_{part}": dtype for n in names for part, dtype in TABLE_DTYPES.items()}}
        folder = self.folder / version
        sums = manifest.files if verify else None
        arrays = {name: _open(folder / f"{name}.npy", version, sums, types[name], mmap) for name in types}
        _check_shapes(arrays, names, version)
        links = (Links(arrays[f"{n}_neighbours"], arrays[f"{n}_strengths"], arrays[f"{n}_place"]) for n in names)
        tables = (table_of(manifest, name, found) for name, found in zip(names, links, strict=True))
        return Model(version, manifest, Factors(*(arrays[name] for name in DTYPES)), tuple(tables), recipe_of(manifest))

    def _manifest(self, trained: TrainedModel, files: Mapping[str, str]) -> Manifest:
        """Named by time, so that names sort by age, and by content."""
        now = self._clock()
        content = digest(dict(files))[:8]
        while True:
            second = datetime.fromtimestamp(now // 1_000_000, UTC)
            version = f"{second:%Y%m%dT%H%M%S}-{now % 1_000_000:06d}-{content}"
            if not (self.folder / version).exists():
                recipe = recipe_to_json(trained.recipe, trained.tables)
                return Manifest(
                    version, now, trained.counts, trained.settings, recipe, trained.plan, trained.report,
                    trained.seconds, files,
                )  # fmt: skip
            now += 1

    def _exists(self, version: str) -> bool:
        return bool(_VERSION.fullmatch(version)) and (self.folder / version / "manifest.json").is_file()

    def _prune(self) -> None:
        """Delete what need not stay; nothing where it can't be read what serves. Who has a version open keeps what
        is mapped."""
        try:
            now = self._promoted()
        except BadArtifact:
            return
        needed = self._pinned()
        if now is not None:
            needed |= {now.version, *[v for v in now.before if self._exists(v)][: self._kept]}
        for version in self.versions()[: -self._kept]:
            if version not in needed:
                # Out of sight in one step, so that a crash leaves no half of it; ``write`` sweeps what is left.
                doomed = self.folder / f"{TEMPORARY}{version}"
                (self.folder / version).rename(doomed)
                shutil.rmtree(doomed)

    def _promoted(self) -> _Promoted | None:
        path = self.folder / "current"
        if not path.exists():
            return None
        try:
            told = json.loads(path.read_bytes())
            return _Promoted(str(told["version"]), tuple(map(str, told["before"])))
        except (OSError, ValueError, KeyError, TypeError) as error:
            remedy = "Delete it and promote a version."
            raise BadArtifact(f"{path} cannot be read: {error}.", remedy) from error

    def _pinned(self) -> set[str]:
        path = self.folder / PINNED
        return set(map(str, json.loads(path.read_bytes()))) if path.exists() else set()

    def _point(self, promoted: _Promoted) -> None:
        temporary = self.folder / ".current"
        _write_text(temporary, json.dumps(asdict(promoted)))
        temporary.replace(self.folder / "current")
        _sync_folder(self.folder)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One writer at a time: whatever temporary folder stands there under this lock is abandoned."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _arrays(trained: TrainedModel) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {name: getattr(trained.factors, name) for name in DTYPES}
    for table in trained.tables:
        links = table.links
        place = links.row(np.arange(links.size)).astype(np.int32)
        parts = zip(TABLE_DTYPES, (links.neighbours, links.strengths, place), strict=True)
        arrays |= {f"{table.name}_{part}": array for part, array in parts}
    return arrays


def _save(stem: Path, array: NDArray[Any]) -> str:
    """Write ``<stem>.npy`` through to the disk; returns its SHA-256."""
    path = stem.with_suffix(".npy")
    with path.open("wb") as file:
        np.save(file, np.ascontiguousarray(array), allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())
    return _sha256(path)


def _open(path: Path, version: str, sums: Mapping[str, str] | None, dtype: tuple[str, int], mmap: bool) -> NDArray[Any]:
    what = f"{path.name} of model {version}"
    if not path.is_file():
        raise BadArtifact(f"{what} is missing.", TRAIN_AGAIN)
    try:
        if sums is not None and _sha256(path) != sums.get(path.stem):
            raise BadArtifact(f"{what} is not what was written.", TRAIN_AGAIN)
        array: NDArray[Any] = np.load(path, mmap_mode="r" if mmap else None, allow_pickle=False)
    except (OSError, ValueError) as error:
        raise BadArtifact(f"{what} is no array: {error}.", TRAIN_AGAIN) from error
    if (str(array.dtype), array.ndim) != dtype:
        raise BadArtifact(f"{what} holds {array.dtype} in {array.ndim} dimensions.", TRAIN_AGAIN)
    return array


def _check_shapes(arrays: Mapping[str, NDArray[Any]], tables: Sequence[str], version: str) -> None:
    shape = {name: array.shape for name, array in arrays.items()}
    fits = (
        shape["user_factors"][0] == shape["user_known"][0]
        and shape["item_factors"][0] == shape["item_known"][0] == shape["item_biases"][0]
        and shape["user_factors"][1] == shape["item_factors"][1]
        and all(shape[f"{name}_neighbours"] == shape[f"{name}_strengths"] for name in tables)
        and all(arrays[f"{name}_place"].max(initial=-1) < shape[f"{name}_neighbours"][0] for name in tables)
    )
    if not fits:
        raise BadArtifact(f"The arrays of model {version} do not fit each other.", TRAIN_AGAIN)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadArtifact(f"{path} cannot be read: {error}.", TRAIN_AGAIN) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_text(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

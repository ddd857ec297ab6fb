"""The vector index on disk: the only file that imports chromadb (at first use: it is slow).

SQL holds the truth. The folder here may vanish or break (a kill -9 during heavy writing can leave an index
that raises or even segfaults when queried); it is then made anew. It holds item keys, vectors and hashes,
nothing personal: what Chroma deletes stays in its files. One process may own a folder.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np

from hybrid.domain import Floats, Keys
from hybrid.errors import IndexFailed

log = logging.getLogger(__name__)
T = TypeVar("T")
_Collection: TypeAlias = Any
_Client: TypeAlias = Any
"""chromadb's own types do not name what it takes and gives."""

BATCH: Final = 5_000
"""Chroma refuses more than 5,461 records at once, and asks SQLite with a variable for each whose metadata it reads."""
HNSW: Final = {"space": "ip", "max_neighbors": 32, "ef_construction": 200, "ef_search": 200}
"""Inner product of unit vectors is their cosine. Recall .999 at 10,000 items (.954 with the defaults)."""
DATABASE: Final = "chroma.sqlite3"
NO_ITEM: Final[Keys] = np.zeros(1, dtype=np.int64)
"""Item keys start from 1; should the check be killed, the next comparison with SQL takes its point out."""
PROBED: Final = 40
"""So many points the check looks for."""


class Health(StrEnum):
    """What ``check`` found."""

    OK = "ok"
    BROKEN = "broken"
    ABSENT = "absent"


class ChromaIndex:
    """One collection (VectorIndex). Raises ``IndexFailed`` for whatever Chroma raises, panics included."""

    def __init__(self, collection: _Collection, writing: threading.Lock) -> None:
        self._collection = collection
        self._writing = writing

    def upsert(self, keys: Keys, vectors: Floats, hashes: Sequence[str]) -> None:
        """Add or replace: ``keys`` (n,), unit ``vectors`` (n, dims), ``hashes`` n texts."""
        for at in range(0, len(keys), BATCH):
            part = slice(at, at + BATCH)
            rows = {
                "ids": [str(key) for key in keys[part]],
                "embeddings": vectors[part],
                "metadatas": [{"hash": one} for one in hashes[part]],
            }
            with self._writing:
                _guarded(partial(self._collection.upsert, **rows))

    def delete(self, keys: Keys) -> None:
        """Remove; unknown keys are ignored."""
        for at in range(0, len(keys), BATCH):
            ids = [str(key) for key in keys[at : at + BATCH]]
            with self._writing:
                _guarded(partial(self._collection.delete, ids=ids))

    def query(self, vector: Floats, k: int) -> tuple[Keys, Floats]:
        """At most ``k`` nearest of a (dims,) vector: keys and inner products, best first."""
        if k < 1:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        asked = np.ascontiguousarray(vector, np.float32)[None, :]
        found = _guarded(lambda: self._collection.query(query_embeddings=asked, n_results=k, include=["distances"]))
        keys = np.array(found["ids"][0], dtype=np.str_).astype(np.int64)
        return keys, 1.0 - np.array(found["distances"][0], dtype=np.float32)

    def entries(self) -> dict[int, str]:
        """Key to hash of everything held."""
        ids = _guarded(lambda: self._collection.get(include=[])["ids"])
        held: dict[int, str] = {}
        for at in range(0, len(ids), BATCH):
            part = ids[at : at + BATCH]
            found = _guarded(partial(self._collection.get, ids=part, include=["metadatas"]))
            rows = zip(found["ids"], found["metadatas"], strict=True)
            held |= {int(key): str((metadata or {}).get("hash", "")) for key, metadata in rows}
        return held


class ChromaFolder:
    """The owned folder of all collections. Check it before: opening a broken one may end the process."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path = path
        self._client = _guarded(lambda: _client(path))
        self._writing = threading.Lock()

    @classmethod
    def sound(cls, path: Path) -> ChromaFolder:
        """The folder at ``path``; where it is broken, an empty one in its place."""
        if check(path) is Health.BROKEN:
            log.warning("The index in %s is broken and is made anew from the vectors in SQL.", path)
            shutil.rmtree(path)
        return cls(path)

    def anew(self) -> ChromaFolder:
        """An empty folder in the place of this one."""
        self.close()
        shutil.rmtree(self._path)
        return ChromaFolder(self._path)

    def open(self, name: str) -> ChromaIndex:
        """The collection of that name, made where there is none."""
        with self._writing:
            collection = _guarded(
                lambda: self._client.get_or_create_collection(
                    name, embedding_function=None, configuration={"hnsw": HNSW}
                )
            )
        return ChromaIndex(collection, self._writing)

    def names(self) -> list[str]:
        """All collections' names."""
        found: list[Any] = _guarded(self._client.list_collections)
        return sorted(collection.name for collection in found)

    def keep(self, names: Iterable[str]) -> None:
        """Drop every collection but these."""
        for name in set(self.names()) - set(names):
            with self._writing:
                _guarded(partial(self._client.delete_collection, name))

    def close(self) -> None:
        """Let the files go, so that another process may own them."""
        _guarded(self._client.close)


def check(path: Path, timeout: float = 120.0) -> Health:
    """Whether the folder answers real queries, tried in a process of its own that may well segfault.

    Not while the folder is open elsewhere: a query makes Chroma write.
    """
    if not path.is_dir() or not any(path.iterdir()):
        return Health.ABSENT
    if not (path / DATABASE).is_file():
        return Health.BROKEN
    command = [sys.executable, "-m", "hybrid.content.chroma_check", str(path.resolve())]
    home = Path(__file__).resolve().parents[2]
    try:
        done = subprocess.run(
            command, cwd=home, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        log.warning("The check of the index in %s took more than %g s.", path, timeout)
        return Health.BROKEN
    if done.returncode != 0:
        log.warning("The check of the index in %s ended with %s: %s", path, done.returncode, done.stderr[-500:])
    return Health.OK if done.returncode == 0 else Health.BROKEN


def probe(path: Path) -> None:
    """Read, query and change every collection of the folder; raises, or worse, where it is broken."""
    folder = ChromaFolder(path)
    for name in folder.names():
        collection = folder._client.get_collection(name, embedding_function=None)
        index = ChromaIndex(collection, threading.Lock())
        held = index.entries()
        if len(held) != collection.count():
            raise IndexFailed(f"{name} counts {collection.count()} and has {len(held)}.")
        if held:
            _find_again(index, collection, sorted(held))
    folder.close()


def _find_again(index: ChromaIndex, collection: _Collection, held: Sequence[int]) -> None:
    """Some of what is held, evenly spread, looked for by its own vector."""
    ids = [str(held[row]) for row in np.linspace(0, len(held) - 1, min(PROBED, len(held))).astype(int)]
    vectors = np.asarray(collection.get(ids=ids, include=["embeddings"])["embeddings"], np.float32)
    found = 0
    for vector in vectors:
        _, products = index.query(vector, min(PROBED, len(held)))
        found += bool(products.size and products[0] > 0.999 * (vector @ vector))
    # A sound graph may have lost the way to a point or two; not to every fifth.
    if found < 0.8 * len(vectors):
        raise IndexFailed(f"{collection.name} found {found} of {len(vectors)} points again.")
    # A damaged header lets queries pass and ends the process at the next new point: try that, too.
    index.upsert(NO_ITEM, vectors[:1], [""])
    index.query(vectors[0], 1)
    index.delete(NO_ITEM)


def _client(path: Path) -> _Client:
    import chromadb
    from chromadb.config import Settings

    # Said outright, since Chroma would also take these from the environment and from a .env file.
    settings = Settings(
        anonymized_telemetry=False,
        chroma_api_impl="chromadb.api.rust.RustBindingsAPI",
        chroma_otel_collection_endpoint="",
    )
    return chromadb.PersistentClient(path=str(path), settings=settings)


def _guarded(call: Callable[[], T]) -> T:
    """What Chroma raises as ``IndexFailed``; a Rust panic is no ``Exception``, hence the wide net."""
    try:
        return call()
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise IndexFailed(f"Chroma: {type(error).__name__}: {error}", "Restart: the index is checked then.") from error

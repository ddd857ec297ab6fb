"""What a model said about a person's day, on disk: its order over the candidates and its words.

diskcache would pickle what it does not know, and unpickle whatever stands in its file (CVE-2025-69872): the
``BytesDisk`` here takes text keys and bytes values only, on writing and on reading. An erased person leaves
nothing behind: deleted bytes are overwritten and the write-ahead log is emptied.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson
from diskcache import UNKNOWN, Cache, Disk

from hybrid.domain import Json
from hybrid.errors import StoreError
from rerank.day import DayKey
from rerank.ports import Words

log = logging.getLogger(__name__)

SCHEMA = 1
HOUR = 3600.0
KEEP = 48 * HOUR
"""Seconds that an entry stays on disk: past its day, so that yesterday's order can stand in for today's."""
KEEP_FAILURE = 120.0
MODE_RAW = 1
FILE, ASIDE = "cache.db", ".damaged"
_INLINE = 2**40
_SCRUB_TRIES = 50


@dataclass(frozen=True)
class DayEntry:
    """One day's answer of a model, or why there is none (``why``; then ``order`` is empty).

    ``events_until`` is the newest ``received_at`` that the answer knew of: strong events after it make it
    stale. ``said`` is the ``said_hash`` and ``artifact`` the recommender's model version at that time. Times are
    UTC microseconds.
    """

    order: tuple[int, ...]
    words: dict[int, Words] = field(default_factory=dict)
    computed_at: int = 0
    valid_until: int = 0
    events_until: int = 0
    said: str = ""
    model: str = ""
    prompt: str = ""
    artifact: str | None = None
    tokens: int | None = None
    cost_usd: float | None = None
    why: str | None = None

    def to_bytes(self) -> bytes:
        """JSON."""
        data = asdict(self)
        data["words"] = [[key, words.text, words.anchor] for key, words in self.words.items()]
        return orjson.dumps({"schema": SCHEMA, **data})

    @classmethod
    def from_bytes(cls, raw: bytes) -> DayEntry | None:
        """The entry, None for anything that is not exactly one of this schema."""
        try:
            data = orjson.loads(raw)
            if data.pop("schema") != SCHEMA:
                return None
            words = {_int(key): Words(_str(text), None if x is None else _int(x)) for key, text, x in data.pop("words")}
            entry = cls(order=tuple(_int(key) for key in data.pop("order")), words=words, **data)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        return entry if entry._typed() else None

    def _typed(self) -> bool:
        times = (self.computed_at, self.valid_until, self.events_until)
        texts = (self.said, self.model, self.prompt, self.artifact or "", self.why or "")
        numbers = (self.tokens or 0, self.cost_usd or 0)
        return (
            all(isinstance(t, int) for t in times)
            and all(isinstance(t, str) for t in texts)
            and all(isinstance(n, (int, float)) for n in numbers)
        )


class BytesDisk(Disk):  # type: ignore[misc]  # diskcache has no types
    """Keys are text, values are bytes inside the database: no pickles, no files beside it."""

    def put(self, key: object) -> tuple[str, bool]:
        """Database form of a key. Raises ``TypeError``."""
        if type(key) is not str:
            raise TypeError(f"keys of this cache are str, not {type(key).__name__}")
        return key, True

    def get(self, key: object, raw: object) -> str:
        """Key of a database row. Raises ``OSError`` for one that this class did not write."""
        if not raw or type(key) is not str:
            raise OSError("a foreign key in the day cache")
        return key

    def store(self, value: object, read: object, key: object = UNKNOWN) -> tuple[int, int, None, sqlite3.Binary]:
        """Database columns of a value. Raises ``TypeError``."""
        if type(value) is not bytes or read:
            raise TypeError(f"values of this cache are bytes, not {type(value).__name__}")
        return 0, MODE_RAW, None, sqlite3.Binary(value)

    def fetch(self, mode: object, filename: object, value: object, read: object) -> bytes:
        """Value of a database row; ``OSError`` (for diskcache: not there) for one that this class did not write."""
        if mode != MODE_RAW or filename is not None or read or not isinstance(value, bytes):
            log.warning("a foreign value in the day cache was left unread")
            raise OSError("a foreign value in the day cache")
        return value


class DayCache:
    """Blocking, of microseconds for reads; any number of threads and processes may share a folder.

    A damaged file is set aside, whenever that shows, and the cache begins anew: all of it can be asked for again.
    """

    def __init__(self, folder: Path, size_limit: int = 2**28) -> None:
        """Open or create the cache in ``folder`` (0700), of at most ``size_limit`` bytes. Raises ``StoreError``."""
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._folder = folder
        self._size_limit = size_limit
        self._renewing = threading.Lock()
        try:
            self._cache = self._open()
        except sqlite3.Error as error:
            if not _means_damage(error):
                raise StoreError(
                    f"The day cache in {folder} can't be used: {error}.", "See its owner and rights."
                ) from error
            self._set_aside(error)
            self._cache = self._open()

    def get(self, key: DayKey) -> DayEntry | None:
        """The day's answer."""
        return self._get(key.text)

    def failure(self, key: DayKey) -> DayEntry | None:
        """The last failure to get one, for as long as it is kept."""
        return self._get(_failed(key))

    def put(self, key: DayKey, entry: DayEntry) -> None:
        """Keep an answer for two days, or a failure for two minutes, beside an older answer if there is one."""
        name, keep = (_failed(key), KEEP_FAILURE) if entry.why else (key.text, KEEP)
        self._do(lambda cache: cache.set(name, entry.to_bytes(), expire=keep, tag=key.person, retry=True))

    def forget(self, person: str) -> None:
        """Delete all that is kept of a person (``person_hash``), also from the files' free space."""
        self._do(lambda cache: cache.evict(person, retry=True))
        self.scrub()
        for path in self._folder.glob(f"*{ASIDE}"):  # whatever is damaged can't be searched
            path.unlink(missing_ok=True)

    def scrub(self) -> None:
        """Empty the write-ahead log, where deleted pages may still stand; waits for readers that are just there."""
        for _ in range(_SCRUB_TRIES):
            ((busy, *_rest),) = self._do(lambda cache: cache._sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
            if not busy:
                return
            time.sleep(0.02)
        log.warning("the day cache's log could not be emptied: the folder is in use")

    def close(self) -> None:
        """Close this thread's connection."""
        self._cache.close()

    def __len__(self) -> int:
        """How many entries are kept, failures and old ones among them."""
        count: int = self._do(len)
        return count

    def _get(self, name: str) -> DayEntry | None:
        raw = self._do(lambda cache: cache.get(name, retry=True))
        return DayEntry.from_bytes(raw) if isinstance(raw, bytes) else None

    def _do(self, work: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - diskcache has no types
        """``work`` with the cache, once more with an empty one where the file proves to be damaged."""
        cache = self._cache
        try:
            return work(cache)
        except sqlite3.DatabaseError as error:
            if not _means_damage(error):
                raise
            self._renew(cache, error)
            return work(self._cache)

    def _renew(self, damaged: Any, error: sqlite3.Error) -> None:  # noqa: ANN401 - diskcache has no types
        with self._renewing:
            if self._cache is damaged:  # else another thread was first
                damaged.close()
                self._set_aside(error)
                self._cache = self._open()

    def _set_aside(self, error: sqlite3.Error) -> None:
        path = self._folder / FILE
        log.warning("%s is damaged (%s): set aside as %s%s, it begins anew", path, error, FILE, ASIDE)
        for beside in ("-wal", "-shm"):
            path.with_name(FILE + beside).unlink(missing_ok=True)
        path.replace(path.with_name(FILE + ASIDE))

    def _open(self) -> Any:  # noqa: ANN401 - diskcache has no types
        return Cache(
            str(self._folder),
            disk=BytesDisk,
            disk_min_file_size=_INLINE,
            # Reads stay reads; everyone's entry is written anew each day, so the oldest is the least wanted.
            eviction_policy="least-recently-stored",
            size_limit=self._size_limit,
            sqlite_secure_delete=1,
            tag_index=1,
        )


def damage(folder: Path) -> str | None:
    """What SQLite finds wrong with the cache in ``folder``, without a chance to change it; None where it is sound."""
    path = folder / FILE
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)) as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if not _means_damage(error):
            raise
        return str(error)
    return None if verdict == "ok" else str(verdict)


def _means_damage(error: sqlite3.Error) -> bool:
    """Is it the file, rather than rights, a full disk or a lock?"""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _failed(key: DayKey) -> str:
    return f"{key.text}!"


def _int(value: Json) -> int:
    if type(value) is not int:
        raise TypeError("not an integer")
    return value


def _str(value: Json) -> str:
    if type(value) is not str:
        raise TypeError("not a text")
    return value

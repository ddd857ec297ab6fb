"""Named rows of bytes in one SQLite file that threads and processes share, with transactions over several rows.

diskcache would pickle what it does not know, and unpickle whatever stands in its file (CVE-2025-69872): the
``BytesDisk`` here takes text keys and bytes values only, on writing and on reading. Whatever is deleted leaves
nothing behind: its bytes are overwritten and the write-ahead log is emptied.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from diskcache import UNKNOWN, Cache, Disk, Timeout

from hybrid.errors import StoreError

T = TypeVar("T")

log = logging.getLogger(__name__)

MODE_RAW = 1
FILE, ASIDE = "cache.db", ".damaged"
_INLINE = 2**40
_SCRUB_TRIES = 50


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


class Transaction:
    """The rows while nobody else writes; all that is done here happens, or nothing."""

    def __init__(self, cache: Any) -> None:  # noqa: ANN401 - diskcache has no types
        self._cache = cache

    def get(self, name: str) -> bytes | None:
        """The value of a row."""
        return _bytes(self._cache.get(name))

    def set(self, name: str, value: bytes, seconds: float, tag: str | None = None) -> None:
        """Write a row that stays for ``seconds``, or until its ``tag`` is evicted."""
        self._cache.set(name, value, expire=seconds, tag=tag)

    def delete(self, name: str) -> None:
        """Delete a row, if there is one."""
        self._cache.delete(name)

    def evict(self, tag: str) -> None:
        """Delete all rows of a tag."""
        self._cache.evict(tag)


class Rows:
    """Blocking, of microseconds for reads; any number of threads and processes may share a folder.

    A damaged file is set aside, whenever that shows, and the rows begin anew: all of it can be had again.
    """

    def __init__(self, folder: Path, size_limit: int) -> None:
        """Open or create the file in ``folder`` (0700), of at most ``size_limit`` bytes. Raises ``StoreError``."""
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

    def get(self, name: str) -> bytes | None:
        """The value of a row."""
        return _bytes(self._do(lambda cache: cache.get(name, retry=True)))

    def atomically(self, work: Callable[[Transaction], T]) -> T:
        """``work`` in one transaction; done again where the file proves to be damaged, with empty rows.

        Raises ``StoreError`` where the file can't be written.
        """

        def done(cache: Any) -> T:  # noqa: ANN401 - diskcache has no types
            with cache.transact():
                return work(Transaction(cache))

        try:
            return self._do(done)
        except (sqlite3.Error, Timeout) as error:
            raise StoreError(
                f"The day cache can't be written: {error!r}.", "See the disk's space and rights."
            ) from error

    def scrub(self) -> None:
        """Empty the write-ahead log, where deleted pages may still stand; waits for readers that are just there.

        What was set aside as damaged can't be searched, and goes as well.
        """
        try:
            for _ in range(_SCRUB_TRIES):
                ((busy, *_rest),) = self._do(lambda cache: cache._sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
                if not busy:
                    return
                time.sleep(0.02)
            log.warning("the day cache's log could not be emptied: the folder is in use")
        finally:
            for path in self._folder.glob(f"*{ASIDE}"):
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close this thread's connection."""
        self._cache.close()

    def count(self, length: int) -> int:
        """How many rows have a name of so many characters."""
        sql = "SELECT COUNT(*) FROM Cache WHERE length(key) = ?"
        ((found,),) = self._do(lambda cache: cache._sql(sql, (length,)).fetchall())
        return int(found)

    def volume(self) -> int:
        """Bytes of the database file, free pages among them."""
        return int(self._do(lambda cache: cache.volume()))

    def __len__(self) -> int:
        """How many rows there are, expired ones that were not removed yet among them."""
        count: int = self._do(len)
        return count

    def _do(self, work: Callable[[Any], T]) -> T:
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
    """What SQLite finds wrong with the file in ``folder``, without a chance to change it; None where it is sound."""
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


def _bytes(value: object) -> bytes | None:
    return value if isinstance(value, bytes) else None

"""The database: readers beside one writer.

SQLite in WAL mode: a reader sees the last commit as it was when its read began, and never waits for the
writer. ``synchronous=FULL`` makes a commit survive a power cut, ``secure_delete`` overwrites what is deleted.
See https://sqlite.org/wal.html and https://sqlite.org/pragma.html.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.pool import ConnectionPoolEntry

from hybrid.errors import StoreError
from hybrid.store.writer import Writer

T = TypeVar("T")
BUSY_SECONDS = 30.0
"""How long a lock of another process is waited for."""
WAL_TRIES = 200
SCRUB_SECONDS = 20.0
"""How long ``scrub`` waits for reads that began before it."""


class Database:
    """One database by its SQLAlchemy URL, e.g. ``sqlite:////data/because.sqlite3``.

    ``migrate()`` makes it current and must come first. Thread-safe; several processes may hold the same file.
    """

    def __init__(self, url: str | URL, scrub_seconds: float = SCRUB_SECONDS) -> None:
        self._scrub_seconds = scrub_seconds
        self._url = make_url(url)
        self._sqlite = self._url.get_backend_name() == "sqlite"
        if self._sqlite:
            _make_private(self._url.database)
        self._reading = _engine(self._url, self._sqlite, begin="BEGIN", query_only=True)
        self._writing = _engine(self._url, self._sqlite, begin="BEGIN IMMEDIATE", query_only=False)
        self._writer = Writer(self._writing)

    def migrate(self) -> None:
        """Create or upgrade the tables, in one transaction. Raises ``StoreError`` for a newer database."""
        from hybrid.store.migrations.run import upgrade

        self._writer.run(upgrade)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state; it cannot write. Keep it short: it holds up ``scrub``."""
        with self._reading.connect() as connection:
            yield connection

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` on the writer's thread; returns its result once it is durable.

        What it raises is raised here, and nothing of it stays. The connection belongs to ``work`` only
        while it runs; it must neither commit nor write through another ``write``.
        """
        return self._writer.run(work)

    def scrub(self) -> None:
        """Leave no byte of deleted rows in any file of the database; rewrites it, and writes wait meanwhile.

        ``secure_delete`` alone is not enough: a page that SQLite splits can keep copies of moved rows in its
        unused part (test_users.py finds them). VACUUM writes only what lives; the checkpoint carries over
        and empties the write-ahead log. Raises ``StoreError`` if a reader does not let go of the log.
        """
        if self._sqlite:
            self._writer.run(lambda connection: _scrub(connection, self._scrub_seconds), alone=True)

    def close(self) -> None:
        """Finish the accepted writes and close every connection."""
        self._writer.close()
        self._writing.dispose()
        self._reading.dispose()


def _engine(url: URL, sqlite: bool, *, begin: str, query_only: bool) -> Engine:
    pool: dict[str, Any] = {"pool_size": 8, "max_overflow": -1, "pool_use_lifo": True}
    if not sqlite:
        return create_engine(url, **pool)
    connect = {"isolation_level": None, "timeout": BUSY_SECONDS, "check_same_thread": False}
    one = {"poolclass": StaticPool} if not query_only else pool
    engine = create_engine(url, connect_args=connect, **one)

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        _pragmas(connection, query_only)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The driver's own transaction control begins too late for a snapshot and cannot do savepoints.
        connection.exec_driver_sql(begin)

    return engine


def _pragmas(connection: DBAPIConnection, query_only: bool) -> None:
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"PRAGMA cache_size={-8_000 if query_only else -32_000}")
        if query_only:
            cursor.execute("PRAGMA query_only=ON")
            return
        _switch_to_wal(cursor)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA journal_size_limit=67108864")
        # A page that many commits change is written back once: of random event ids each batch changes hundreds.
        cursor.execute("PRAGMA wal_autocheckpoint=8000")


def _switch_to_wal(cursor: DBAPICursor) -> None:
    """For this SQLite does not wait, lest two that switch at once wait for each other; so try again."""
    for attempt in range(WAL_TRIES):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if attempt + 1 == WAL_TRIES:
                raise
            time.sleep(random.uniform(0.005, 0.02))


def _make_private(path: str | None) -> None:
    """The file is ours alone from its first byte; SQLite gives WAL and index the same rights."""
    if path and path != ":memory:":
        Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _scrub(connection: Connection, seconds: float) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute("VACUUM")
    # The checkpoint waits by itself for reads that still use the WAL; those that begin later do not.
    driver.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")
    busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    driver.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
    if busy:
        raise StoreError(
            "Deleted data could not be wiped from the write-ahead log, because something reads it all the time.",
            "It is wiped at the next start or erase.",
        )

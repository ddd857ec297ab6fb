"""The one thread that writes: what waits together is committed together (group commit).

An ``fsync`` costs milliseconds, a small write microseconds. So the works that arrive while one commit is
being made durable share the next one. Each has a savepoint of its own: a work that raises leaves nothing
behind and does not disturb the others. Nobody gets an answer before the commit returned.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread, current_thread
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from hybrid.errors import StoreError

T = TypeVar("T")
GROUP = 128
"""Works in one commit at most, so that the first of them does not wait for ever."""


@dataclass(frozen=True)
class _Job:
    work: Callable[[Connection], Any]
    done: Future[Any]
    alone: bool


class Writer:
    """Runs works one after another on its own connection, in transactions that it shares among them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._closed = False

    def run(self, work: Callable[[Connection], T], *, alone: bool = False) -> T:
        """The result of ``work(connection)`` once it is durable; its exceptions are raised here.

        ``alone`` runs it outside any transaction (VACUUM and checkpoints refuse to run in one).
        Raises ``StoreError`` when closed or called from inside another work.
        """
        if current_thread() is self._thread:
            raise StoreError("A write was started inside another write.", "Use the connection at hand.")
        job = _Job(work, Future(), alone)
        with self._lock:
            if self._closed:
                raise StoreError("The store is closed.")
            if self._thread is None:
                self._thread = Thread(target=self._loop, name="store-writer", daemon=True)
                self._thread.start()
            self._queue.put(job)
        result: T = job.done.result()
        return result

    def close(self) -> None:
        """Finish what was accepted, then stop. Can be called again."""
        with self._lock:
            self._closed = True
            thread = self._thread
            self._queue.put(None)
        if thread is not None:
            thread.join()

    def _loop(self) -> None:
        while True:
            jobs, last = self._take()
            for group in _groups(jobs):
                self._serve(group)
            if last:
                return

    def _take(self) -> tuple[list[_Job], bool]:
        """All that waits (at least one, at most ``GROUP``), and whether it was the last."""
        jobs: list[_Job] = []
        job = self._queue.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) == GROUP:
                return jobs, False
            try:
                job = self._queue.get_nowait()
            except Empty:
                return jobs, False
        return jobs, True

    def _serve(self, jobs: list[_Job]) -> None:
        """Answer every job of the group, whatever happens: a caller without an answer would wait for ever."""
        try:
            with self._engine.connect() as connection:
                outcomes = _alone(connection, jobs[0]) if jobs[0].alone else _together(connection, jobs)
        except BaseException as error:
            outcomes = [(None, error)] * len(jobs)
        for job, (result, failure) in zip(jobs, outcomes, strict=True):
            if failure is None:
                job.done.set_result(result)
            else:
                job.done.set_exception(_explained(failure))


_Outcome = tuple[Any, BaseException | None]


def _groups(jobs: list[_Job]) -> list[list[_Job]]:
    """Neighbours that may share a transaction; order is kept."""
    groups: list[list[_Job]] = []
    for job in jobs:
        if groups and not job.alone and not groups[-1][0].alone:
            groups[-1].append(job)
        else:
            groups.append([job])
    return groups


def _together(connection: Connection, jobs: list[_Job]) -> list[_Outcome]:
    """One transaction for all. If the database gives up the whole of it (disk full), this raises for all."""
    with connection.begin():
        return [_in_savepoint(connection, job) for job in jobs]


def _in_savepoint(connection: Connection, job: _Job) -> _Outcome:
    savepoint = connection.begin_nested()
    try:
        result = job.work(connection)
    except BaseException as error:
        try:
            savepoint.rollback()
        except DBAPIError:
            # The whole transaction is gone; the first error is the one that says why.
            raise error from None
        return None, error
    savepoint.commit()
    return result, None


def _alone(connection: Connection, job: _Job) -> list[_Outcome]:
    try:
        return [(job.work(connection), None)]
    except BaseException as error:
        return [(None, error)]


def _explained(error: BaseException) -> BaseException:
    """A full disk or a lock that did not come free, as an error with a remedy."""
    if not isinstance(error, OperationalError):
        return error
    explained = StoreError(
        f"The database did not take the write ({error.orig}).",
        "Check free disk space and that no other process holds the database, then send it again.",
    )
    explained.__cause__ = error
    return explained

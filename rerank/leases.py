"""The right to ask the model, one holder at a time among all processes of a machine, until it ends by itself.

Kept in the day cache's file: only who still holds a lease writes under it, in one transaction with the look at
the holder's token. An end that was too early costs a second call, never a newer answer.
"""

from __future__ import annotations

import secrets
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import orjson

from hybrid.ports import Clock
from rerank.rows import Rows, Transaction

_MILLION = 1_000_000
_STAYS = 3600.0
"""Seconds that a lease's row outlives it: the file goes by a clock that may be put forward."""


def steady_clock() -> int:
    """Microseconds since the machine was started, the same in all its processes: nobody can put this clock back."""
    return time.monotonic_ns() // 1000


@dataclass(frozen=True, slots=True)
class Lease:
    """Held by whoever knows its token, which is another each time."""

    name: str
    token: str = field(default_factory=lambda: secrets.token_hex(16))


@dataclass(frozen=True, slots=True)
class _Row:
    token: str
    since: int
    until: int

    def runs(self, now: int) -> bool:
        """Is it still held? What begins in the future was left by a machine that has been started anew since."""
        return self.since <= now < self.until


class Leases:
    """Blocking. ``counts`` has how many were ``taken``, had ``expired`` with another or were ``lost`` when needed."""

    def __init__(self, rows: Rows, clock: Clock = steady_clock) -> None:
        self.counts: Counter[str] = Counter()
        self._rows = rows
        self._clock = clock

    def take(self, lease: Lease, seconds: float, tag: str) -> bool:
        """Hold it for ``seconds`` at most. False where another does. Evicting the rows of ``tag`` ends it as well.

        Raises ``StoreError`` where the file can't be written, as the others here do.
        """
        held = _row(self._rows.get(_name(lease)))
        if held is not None and held.runs(self._clock()):
            return False  # the usual answer to who waits: needs no transaction
        return self._rows.atomically(lambda rows: self._take(rows, lease, seconds, tag))

    def finish(self, lease: Lease, work: Callable[[Transaction], None]) -> bool:
        """Do ``work`` and give the lease back, in one transaction. False, and nothing is done, where it was lost."""
        done = self._rows.atomically(lambda rows: _finish(rows, lease, work))
        self.counts["lost"] += not done
        return done

    def release(self, lease: Lease) -> None:
        """Give it back, where it is still held."""
        if _mine(self._rows.get(_name(lease)), lease):
            self._rows.atomically(lambda rows: _finish(rows, lease, lambda _: None))

    def _take(self, rows: Transaction, lease: Lease, seconds: float, tag: str) -> bool:
        now = self._clock()
        held = _row(rows.get(_name(lease)))
        if held is not None and held.runs(now):
            return False
        content = orjson.dumps([lease.token, now, now + round(seconds * _MILLION)])
        rows.set(_name(lease), content, seconds + _STAYS, tag)
        self.counts["taken"] += 1
        self.counts["expired"] += held is not None
        return True


def _finish(rows: Transaction, lease: Lease, work: Callable[[Transaction], None]) -> bool:
    if not _mine(rows.get(_name(lease)), lease):
        return False
    rows.delete(_name(lease))
    work(rows)
    return True


def _mine(raw: bytes | None, lease: Lease) -> bool:
    held = _row(raw)
    return held is not None and held.token == lease.token


def _name(lease: Lease) -> str:
    return f"{lease.name}="


def _row(raw: bytes | None) -> _Row | None:
    try:
        token, since, until = orjson.loads(raw or b"")
    except (ValueError, TypeError):
        return None
    row = _Row(token, since, until)
    return row if isinstance(token, str) and isinstance(since, int) and isinstance(until, int) else None

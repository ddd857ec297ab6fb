"""What a model said about a person's day, on disk: its order over the candidates and its words.

Beside an answer stand the last failure to get one, which is the latest of each question, and who was erased lately.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import orjson

from hybrid.domain import Json
from hybrid.ports import Clock
from rerank.day import DayKey
from rerank.ports import Step, Words
from rerank.rows import Rows, Transaction

SCHEMA = 1
HOUR = 3600.0
KEEP = 48 * HOUR
"""Seconds that an entry stays on disk: past its day, so that yesterday's order can stand in for today's."""
KEEP_FAILURE = 120.0
KEEP_ERASED = HOUR
"""Seconds after which no question can still be under way that knew an erased person."""


@dataclass(frozen=True)
class DayEntry:
    """One day's answer of a model, or why there is none (``why``; then ``order`` is empty).

    ``events_until`` is the newest ``received_at`` that the answer knew of: strong events after it make it
    stale. ``said`` is the ``said_hash`` and ``artifact`` the recommender's model version at that time. Times are
    UTC microseconds. The last five tell operators how it came about, see ``Outcome``; what an agent ``found`` joins
    the list.
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
    found: tuple[int, ...] = ()
    steps: tuple[Step, ...] = ()
    repairs: int = 0
    shortened: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    agreement: float | None = None

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
            order, found = (tuple(_int(key) for key in data.pop(name)) for name in ("order", "found"))
            steps = tuple(_step(**step) for step in data.pop("steps"))
            entry = cls(order=order, found=found, steps=steps, words=words, **data)
            return entry if entry._typed() else None
        except (ValueError, TypeError, KeyError, AttributeError):
            return None

    def _typed(self) -> bool:
        times = (self.computed_at, self.valid_until, self.events_until)
        texts = (self.said, self.model, self.prompt, self.artifact or "", self.why or "")
        numbers = (self.tokens or 0, self.cost_usd or 0, self.agreement or 0)
        counts = (self.repairs, self.shortened, *self.refused.values())
        return (
            all(isinstance(t, int) for t in (*times, *counts))
            and all(isinstance(t, str) for t in texts)
            and all(isinstance(n, (int, float)) for n in numbers)
        )


def wall_clock() -> int:
    """UTC microseconds now."""
    return time.time_ns() // 1000


class DayCache:
    """Blocking, of microseconds for reads; any number of threads and processes may share a folder."""

    def __init__(self, folder: Path, size_limit: int = 2**28, clock: Clock = wall_clock) -> None:
        """Open or create the cache in ``folder`` (0700), of at most ``size_limit`` bytes. Raises ``StoreError``."""
        self.rows = Rows(folder, size_limit)
        self._clock = clock

    def get(self, key: DayKey) -> DayEntry | None:
        """The day's answer."""
        return self._get(key.text)

    def failure(self, key: DayKey) -> DayEntry | None:
        """The last failure to get one, for as long as it is kept."""
        return self._get(_failed(key))

    def latest(self, key: DayKey) -> DayEntry | None:
        """The last answer to the same question, of whatever day, prompt and model.

        Words that were checked by other rules are left out; the order is as good as ever.
        """
        told = _pointer(self.rows.get(_latest(key)))
        if told is None:
            return None
        name, rules = told
        entry = self._get(name)
        return entry if entry is None or rules == key.rules else replace(entry, words={})

    def put(self, key: DayKey, entry: DayEntry) -> None:
        """Keep an answer for two days, or a failure for two minutes, beside an older answer if there is one.

        Nothing is kept of who was erased since the question was worked out (``events_until``).
        """
        self.rows.atomically(lambda rows: self.put_within(rows, key, entry))

    def put_within(self, rows: Transaction, key: DayKey, entry: DayEntry) -> None:
        """The same as a part of a transaction."""
        if self._erased_since(rows, key.person, entry.events_until):
            return
        if entry.why:
            rows.set(_failed(key), entry.to_bytes(), KEEP_FAILURE, key.person)
            return
        rows.set(key.text, entry.to_bytes(), KEEP, key.person)
        rows.set(_latest(key), orjson.dumps([key.text, key.rules]), KEEP, key.person)

    def forget(self, person: str) -> None:
        """Delete all that is kept of a person (``person_hash``), also from the files' free space.

        For an hour it is remembered, without the hash itself, that nothing asked before may be kept after.
        """
        now = str(self._clock()).encode()

        def work(rows: Transaction) -> None:
            rows.evict(person)
            rows.set(_erased(person), now, KEEP_ERASED)

        self.rows.atomically(work)
        self.rows.scrub()

    def close(self) -> None:
        """Close this thread's connection."""
        self.rows.close()

    def size(self) -> tuple[int, int]:
        """How many answers are kept, and the bytes of the file."""
        return len(self), self.rows.volume()

    def __len__(self) -> int:
        """How many answers are kept, old ones among them."""
        return self.rows.count(len(hashlib.sha256().hexdigest()))

    def _erased_since(self, rows: Transaction, person: str, asked: int) -> bool:
        at = rows.get(_erased(person)) or b""
        # What lies ahead was written before the clock was put back; the lease of who asked then is gone as well.
        return at.isdigit() and asked <= int(at) <= self._clock()

    def _get(self, name: str) -> DayEntry | None:
        raw = self.rows.get(name)
        return None if raw is None else DayEntry.from_bytes(raw)


def _failed(key: DayKey) -> str:
    return f"{key.text}!"


def _latest(key: DayKey) -> str:
    return f"{key.question}@"


def _erased(person: str) -> str:
    return hashlib.sha256(f"erased {person}".encode()).hexdigest() + "-"


def _pointer(raw: bytes | None) -> tuple[str, str] | None:
    try:
        name, rules = orjson.loads(raw or b"")
        return _str(name), _str(rules)
    except (ValueError, TypeError):
        return None


def _step(tool: Json, arguments: Json, found: Json, took_ms: Json, error: Json) -> Step:
    if not isinstance(arguments, dict) or not isinstance(took_ms, (int, float)):
        raise TypeError("not a step")
    return Step(_str(tool), arguments, _int(found), took_ms, None if error is None else _str(error))


def _int(value: Json) -> int:
    if type(value) is not int:
        raise TypeError("not an integer")
    return value


def _str(value: Json) -> str:
    if type(value) is not str:
        raise TypeError("not a text")
    return value

"""A round of many people, each seen to once: side by side, at a pace, to be stopped at any time."""

from __future__ import annotations

import queue
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

from api.commands.console import Report, err
from api.commands.preparers import Preparer
from api.preparing import Made
from hybrid.domain import Json
from hybrid.errors import BecauseError
from rerank.errors import NOT_ASKED, Why

PAUSE, TRIES = 2.0, 30
"""Seconds between two tries, and how many, where others have all turns or the model is left alone just then."""
PASSING = frozenset({Why.BUSY, Why.UNAVAILABLE})


class Pace:
    """Gives out the moments at which calls may begin: ``rate`` a minute, None for no limit. For any thread."""

    def __init__(self, rate: float | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._every = 0.0 if rate is None else 60.0 / rate
        self._clock = clock
        self._next = clock()
        self._lock = threading.Lock()

    def take(self) -> float:
        """Seconds until one may begin, whose moment is taken with that."""
        with self._lock:
            now = self._clock()
            begins = max(self._next, now)
            self._next = begins + self._every
            return begins - now

    def give_back(self) -> None:
        """The moment was not needed: no call was made."""
        with self._lock:
            self._next -= self._every


@dataclass
class Tally:
    """What became of how many; ``gone`` were erased meanwhile. ``stopped`` says why it ended early."""

    made: int = 0
    there: int = 0
    gone: int = 0
    left: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    tokens: int = 0
    cost_usd: float = 0.0
    seconds: float = 0.0
    stopped: str | None = None

    @property
    def complete(self) -> bool:
        """Has everybody an answer?"""
        return not self.failed and not self.left

    def add(self, made: Made) -> None:
        """One more who was seen to."""
        self.left -= 1
        self.tokens += made.tokens or 0
        self.cost_usd += made.cost_usd or 0.0
        if made.status == "llm":
            self.made += 1
        elif made.status == "cache":
            self.there += 1
        elif made.status == "off":
            self.gone += 1
        else:
            self.failed[made.why or made.status] += 1

    def to_json(self) -> dict[str, Json]:
        """Plain values."""
        return {**vars(self), "failed": dict(self.failed)}


class Word(Enum):
    """What is told beside outcomes."""

    ENDED = "a worker has nobody more to see to"
    INTERRUPTED = "Ctrl-C"


class Round:
    """Sees to ``people``, one after another in so many threads; see ``of``."""

    def __init__(self, place: Preparer, people: Sequence[str], scenario: str, pace: Pace) -> None:
        self.tally = Tally(left=len(people))
        self.size = len(people)
        self.interrupted = False
        self._place = place
        self._scenario = scenario
        self._pace = pace
        self._people = iter(people)
        self._next = threading.Lock()
        self._stop = threading.Event()
        self._done: queue.SimpleQueue[Made | BecauseError | Word] = queue.SimpleQueue()

    @classmethod
    def of(
        cls, place: Preparer, people: Sequence[str], scenario: str, pace: Pace, workers: int, report: Report
    ) -> Round:
        """A whole round. Ctrl-C begins nobody more and waits for the calls under way, so that none is made in vain.

        Raises ``BecauseError`` where a server that did the work is gone.
        """
        round, begun = cls(place, people, scenario, pace), time.monotonic()
        with round._interruptible(), ThreadPoolExecutor(workers) as pool:
            for _ in range(workers):
                pool.submit(round._work)
            round._collect(workers, report)
        round.tally.seconds = time.monotonic() - begun
        return round

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        """Ctrl-C is one more message: an exception could come between taking an outcome and counting it."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, lambda *_: self._done.put(Word.INTERRUPTED))
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _collect(self, workers: int, report: Report) -> None:
        while workers:
            made = self._done.get()
            if made is Word.INTERRUPTED:
                self.interrupted = True
                self._end("interrupted")
                err.print("Finishing the calls under way …")
            elif made is Word.ENDED:
                workers -= 1
            elif isinstance(made, BecauseError):
                self._end(str(made))
            else:
                self.tally.add(made)
                report(f"{self.tally.made:,} made", 1 - self.tally.left / self.size)

    def _end(self, why: str) -> None:
        self._stop.set()
        self.tally.stopped = self.tally.stopped or why

    def _work(self) -> None:
        try:
            while (id := self._following()) is not None:
                made = self._see_to(id)
                if made is not None:
                    self._done.put(made)
        except BecauseError as error:
            self._done.put(error)
        finally:
            self._done.put(Word.ENDED)

    def _following(self) -> str | None:
        with self._next:
            return None if self._stop.is_set() else next(self._people, None)

    def _see_to(self, id: str) -> Made | None:
        """None where the round is stopped before it. Raises ``BecauseError`` where the model stays away."""
        made = self._tried(id)
        for _ in range(TRIES - 1):
            if made is None or made.why not in PASSING:
                return made
            made = None if self._stop.wait(PAUSE) else self._tried(id)
        if made is not None and made.why == Why.UNAVAILABLE:
            raise BecauseError("the model is not available")
        return made

    def _tried(self, id: str) -> Made | None:
        if self._stop.wait(self._pace.take()):
            return None
        made = self._place.prepare(id, self._scenario)
        if made.status in ("cache", "off") or made.why in NOT_ASKED:
            self._pace.give_back()
        return made
